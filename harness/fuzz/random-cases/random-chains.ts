// Random backing chains, random writes in each image, and one commit or rebase.
import fc from 'fast-check';
import { pathOf } from '../../engines/engine.ts';
import type { CommandLine } from './random-case.ts';

const KIB = 1024;

/** One random case: what makes the files, and the command that is compared. */
export interface ChainCase {
  readonly names: readonly string[];
  readonly makes: readonly CommandLine[];
  readonly command: CommandLine;
  /** The image that a commit writes into: its new clusters come in no fixed order. */
  readonly target: string | undefined;
}

interface Layer {
  readonly size: number;
  readonly clusterSize: number;
  readonly extendedL2: boolean;
  readonly isOld: boolean;
  readonly isRaw: boolean;
  readonly writes: readonly string[];
}

const writes = fc.record({
  verb: fc.constantFrom('write', 'write', 'write', 'write -z', 'write -z -u', 'write -c'),
  at: fc.nat(2000),
  length: fc.constantFrom(512, KIB, 4 * KIB, 12 * KIB, 64 * KIB, 200 * KIB, 1200 * KIB),
  pattern: fc.nat(3),
});

const layers: fc.Arbitrary<Layer> = fc
  .record({
    kilobytes: fc.constantFrom(64, 100, 512, 700, 1000, 1024, 3072),
    extra: fc.constantFrom(0, 0, 512),
    // Cluster size; negative with subclusters.
    shape: fc.constantFrom(
      ...[512, 4 * KIB, 4 * KIB, 64 * KIB, 64 * KIB, 256 * KIB, -16 * KIB, -128 * KIB],
    ),
    isOld: fc.constantFrom(false, false, true),
    isRaw: fc.constantFrom(false, false, true),
    asked: fc.array(writes, { maxLength: 5 }),
  })
  .map(({ kilobytes, extra, shape, isOld, isRaw, asked }) => {
    const size = kilobytes * KIB + extra;
    const clusterSize = Math.abs(shape);
    const texts = asked.flatMap(({ verb, at, length, pattern }) => {
      const isCompressed = verb === 'write -c' && !isRaw;
      const start = isCompressed ? Math.floor((at * 512) / clusterSize) * clusterSize : at * 512;
      const bytes = Math.min(isCompressed ? clusterSize : length, size - start);
      if (bytes <= 0) return [];
      const word = verb === 'write -c' && isRaw ? 'write' : verb;
      return [`${word} -q${word.includes('-z') ? '' : ` -P ${pattern}`} ${start} ${bytes}`];
    });
    const extendedL2 = shape < 0;
    return { size, clusterSize, extendedL2, isOld: isOld && !extendedL2, isRaw, writes: texts };
  });

const imageName = (index: number): string => `image${index}`;

/** Only the first image may be raw. */
function makeLayer(layer: Layer, index: number): CommandLine[] {
  const isRaw = layer.isRaw && index === 0;
  const file = pathOf(imageName(index));
  const options = [
    `cluster_size=${layer.clusterSize}`,
    `compat=${layer.isOld ? '0.10' : '1.1'}`,
    ...(layer.extendedL2 ? ['extended_l2=on'] : []),
  ].join(',');
  const format = isRaw ? ['-f', 'raw'] : ['-f', 'qcow2', '-o', options];
  const asked = (layer.isRaw && !isRaw ? [] : layer.writes).flatMap((text) => ['-c', text]);
  const lines: CommandLine[] = [
    { program: 'img', argv: ['create', '-q', ...format, file, String(layer.size)] },
  ];
  if (asked.length > 0) {
    lines.push({ program: 'io', argv: ['-f', isRaw ? 'raw' : 'qcow2', ...asked, file] });
  }
  return lines;
}

/** Puts the image on top of another one, without looking at either. */
const stack = (index: number, below: number, isRaw: boolean): CommandLine => ({
  program: 'img',
  argv: [
    'rebase',
    '-q',
    '-u',
    '-f',
    'qcow2',
    '-b',
    imageName(below),
    '-F',
    isRaw ? 'raw' : 'qcow2',
    pathOf(imageName(index)),
  ],
});

/** image0 <- image1 <- ... and one more image beside the chain, which a rebase may lead to. */
export const chainCases: fc.Arbitrary<ChainCase> = fc
  .record({
    chain: fc.array(layers, { minLength: 2, maxLength: 4 }),
    other: layers,
    isCommit: fc.boolean(),
    onto: fc.nat(4),
    option: fc.constantFrom('', '', '-d'),
  })
  .map(({ chain, other, isCommit, onto, option }) => {
    const all = [...chain, { ...other, isRaw: false }];
    const isRaw = chain[0]?.isRaw === true;
    const top = chain.length - 1;
    const makes = all.flatMap(makeLayer);
    chain.forEach((_layer, index) => {
      if (index > 0) makes.push(stack(index, index - 1, isRaw && index === 1));
    });
    const file = pathOf(imageName(top));
    const names = all.map((_layer, index) => imageName(index));
    if (isCommit) {
      const base = onto % (top + 1);
      const isDeep = base < top;
      const target = imageName(isDeep ? base : top - 1);
      const where = isDeep ? ['-b', imageName(base)] : option === '' ? [] : [option];
      const argv = ['commit', '-f', 'qcow2', ...where, file];
      return { names, makes, command: { program: 'img', argv }, target };
    }
    const index = onto % (all.length + 1);
    const backing =
      index === all.length || index === top
        ? ['-b', '']
        : ['-b', imageName(index), '-F', isRaw && index === 0 ? 'raw' : 'qcow2'];
    const argv = ['rebase', '-f', 'qcow2', ...backing, file];
    return { names, makes, command: { program: 'img', argv }, target: undefined };
  });
