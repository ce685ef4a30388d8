// Damaged headers, opened by the real qemu-io and by this engine: the same images are let in, and
// the others are refused with the same words. Deliberate refusals of this engine are told apart
// by their text.
import { afterAll, describe, expect, it } from 'vitest';
import { FormatError } from '../../base/errors.ts';
import { closeGraph } from '../../block/close-graph.ts';
import { openGraph } from '../../block/graph.ts';
import { READ_ONLY, READ_WRITE } from '../../block/node.ts';
import { type HeaderFieldName, headerField } from '../format/header.ts';
import { encodeText } from '../format/text.ts';
import { TestWorld } from '../../testing/test-world.ts';
import { patched, Scratch, seededNumbers } from '../../testing/qemu-tools.ts';

const scratch = new Scratch();
afterAll(() => scratch.remove());

const OURS = 'blkdrill does not support';
/** Other damages than usual, for a longer search by hand. */
const SEED = Number(process.env['BLKDRILL_SEED'] ?? '0');
const ROUNDS = Number(process.env['BLKDRILL_ROUNDS'] ?? '150');
/** Bytes that are compared: a damaged image may grow without end. */
const COMPARED = 512 * 1024;

interface Outcome {
  /** Everything printed to standard error, without the name of the device. */
  readonly text: string;
  /** The image once it is closed. */
  readonly bytes: Uint8Array;
}

/** Opens and closes the image with this engine, as `qemu-io -c quit` does. */
function ourOutcome(bytes: Uint8Array, readOnly: boolean): Outcome {
  const world = new TestWorld();
  world.storage.writeBytes('base.qcow2', BASE);
  world.storage.writeBytes('damaged.qcow2', bytes);
  let text = '';
  const context = {
    ...world.context,
    report: (line: string) => {
      text += `qemu-io: ${line}\n`;
    },
    reportBare: (line: string) => {
      text += `${line}\n`;
    },
    reportText: (part: string) => {
      text += part;
    },
  };
  const mode = readOnly ? READ_ONLY : READ_WRITE;
  const request = { filename: 'damaged.qcow2', format: 'qcow2', mode, options: new Map() };
  try {
    world.run(closeGraph(context, world.run(openGraph(context, request))));
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    text += `qemu-io: ${error.message}\n${error.hint === undefined ? '' : `${error.hint}\n`}`;
  }
  text = Buffer.from(encodeText(text)).toString();
  return { text, bytes: world.storage.readBytes('damaged.qcow2', 0, COMPARED) };
}

/** An image to open. */
interface Attempt {
  readonly bytes: Uint8Array;
  readonly readOnly: boolean;
  readonly what: string;
}

function qemuOutcome({ bytes, readOnly }: Attempt): Outcome {
  scratch.write('damaged.qcow2', bytes);
  const args = [...(readOnly ? ['-r'] : []), '-f', 'qcow2', '-c', 'quit', 'damaged.qcow2'];
  return outcomeIn('damaged.qcow2', scratch.run('qemu-io', args).stderr);
}

function outcomeIn(name: string, stderr: string): Outcome {
  const text = stderr.replaceAll(name, 'damaged.qcow2');
  return {
    text: text.replace("can't open device damaged.qcow2: ", ''),
    bytes: scratch.readStart(name, COMPARED),
  };
}

/** What `close` says where `open` has not opened the image. */
const NOT_OPEN = /no file open, try 'help open'\n$/;
/** No file: what the real tool says of it stands between what it says of two images. */
const NONE = 'nothing-here';

/**
 * What `qemuOutcome` gives for each, by one process: its command `open` opens an image as the
 * program itself does. Where that process dies each image has one of its own.
 */
function qemuOutcomes(attempts: readonly Attempt[]): readonly Outcome[] {
  const names = attempts.map((_attempt, index) => `damaged-${index}-.qcow2`);
  const commands = attempts.flatMap(({ bytes, readOnly }, index) => {
    scratch.write(names[index] as string, bytes);
    const open = `open ${readOnly ? '-r ' : ''}-o driver=qcow2 ${names[index]}`;
    return ['-c', open, '-c', 'close', '-c', `open ${NONE}`];
  });
  const parts = scratch
    .run('qemu-io', commands)
    .stderr.split(new RegExp(`^qemu-io: can't open device ${NONE}: .*\n`, 'm'));
  if (parts.length !== attempts.length + 1) return attempts.map(qemuOutcome);
  return names.map((name, index) =>
    outcomeIn(name, (parts[index] as string).replace(NOT_OPEN, '')),
  );
}

function makeImages(): Map<string, Uint8Array> {
  const images = new Map<string, Uint8Array>();
  const make = (name: string, options: string, ...commands: string[]): void => {
    const list = options === '' ? [] : ['-o', options];
    scratch.img('create', '-q', '-f', 'qcow2', ...list, name, '1M');
    if (commands.length > 0) scratch.io(name, ...commands);
    images.set(name, scratch.read(name));
  };
  scratch.img('create', '-q', '-f', 'qcow2', 'base.qcow2', '1M');
  make('v3', '', 'write 0 64k');
  make('v2', 'compat=0.10', 'write 0 64k');
  make('small', 'cluster_size=512', 'write 0 64k');
  make('narrow', 'refcount_bits=1,cluster_size=4k');
  make('backed', 'backing_file=base.qcow2,backing_fmt=qcow2');
  make('subclusters', 'extended_l2=on,cluster_size=16k');
  make('zstd', 'compression_type=zstd');
  make('bitmap', '');
  scratch.img('bitmap', '--add', 'bitmap', 'b0');
  images.set('bitmap', scratch.read('bitmap'));
  make('snapshot', '', 'write 0 64k');
  scratch.img('snapshot', '-c', 'one', 'snapshot');
  scratch.img('snapshot', '-c', 'two', 'snapshot');
  images.set('snapshot', scratch.read('snapshot'));
  return images;
}

const images = makeImages();
const BASE = scratch.read('base.qcow2');
const image = (name: string): Uint8Array => images.get(name) as Uint8Array;

const setField = (bytes: Uint8Array, name: HeaderFieldName, value: bigint): Uint8Array => {
  const { offset, width } = headerField(name);
  return patched(bytes, offset, width, value);
};

const FIELD_VALUES: [HeaderFieldName, bigint[]][] = [
  ['magic', [0n, 0x514649fan]],
  ['version', [0n, 1n, 2n, 3n, 4n, 0xffffffffn]],
  ['backingFileOffset', [1n, 112n, 120n, 65536n, 65537n, 1n << 63n, (1n << 53n) + 1n]],
  ['backingFileSize', [0n, 5n, 1023n, 1024n, 0xffffffffn]],
  ['clusterBits', [0n, 8n, 9n, 10n, 12n, 14n, 20n, 21n, 22n, 0xffffffffn]],
  [
    'size',
    [0n, 1n, 511n, 1n << 30n, 1n << 40n, 1n << 60n, 1n << 63n, (1n << 64n) - 1n, (1n << 54n) + 1n],
  ],
  ['cryptMethod', [1n, 3n, 0xffffffffn]],
  ['l1Size', [0n, 1n, 2n, 4194304n, 4194305n, 0xffffffffn]],
  [
    'l1TableOffset',
    [
      ...[0n, 1n, 512n, 65536n, 1n << 40n, 1n << 54n, 1n << 63n],
      ...[0x7fffffffc0000000n, 0x7fffffffffff0000n],
    ],
  ],
  [
    'refcountTableOffset',
    [0n, 1n, 512n, (1n << 54n) + 1n, 0x7fffffffffc00000n, 0x7fffffffffff0000n, 1n << 63n],
  ],
  ['refcountTableClusters', [0n, 2n, 128n, 129n, 16384n, 16385n, 0xffffffffn]],
  ['snapshotCount', [0n, 1n, 300n, 65537n, 0xffffffffn]],
  ['snapshotsOffset', [1n, 512n, 65536n, 0x7fffffffffff0000n, 1n << 63n]],
  ['incompatibleFeatures', [1n, 2n, 3n, 4n, 8n, 16n, 32n, 0x60n, 1n << 63n, 0x8000000000000021n]],
  ['compatibleFeatures', [1n, 2n, (1n << 64n) - 1n]],
  ['autoclearFeatures', [1n, 2n, 3n, 4n, (1n << 64n) - 1n]],
  ['refcountOrder', [0n, 3n, 6n, 7n, 8n, 31n, 32n, 0xffffffffn]],
  ['headerLength', [0n, 72n, 103n, 104n, 105n, 108n, 111n, 112n, 120n, 512n, 65536n, 65537n]],
  ['compressionType', [1n, 2n, 255n]],
];

/** Opened read only as well: what a writer changes at open differs in these. */
const OPENED_READ_ONLY = ['v3', 'bitmap', 'snapshot'];

/** Numbers of nodes without a name are drawn by lot. */
const nameless = (text: string): string => text.replace(/#block\d+/g, '#block');

/** Images that one process opens. */
const AT_ONCE = 24;

/** Compares both, unless this engine refuses on purpose. Returns how many it compared. */
function compareOpens(attempts: readonly Attempt[]): number {
  let compared = 0;
  for (let first = 0; first < attempts.length; first += AT_ONCE) {
    const some = attempts
      .slice(first, first + AT_ONCE)
      .map((attempt) => ({ attempt, ours: ourOutcome(attempt.bytes, attempt.readOnly) }))
      .filter(({ ours }) => !ours.text.includes(OURS));
    const all = qemuOutcomes(some.map(({ attempt }) => attempt));
    for (const [index, { attempt, ours }] of some.entries()) {
      const { what } = attempt;
      const theirs = all[index] as Outcome;
      expect({ what, text: nameless(ours.text) }).toEqual({ what, text: nameless(theirs.text) });
      expect(Buffer.compare(ours.bytes, theirs.bytes), `${what}: bytes`).toBe(0);
    }
    compared += some.length;
  }
  return compared;
}

describe('opening a damaged image says what QEMU says', () => {
  for (const name of images.keys()) {
    it(`for every header field of the image "${name}"`, () => {
      const modes = OPENED_READ_ONLY.includes(name) ? [true, false] : [false];
      const attempts = FIELD_VALUES.flatMap(([field, values]) =>
        values.flatMap((value) => {
          const bytes = setField(image(name), field, value);
          return modes.map((readOnly): Attempt => {
            const what = `${field}=${value} read-${readOnly ? 'only' : 'write'}`;
            return { bytes, readOnly, what };
          });
        }),
      );
      expect(compareOpens(attempts)).toBeGreaterThan(70);
    });
  }

  it('for random damage to the header and its extensions', () => {
    const random = seededNumbers(20260101 + SEED);
    const names = [...images.keys()];
    const attempts: Attempt[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const name = names[random(names.length)] as string;
      let bytes = image(name);
      const count = 1 + random(3);
      for (let index = 0; index < count; index += 1) {
        const at = random(4) === 0 ? random(112) : 100 + random(430);
        bytes = patched(bytes, at, 1, BigInt(random(256)));
      }
      attempts.push({ bytes, readOnly: random(2) === 0, what: `${name} round ${round}` });
    }
    expect(compareOpens(attempts)).toBeGreaterThan(ROUNDS / 3);
  });

  it('for random damage to the snapshot table', () => {
    const random = seededNumbers(77);
    const offset = Number(
      new DataView(image('snapshot').buffer).getBigUint64(headerField('snapshotsOffset').offset),
    );
    const attempts: Attempt[] = [];
    for (let round = 0; round < 100; round += 1) {
      const at = offset + ([8, 12, 13, 14, 15, 36, 37, 38, 39, 76, 110][random(11)] as number);
      const bytes = patched(image('snapshot'), at, 1, BigInt(random(256)));
      const what = `round ${round} at ${at - offset}`;
      attempts.push({ bytes, readOnly: random(2) === 0, what });
    }
    expect(compareOpens(attempts)).toBeGreaterThan(0);
  });

  it('for files that are cut short', () => {
    const lengths = [0, 50, 71, 72, 100, 104, 111, 112, 300, 512, 65536, 65537, 196608];
    const attempts = lengths.flatMap((length): Attempt[] => [
      { bytes: image('v3').slice(0, length), readOnly: true, what: `cut at ${length}` },
      {
        bytes: image('snapshot').slice(0, length),
        readOnly: false,
        what: `snapshot cut at ${length}`,
      },
    ]);
    expect(compareOpens(attempts)).toBeGreaterThan(0);
  });
});
