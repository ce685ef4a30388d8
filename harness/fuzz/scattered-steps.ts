// Random steps about many small places of small images, so that a commit, a rebase or a repair
// makes many changes of its files, of which a crash may leave any part.
import fc from 'fast-check';

/** A step as YAML, in which JSON is. */
export type StepText = Readonly<Record<string, unknown>>;

const KIB = 1024;
/** With clusters of 512 bytes one L2 table is about so much of the disk. */
const REGION = 32 * KIB;
const REGIONS = 8;
const SIZE = REGION * REGIONS;

const FILE = 'TEST_DIR/t.qcow2';

const writes = (most: number): fc.Arbitrary<readonly string[]> =>
  fc.array(
    fc
      .record({
        verb: fc.constantFrom('write', 'write', 'write', 'write', 'write -z', 'write -z -u'),
        at: fc.nat({ max: SIZE / 512 - 9 }),
        length: fc.constantFrom(512, 512, KIB, 4 * KIB),
        pattern: fc.integer({ min: 1, max: 200 }),
      })
      .map(({ verb, at, length, pattern }) => {
        const fill = verb === 'write' ? ` -P ${pattern}` : '';
        return `${verb} -q${fill} ${at * 512} ${length}`;
      }),
    { minLength: 6, maxLength: most },
  );

const layer = fc.record({
  clusterSize: fc.constantFrom(512, 512, 512, KIB, 4 * KIB),
  isOld: fc.nat(4).map((number) => number === 0),
  writes: writes(18),
});

const image = (number: number): string => `image${number}`;

const io = (number: number, commands: readonly string[]): StepText => ({
  io: commands,
  image: image(number),
  format: 'qcow2',
  cache: 'writeback',
});

const COMMANDS = [
  'commit',
  'commit -b',
  'commit -d',
  'depth first',
  'depth first',
  'rebase',
  'rebase',
] as const;

/** image0 <- image1 <- image2, writes everywhere, and one command for the chain, twice. */
export const scatteredChains: fc.Arbitrary<readonly StepText[]> = fc
  .record({
    layers: fc.array(layer, { minLength: 3, maxLength: 3 }),
    rounds: fc.array(fc.record({ writes: writes(12), command: fc.constantFrom(...COMMANDS) }), {
      minLength: 2,
      maxLength: 2,
    }),
  })
  .map(({ layers, rounds }) => {
    const top = layers.length - 1;
    const makes = layers.flatMap(({ clusterSize, isOld, writes: asked }, number) => {
      const options = `cluster_size=${clusterSize},compat=${isOld ? '0.10' : '1.1'}`;
      const below = number === 0 ? [] : ['-b', image(number - 1), '-F', 'qcow2'];
      const file = `TEST_DIR/${image(number)}`;
      const argv = ['create', '-q', '-f', 'qcow2', ...below, '-o', options, file, String(SIZE)];
      return [{ img: argv }, io(number, asked)];
    });
    const does = rounds.flatMap(({ writes: asked, command }) => [
      io(top, asked),
      chainStep(command, top),
    ]);
    return [...makes, ...does];
  });

function chainStep(command: (typeof COMMANDS)[number], top: number): StepText {
  const file = `TEST_DIR/${image(top)}`;
  switch (command) {
    case 'depth first':
      return { commit: { image: image(top), base: image(0), 'depth-first': true } };
    case 'rebase':
      return { img: ['rebase', '-f', 'qcow2', '-b', image(0), '-F', 'qcow2', file] };
    case 'commit -b':
      return { img: ['commit', '-f', 'qcow2', '-b', image(0), file] };
    case 'commit -d':
      return { img: ['commit', '-f', 'qcow2', '-d', file] };
    case 'commit':
      return { img: ['commit', '-f', 'qcow2', file] };
  }
}

/** Entries of one refcount block, with clusters of 512 bytes and refcounts of 64 bits. */
const PER_BLOCK = 64;
/** The whole disk takes more clusters than these blocks are about; a repair writes one by one. */
const BLOCKS = 16;
const REPAIRED = BLOCKS * PER_BLOCK * 512;
/** Refcount blocks and L2 tables stand at the beginning of what one block is about. */
const DATA_FROM = 8;

/** An image with leaks in many refcount blocks, and its repair, twice. */
export const scatteredRepairs: fc.Arbitrary<readonly StepText[]> = fc
  .record({
    asked: writes(18),
    rounds: fc.array(
      fc.record({
        blocks: fc.subarray([...Array(BLOCKS).keys()], { minLength: BLOCKS / 2 }),
        place: fc.integer({ min: DATA_FROM, max: PER_BLOCK - 1 }),
        repair: fc.constantFrom('all', 'leaks'),
      }),
      { minLength: 2, maxLength: 2 },
    ),
  })
  .map(({ asked, rounds }) => {
    const options = 'cluster_size=512,refcount_bits=64';
    const argv = [
      'create',
      '-q',
      '-f',
      'qcow2',
      '-o',
      options,
      'TEST_DIR/t.qcow2',
      String(REPAIRED),
    ];
    // All clusters are taken and given back: what leaks reads as nothing, and has no flag.
    const commands = [`write -q 0 ${REPAIRED}`, `discard -q 0 ${REPAIRED}`, ...asked];
    const makes = [{ img: argv }, { io: commands, cache: 'writeback' }];
    const does = rounds.flatMap(({ blocks, place, repair }) => {
      const leaks = blocks.map((block) => [`refcount[${block * PER_BLOCK + place}]`, 1] as const);
      return [{ poke: Object.fromEntries(leaks) }, { check: { repair } }];
    });
    return [...makes, ...does];
  });

/** What an image may have besides its clusters. */
const KINDS: readonly {
  readonly options: string;
  readonly step?: readonly string[];
}[] = [
  { options: 'cluster_size=512' },
  { options: 'cluster_size=512,lazy_refcounts=on' },
  { options: 'cluster_size=512,data_file=TEST_DIR/t.data' },
  { options: 'cluster_size=16k,extended_l2=on' },
  { options: 'cluster_size=512', step: ['snapshot', '-c', 'one', FILE] },
  { options: 'cluster_size=512', step: ['bitmap', '--add', '-g', '512', FILE, 'b0'] },
];

/** What a session does besides its writes; sizes are those of the disk afterwards. */
const EXTRAS: readonly ((size: number) => { readonly command: string; readonly size: number })[] = [
  (size) => ({ command: 'write -q -b -P 7 0 4k', size }),
  (size) => ({ command: `write -q -c -P 9 ${size - 16 * KIB} 512`, size }),
  (size) => ({ command: `discard -q ${size / 2} 8k`, size }),
  (size) => ({ command: `truncate ${size + REGION}`, size: size + REGION }),
  (size) => ({ command: `truncate -m metadata ${size + REGION}`, size: size + REGION }),
  (size) => ({ command: `truncate ${size - REGION}`, size: size - REGION }),
];

/** One image of some kind, sessions of scattered writes and something else, and amendments. */
export const scatteredChanges: fc.Arbitrary<readonly StepText[]> = fc
  .record({
    kind: fc.constantFrom(...KINDS),
    rounds: fc.array(
      fc.record({
        asked: writes(12),
        extra: fc.constantFrom(...EXTRAS),
        bits: fc.constantFrom(8, 32, 64),
        isAmended: fc.boolean(),
      }),
      { minLength: 2, maxLength: 3 },
    ),
  })
  .map(({ kind, rounds }) => {
    const argv = ['create', '-q', '-f', 'qcow2', '-o', kind.options, FILE, String(2 * SIZE)];
    let size = 2 * SIZE;
    const does = rounds.flatMap(({ asked, extra, bits, isAmended }) => {
      const next = extra(size);
      const commands = [...asked.slice(0, 4), next.command, ...asked.slice(4)];
      size = next.size;
      const amend = { img: ['amend', '-o', `refcount_bits=${bits}`, FILE] };
      return [{ io: commands, cache: 'writeback' }, ...(isAmended ? [amend] : [])];
    });
    const has = kind.step === undefined ? [] : [{ img: kind.step }];
    return [{ img: argv }, ...has, ...does];
  });
