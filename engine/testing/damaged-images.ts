// For tests only: images of every kind made by the real tools, and random damage to their metadata.
import { patched, type Scratch } from './qemu-tools.ts';

/** The parts of an image that hold pointers and counters, as [offset, length, bytes per entry]. */
export function metadataPlaces(bytes: Uint8Array): [number, number, number][] {
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

/** Integers below the bound. */
export type Random = (bound: number) => number;

/**
 * Damages one place: a random value, a pointer to another cluster, a flipped bit, or nothing at
 * all.
 */
export function damage(
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
    flags | BigInt(random(clusters + 3) * clusterSize),
    flags | BigInt(random(clusters) * clusterSize + 512),
    flags | (BigInt(random(2 ** 31)) << BigInt(random(33))),
  ];
  return patched(bytes, word, 8, values[random(values.length)] as bigint);
}

/** Images by name. */
export function makeImages(scratch: Scratch): Map<string, Uint8Array> {
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
