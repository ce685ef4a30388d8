// Sound images to damage, of random geometry: made by our own engine, small enough that a thousand
// of them take seconds.
import fc from 'fast-check';
import { type Engine, pathOf } from '../../engines/engine.ts';
import { addBitmaps, type BitmapSpec } from './bitmaps.ts';
import { BACKING, type CommandLine, IMAGE } from '../random-cases/random-case.ts';

const KIB = 1024;

/** How an image is made. */
export interface ImageRecipe {
  readonly create: readonly string[];
  /** Commands of qemu-io, in sessions; between two of them a snapshot is taken. */
  readonly sessions: readonly (readonly string[])[];
  readonly bitmaps: readonly BitmapSpec[];
}

const shapes = fc
  .record({
    clusterBits: fc.constantFrom(9, 9, 9, 9, 10, 10, 12, 12, 14, 16),
    extended: fc.constantFrom(0, 0, 0, 0, 14, 15, 16),
    compat: fc.constantFrom('1.1', '1.1', '1.1', '0.10'),
    refcountBits: fc.constantFrom(1, 2, 4, 8, 16, 16, 32, 64),
    hasBacking: fc.constantFrom(false, false, true),
    isZstd: fc.constantFrom(false, false, false, true),
    kilobytes: fc.constantFrom(64, 256, 1024, 4096, 65536, 1048576),
    extra: fc.constantFrom(0, 0, 512),
  })
  .map(({ clusterBits, extended, kilobytes, extra, ...rest }) => {
    const isOld = rest.compat === '0.10';
    const isExtended = extended > 0 && !isOld;
    return {
      clusterSize: 2 ** (isExtended ? extended : clusterBits),
      // More L1 entries than these take long in both engines and teach nothing.
      size: Math.min(kilobytes, clusterBits === 9 ? 65536 : kilobytes) * KIB + extra,
      options: [
        `cluster_size=${2 ** (isExtended ? extended : clusterBits)}`,
        `compat=${rest.compat}`,
        `refcount_bits=${isOld ? 16 : rest.refcountBits}`,
        ...(isExtended ? ['extended_l2=on'] : []),
        ...(rest.isZstd && !isOld ? ['compression_type=zstd'] : []),
      ],
      hasBacking: rest.hasBacking,
      isOld,
    };
  });

interface Reach {
  readonly size: number;
  readonly clusterSize: number;
}

const work = ({ size, clusterSize }: Reach): fc.Arbitrary<string> =>
  fc
    .record({
      verb: fc.constantFrom('write', 'write', 'write', 'write -z', 'write -c', 'discard'),
      cluster: fc.nat(40),
      far: fc.constantFrom(0, 0, 0, 1),
      clusters: fc.constantFrom(1, 1, 2, 5),
      part: fc.constantFrom(1, 1, 2),
      pattern: fc.integer({ min: 1, max: 255 }),
    })
    .map(({ verb, cluster, far, clusters, part, pattern }) => {
      const wanted = cluster * clusterSize + far * Math.floor(size / 2 / clusterSize) * clusterSize;
      const offset = wanted + clusterSize > size ? 0 : wanted;
      const length = verb === 'write -c' ? clusterSize : (clusters * clusterSize) / part;
      const fill = verb === 'write -z' || verb === 'discard' ? '' : ` -P ${pattern}`;
      return `${verb}${fill} ${offset} ${Math.max(512, Math.min(size - offset, length))}`;
    });

const bitmaps: fc.Arbitrary<readonly BitmapSpec[]> = fc
  .array(
    fc.record({
      granularityBits: fc.constantFrom(9, 10, 12, 16),
      flags: fc.constantFrom(0, 0, 1, 2),
      entries: fc.array(fc.constantFrom('none', 'ones', 'cluster'), { minLength: 1, maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 2 },
  )
  .map((specs) => specs.map((spec, index) => ({ ...spec, name: `bitmap ${index}` })));

/** Recipes of sound images. */
export const imageRecipes: fc.Arbitrary<ImageRecipe> = shapes.chain((shape) =>
  fc.record({
    create: fc.constant([
      'create',
      '-q',
      '-f',
      'qcow2',
      '-o',
      shape.options.join(','),
      ...(shape.hasBacking ? ['-b', BACKING, '-F', 'raw'] : []),
      pathOf(IMAGE),
      String(shape.size),
    ]),
    sessions: fc.array(fc.array(work(shape), { minLength: 1, maxLength: 4 }), {
      minLength: 1,
      maxLength: 3,
    }),
    bitmaps: shape.isOld ? fc.constant([]) : fc.oneof(fc.constant([]), fc.constant([]), bitmaps),
  }),
);

/** The command lines that make the image, without its bitmaps. */
function recipeLines({ create, sessions }: ImageRecipe): CommandLine[] {
  const lines: CommandLine[] = [{ program: 'img', argv: create }];
  for (const [index, commands] of sessions.entries()) {
    if (index > 0) {
      const argv = ['snapshot', '-c', `snapshot ${index}`, pathOf(IMAGE)];
      lines.push({ program: 'img', argv });
    }
    const asked = commands.flatMap((command) => ['-c', command]);
    lines.push({ program: 'io', argv: ['-f', 'qcow2', ...asked, pathOf(IMAGE)] });
  }
  return lines;
}

/** Makes the image in the files of `engine`, which has the backing file. Throws where it cannot. */
export function makeImage(engine: Engine, recipe: ImageRecipe): Uint8Array {
  for (const { program, argv } of recipeLines(recipe)) {
    const { text, status } = engine.run(program, argv);
    // A snapshot or a write may be refused: with refcounts of one bit nothing can be shared.
    if (status !== 0 && argv[0] === 'create') throw new Error(`${argv.join(' ')}: ${text}`);
  }
  addBitmaps(engine, IMAGE, recipe.bitmaps);
  return engine.readFile(IMAGE);
}
