// Images made by the real tools, damaged at random metadata places, and checked by the real
// qemu-img and by this engine: equal lines on standard error, equal counters, equal exit status.
import { afterAll, describe, expect, it } from 'vitest';
import { strerror } from '../../base/errno.ts';
import { FormatError } from '../../base/errors.ts';
import { Scheduler } from '../../task/scheduler.ts';
import { readMetadata } from '../image/metadata.ts';
import { memoryFile, patched, Scratch, seededNumbers } from '../image/qemu-tools.test-support.ts';
import { checkImage } from './check.ts';
import { DAMAGES } from './damages.test-support.ts';

const scratch = new Scratch();
afterAll(() => scratch.remove());

const OURS = 'blkdrill does not support';
/** Other damages than usual, for a longer search by hand. */
const SEED = Number(process.env['BLKDRILL_SEED'] ?? '0');
const ROUNDS = Number(process.env['BLKDRILL_ROUNDS'] ?? '80');

interface Outcome {
  status: number | null;
  stderr: string;
  counters: Record<string, number>;
}

function ourCheck(bytes: Uint8Array): Outcome {
  let stderr = '';
  const prefixed = (line: string): void => void (stderr += `qemu-img: ${line}\n`);
  const bare = (line: string): void => void (stderr += `${line}\n`);
  const file = memoryFile(bytes);
  const options = {
    readOnly: true,
    forCheck: true,
    report: prefixed,
    reportText: (text: string): void => void (stderr += text),
  };
  const scheduler = new Scheduler();
  try {
    const metadata = scheduler.run(readMetadata(file, options));
    const result = scheduler.run(checkImage(file, metadata, { bare, prefixed }));
    if (result.failure !== undefined) {
      prefixed(`Check failed: ${strerror(result.failure)}`);
      return { status: 1, stderr, counters: {} };
    }
    if (result.checkErrors > 0) prefixed('Check failed');
    const counters = {
      'check-errors': result.checkErrors,
      'image-end-offset': result.imageEndOffset,
      corruptions: result.corruptions,
      leaks: result.leaks,
      'total-clusters': result.totalClusters,
      'allocated-clusters': result.allocatedClusters,
      'fragmented-clusters': result.fragmentedClusters,
      'compressed-clusters': result.compressedClusters,
    };
    const { checkErrors, corruptions, leaks } = result;
    const status = checkErrors > 0 ? 1 : corruptions > 0 ? 2 : leaks > 0 ? 3 : 0;
    return { status, stderr, counters: withoutZeroes(counters) };
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    prefixed(`Could not open 'damaged': ${error.message}`);
    if (error.hint !== undefined) bare(error.hint);
    return { status: 1, stderr, counters: {} };
  }
}

const withoutZeroes = (counters: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(counters).filter(([, value]) => value !== 0));

function qemuCheck(bytes: Uint8Array): Outcome {
  scratch.write('damaged', bytes);
  const run = scratch.run('qemu-img', ['check', '-f', 'qcow2', '--output=json', 'damaged']);
  const parsed: Record<string, unknown> = run.stdout === '' ? {} : JSON.parse(run.stdout);
  const numbers = Object.entries(parsed).filter(([, value]) => typeof value === 'number');
  const counters = withoutZeroes(Object.fromEntries(numbers) as Record<string, number>);
  return { status: run.status, stderr: run.stderr, counters };
}

/** The parts of an image that hold pointers and counters, as [offset, length, bytes per entry]. */
function metadataPlaces(bytes: Uint8Array): [number, number, number][] {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const number = (at: number): number => Number(view.getBigUint64(at) % 2n ** 56n);
  const clusterSize = 2 ** view.getUint32(20);
  const places: [number, number, number][] = [];
  const clusters = Array.from({ length: bytes.length / clusterSize }, (_, at) => at * clusterSize);
  const entrySize = (view.getUint32(76) & 16) !== 0 ? 16 : 8;
  const addL1 = (offset: number, entries: number): void => {
    places.push([offset, entries * 8, 8]);
    for (let index = 0; index < entries && offset + index * 8 < bytes.length; index += 1) {
      const l2 = number(offset + index * 8);
      if (l2 !== 0) places.push([l2, Math.min(clusterSize, entrySize * 64), entrySize]);
    }
  };
  addL1(number(40), view.getUint32(36));
  const table = number(48);
  const tableLength = view.getUint32(56) * clusterSize;
  places.push([table, Math.min(64, tableLength), 8]);
  for (let at = table; at < table + tableLength; at += 8) {
    const block = number(at);
    if (block !== 0) places.push([block, Math.min(clusterSize, 128), 1]);
  }
  const snapshots = view.getUint32(60);
  if (snapshots > 0) {
    places.push([number(64), 160, 1]);
    addL1(number(number(64)), view.getUint32(number(64) + 8));
  }
  if (bytes[95] === 1) {
    const directory = clusters.find((at) => bytes[at + 17] === 9 && bytes[at + 16] === 1);
    if (directory === undefined) throw new Error('the bitmap directory was not found');
    places.push([directory, 64, 1], [directory, 64, 1], [number(directory), 16, 8]);
  }
  places.push([24, 48, 1]);
  return places;
}

type Random = (bound: number) => number;

/**
 * Damages one place: a random value, a pointer to another cluster, a flipped bit, or nothing at
 * all.
 */
function damage(
  bytes: Uint8Array,
  places: readonly [number, number, number][],
  random: Random,
): Uint8Array {
  const [offset, length, width] = places[random(places.length)] as [number, number, number];
  const at = offset + random(Math.max(1, Math.floor(length / width))) * width;
  if (width === 1) {
    return patched(bytes, at, 1, BigInt([0, 1, 2, 255, random(256)][random(5)] as number));
  }
  const clusterSize = 2 ** (bytes[23] as number);
  const clusters = Math.ceil(bytes.length / clusterSize);
  const word = at + (width === 16 && random(2) === 0 ? 8 : 0);
  const old = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(word);
  const flags = [0n, 1n << 63n, 1n << 62n, 3n << 62n, 1n, (1n << 63n) | 1n][random(6)] as bigint;
  const values = [
    0n,
    old ^ (1n << BigInt(random(64))),
    old ^ (1n << 63n),
    old ^ 1n,
    flags | BigInt((random(clusters + 3) * clusterSize)),
    flags | BigInt(random(clusters) * clusterSize + 512),
    flags | (BigInt(random(2 ** 31)) << BigInt(random(33))),
  ];
  return patched(bytes, word, 8, values[random(values.length)] as bigint);
}

function makeImages(): Map<string, Uint8Array> {
  const images = new Map<string, Uint8Array>();
  const make = (name: string, size: string, options: string, ...commands: string[]): void => {
    scratch.img('create', '-q', '-f', 'qcow2', '-o', options, name, size);
    if (commands.length > 0) scratch.io(name, ...commands);
    images.set(name, scratch.read(name));
  };
  const mixed = [
    'write 0 8k',
    'write -c 16k 4k',
    'write -z 20k 4k',
    'write 24k 8k',
    'write -z 28k 4k',
  ];
  make('plain', '64M', 'cluster_size=64k', 'write 0 200k', 'write 10M 1');
  make('mixed', '2M', 'cluster_size=4k', ...mixed, 'write 1M 40k', 'write -c 1200k 4k');
  const old = 'cluster_size=1k,compat=0.10';
  make('v2', '1M', old, 'write 0 20k', 'write -c 64k 1k', 'write 512k 9k');
  make('tiny', '256k', 'cluster_size=512', 'write 0 100k', 'write 200k 7k');
  for (const width of [1, 2, 8, 32, 64]) {
    const options = `cluster_size=512,refcount_bits=${width}`;
    make(`bits${width}`, '1M', options, 'write 0 60k', 'write -c 100k 512');
  }
  const extended = 'cluster_size=16k,extended_l2=on';
  make('subclusters', '4M', extended, 'write 0 40k', 'write -c 64k 16k', 'write -z 100k 20k');
  make('reserved', '1M', 'cluster_size=4k,preallocation=metadata', 'write 0 40k');
  make('snapshot', '1M', 'cluster_size=2k', 'write 0 40k', 'write -c 64k 2k');
  scratch.img('snapshot', '-c', 'one', 'snapshot');
  scratch.io('snapshot', 'write 10k 10k', 'write 500k 10k');
  scratch.img('snapshot', '-c', 'two', 'snapshot');
  scratch.io('snapshot', 'write 0 2k', 'write -z 20k 10k');
  images.set('snapshot', scratch.read('snapshot'));
  make('bitmap', '4M', 'cluster_size=1k');
  for (const name of ['first', 'second']) {
    scratch.img('bitmap', '--add', '-g', '512', 'bitmap', name);
  }
  scratch.io('bitmap', 'write 0 100k');
  scratch.img('bitmap', '--disable', 'bitmap', 'first');
  images.set('bitmap', scratch.read('bitmap'));
  return images;
}

const images = makeImages();

describe('a check says and counts what QEMU does', () => {
  for (const [name, bytes] of images) {
    it(`for the image "${name}", undamaged and with random damage`, () => {
      expect(ourCheck(bytes)).toEqual(qemuCheck(bytes));
      const random = seededNumbers(name.length * 1000 + bytes.length + SEED);
      const places = metadataPlaces(bytes);
      let compared = 0;
      for (let round = 0; round < ROUNDS; round += 1) {
        let damaged = bytes;
        for (let count = random(3); count >= 0; count -= 1) {
          damaged = damage(damaged, places, random);
        }
        const ours = ourCheck(damaged);
        if (ours.stderr.includes(OURS)) continue;
        compared += 1;
        expect({ round, ...ours }).toEqual({ round, ...qemuCheck(damaged) });
      }
      expect(compared).toBeGreaterThan(ROUNDS / 3);
    });
  }

  it.each(DAMAGES)('for a small image with %s', (_what, bytes) => {
    expect(ourCheck(bytes)).toEqual(qemuCheck(bytes));
  });

  it('for wild offsets of whole tables', () => {
    const snapshot = images.get('snapshot') as Uint8Array;
    const table = Number(new DataView(snapshot.buffer).getBigUint64(64));
    for (const offset of [1n << 63n, 0xffff_ffff_ffff_0000n, 0x7fff_ffff_ffff_0000n, 3n << 53n]) {
      for (const at of [table, 40, 48, 64]) {
        const bytes = patched(snapshot, at, 8, offset);
        expect({ offset, at, ...ourCheck(bytes) }).toEqual({ offset, at, ...qemuCheck(bytes) });
      }
    }
  });

  it('for files that are cut short', () => {
    for (const name of ['plain', 'snapshot', 'tiny']) {
      const bytes = images.get(name) as Uint8Array;
      for (let part = 1; part < 8; part += 1) {
        const cut = bytes.slice(0, Math.floor((bytes.length * part) / 8) + part);
        expect({ name, part, ...ourCheck(cut) }).toEqual({ name, part, ...qemuCheck(cut) });
      }
    }
  });
});
