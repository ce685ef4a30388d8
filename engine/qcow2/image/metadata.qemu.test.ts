// Damaged headers, opened by the real qemu-io and by this engine: the same images are let in, and
// the others are refused with the same words. Deliberate refusals of this engine are told apart
// by their text.
import { afterAll, describe, expect, it } from 'vitest';
import { FormatError } from '../../base/errors.ts';
import { closeGraph, openGraph } from '../../block/graph.ts';
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

function qemuOutcome(bytes: Uint8Array, readOnly: boolean): Outcome {
  scratch.write('damaged.qcow2', bytes);
  const args = [...(readOnly ? ['-r'] : []), '-f', 'qcow2', '-c', 'quit', 'damaged.qcow2'];
  const text = scratch.run('qemu-io', args).stderr.replace("can't open device damaged.qcow2: ", '');
  return { text, bytes: scratch.readStart('damaged.qcow2', COMPARED) };
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

/** Compares both, unless this engine refuses on purpose. Returns whether it compared. */
function compareOpen(bytes: Uint8Array, readOnly: boolean, what: string): boolean {
  const ours = ourOutcome(bytes, readOnly);
  if (ours.text.includes(OURS)) {
    return false;
  }
  const theirs = qemuOutcome(bytes, readOnly);
  expect({ what, text: nameless(ours.text) }).toEqual({ what, text: nameless(theirs.text) });
  expect(Buffer.compare(ours.bytes, theirs.bytes), `${what}: bytes`).toBe(0);
  return true;
}

describe('opening a damaged image says what QEMU says', () => {
  for (const name of images.keys()) {
    it(`for every header field of the image "${name}"`, () => {
      let compared = 0;
      for (const [field, values] of FIELD_VALUES) {
        for (const value of values) {
          const bytes = setField(image(name), field, value);
          const what = `${field}=${value}`;
          if (OPENED_READ_ONLY.includes(name)) {
            compared += compareOpen(bytes, true, `${what} read-only`) ? 1 : 0;
          }
          compared += compareOpen(bytes, false, `${what} read-write`) ? 1 : 0;
        }
      }
      expect(compared).toBeGreaterThan(70);
    });
  }

  it('for random damage to the header and its extensions', () => {
    const random = seededNumbers(20260101 + SEED);
    const names = [...images.keys()];
    let compared = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const name = names[random(names.length)] as string;
      let bytes = image(name);
      const count = 1 + random(3);
      for (let index = 0; index < count; index += 1) {
        const at = random(4) === 0 ? random(112) : 100 + random(430);
        bytes = patched(bytes, at, 1, BigInt(random(256)));
      }
      compared += compareOpen(bytes, random(2) === 0, `${name} round ${round}`) ? 1 : 0;
    }
    expect(compared).toBeGreaterThan(ROUNDS / 3);
  });

  it('for random damage to the snapshot table', () => {
    const random = seededNumbers(77);
    const offset = Number(
      new DataView(image('snapshot').buffer).getBigUint64(headerField('snapshotsOffset').offset),
    );
    for (let round = 0; round < 100; round += 1) {
      const at = offset + ([8, 12, 13, 14, 15, 36, 37, 38, 39, 76, 110][random(11)] as number);
      const bytes = patched(image('snapshot'), at, 1, BigInt(random(256)));
      compareOpen(bytes, random(2) === 0, `round ${round} at ${at - offset}`);
    }
  });

  it('for files that are cut short', () => {
    for (const length of [0, 50, 71, 72, 100, 104, 111, 112, 300, 512, 65536, 65537, 196608]) {
      compareOpen(image('v3').slice(0, length), true, `cut at ${length}`);
      compareOpen(image('snapshot').slice(0, length), false, `snapshot cut at ${length}`);
    }
  });
});
