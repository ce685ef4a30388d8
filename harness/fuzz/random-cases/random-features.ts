// Random cases about what images can have besides their clusters: an external data file, bitmaps,
// and options that are amended, with writes, resizes and snapshots between.
import fc from 'fast-check';
import { pathOf } from '../../engines/engine.ts';
import {
  BACKING,
  type CommandLine,
  DATA_FILE,
  FAULTS,
  faults,
  IMAGE,
  type RandomCase,
} from './random-case.ts';
import { type SnapshotAction, snapshotLine } from './random-snapshots.ts';

const KIB = 1024;
const MIB = 1024 * KIB;

interface Shape {
  readonly clusterSize: number;
  readonly refcountBits: number;
  readonly isOld: boolean;
  readonly data: 'none' | 'plain' | 'raw';
  readonly hasBacking: boolean;
  readonly isLazy: boolean;
  readonly preallocation: string;
  readonly size: number;
}

const shapes: fc.Arbitrary<Shape> = fc
  .record({
    // Small clusters: with large ones a case takes minutes in the real tools.
    clusterSize: fc.constantFrom(512, 512, KIB, 4 * KIB, 8 * KIB),
    refcountBits: fc.constantFrom(1, 8, 16, 16, 64),
    isOld: fc.nat(5).map((number) => number === 0),
    data: fc.constantFrom('none', 'none', 'none', 'plain', 'raw'),
    hasBacking: fc.constantFrom(false, false, true),
    isLazy: fc.nat(4).map((number) => number === 0),
    preallocation: fc.constantFrom('off', 'off', 'metadata', 'full'),
    size: fc.constantFrom(MIB, MIB + 512, 3 * MIB),
  } as const)
  .map((shape) => {
    const data = shape.isOld ? 'none' : shape.data;
    const hasBacking = shape.hasBacking && data !== 'raw';
    return {
      ...shape,
      data,
      hasBacking,
      refcountBits: shape.isOld ? 16 : shape.refcountBits,
      isLazy: shape.isLazy && !shape.isOld,
      preallocation: hasBacking ? 'off' : shape.preallocation,
    };
  });

const command = fc
  .record({
    verb: fc.constantFrom('write', 'write', 'write -z', 'write -z -u', 'discard', 'write -b'),
    at: fc.nat({ max: 2047 }),
    length: fc.constantFrom(512, 700, 4 * KIB, 64 * KIB, 200 * KIB),
    pattern: fc.nat(255),
  })
  .map(({ verb, at, length, pattern }) => {
    const isState = verb === 'write -b';
    const offset = isState ? (at % 8) * 512 : at * 512;
    const bytes = isState ? 1024 : Math.min(length, MIB - offset);
    const fill = verb === 'write' || isState ? ` -P ${pattern}` : '';
    return `${verb}${fill} ${offset} ${bytes}`;
  });

const names = fc.constantFrom('b0', 'b0', 'b1', 'second one');
const bitmapAction = fc.constantFrom(
  ['--add'],
  ['--add'],
  ['--add', '-g', '512'],
  ['--add', '-g', '64k'],
  ['--add', '--disable'],
  ['--remove'],
  ['--clear'],
  ['--enable'],
  ['--disable'],
  ['--merge', 'b0'],
  ['--merge', 'b1'],
  ['--add', '--merge', 'b0'],
);
const amendOptions = fc.constantFrom(
  'compat=0.10',
  'compat=0.10',
  'compat=1.1',
  'lazy_refcounts=on',
  'lazy_refcounts=off',
  'refcount_bits=1',
  'refcount_bits=4',
  'refcount_bits=16',
  'refcount_bits=64',
  'size=2M',
  'size=1200k',
  'size=4M',
  'data_file_raw=off',
  'refcount_bits=16,compat=0.10',
  'compat=1.1,refcount_bits=32,lazy_refcounts=on',
);

type Step = (image: string) => CommandLine;

const img = (...argv: readonly string[]): CommandLine => ({ program: 'img', argv });

const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .record({
        cache: fc.constantFrom('writethrough', 'writeback', 'unsafe'),
        commands: fc.array(command, { minLength: 1, maxLength: 3 }),
      })
      .map(({ cache, commands }): Step => (image) => ({
        program: 'io',
        argv: ['-t', cache, ...commands.flatMap((text) => ['-c', text]), image],
      })),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(bitmapAction, names).map(
      ([action, name]): Step =>
        (image) =>
          img('bitmap', ...action, image, name),
    ),
  },
  {
    weight: 3,
    arbitrary: amendOptions.map(
      (options): Step =>
        (image) =>
          img('amend', '-p', '-o', options, image),
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('1M', '1300k', '5M'), fc.constantFrom('off', 'metadata', 'full'))
      .map(
        ([size, mode]): Step =>
          (image) =>
            img('resize', '--shrink', `--preallocation=${mode}`, image, size),
      ),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({
        letter: fc.constantFrom('c', 'c', 'a', 'd', 'l'),
        name: fc.constantFrom('one', 'two'),
      } as const)
      .map(
        (action: SnapshotAction): Step =>
          (image) =>
            snapshotLine(action, image),
      ),
  },
);

function createLine(shape: Shape): CommandLine {
  const options = [
    `cluster_size=${shape.clusterSize}`,
    `refcount_bits=${shape.refcountBits}`,
    `compat=${shape.isOld ? '0.10' : '1.1'}`,
    `preallocation=${shape.preallocation}`,
    ...(shape.isLazy ? ['lazy_refcounts=on'] : []),
    ...(shape.data === 'none' ? [] : [`data_file=${pathOf(DATA_FILE)}`]),
    ...(shape.data === 'raw' ? ['data_file_raw=on'] : []),
  ].join(',');
  const backing = shape.hasBacking ? ['-b', BACKING, '-F', 'raw'] : [];
  return img('create', '-f', 'qcow2', ...backing, '-o', options, pathOf(IMAGE), String(shape.size));
}

/** Cases with or without faults; these are met by every step. */
export const featureCases = (hasFaults: boolean): fc.Arbitrary<RandomCase> =>
  fc
    .record({
      shape: shapes,
      steps: fc.array(steps, { minLength: 2, maxLength: 7 }),
      faults: hasFaults ? faults : fc.constant(undefined),
    })
    .map(({ shape, steps: made, faults: rules }) => {
      const image = pathOf(IMAGE);
      const name = rules === undefined ? image : `blkdebug:${pathOf(FAULTS)}:${image}`;
      const after = [img('check', image), img('info', image), img('map', image)];
      return {
        faults: rules,
        lines: [createLine(shape), ...made.map((step) => step(name)), ...after],
        dataFile: shape.data === 'none' ? undefined : DATA_FILE,
      };
    });
