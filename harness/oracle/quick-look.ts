// Looks at images that are plain and sound, in a small part of the time of a whole look
// (image-state.ts), and knows when an image is not: then there is no answer. Both say the same;
// a property test holds them together.
//
// Headers change rarely: those of images that were looked at as a whole are kept, and an image with
// the same bytes there is taken to be of the same kind.
import { type ByteSource, type ImageMetadata, isPlain, SoundReader } from '../../engine/index.ts';
import type { ImageState, Soundness } from './image-state.ts';
import type { Disk } from './disk.ts';
import { KnownDisks } from './known-disks.ts';

/** Headers that are kept. */
const MOST_HEADERS = 16;
/** Bytes of the longest header that is kept, extensions included. */
const LONGEST_HEADER = 4096;
/** Bytes of guest data. */
const MOST_DATA = 4 * 1024 * 1024;

interface KnownHeader {
  readonly bytes: Uint8Array;
  readonly metadata: ImageMetadata;
}

/** What was seen of one kind of disk: by leaks, and by whether it is dirty. */
type States = Map<number, ImageState>;

/** Knows the headers, the disks and the states that one reader has met. */
export class QuickLook {
  readonly #headers: KnownHeader[] = [];
  readonly #reader = new SoundReader();
  readonly #disks = new KnownDisks();
  readonly #states = new WeakMap<Disk, States>();
  readonly #scratch = new Uint8Array(LONGEST_HEADER);

  /** Keeps the header of an image that could be opened. */
  learn(file: ByteSource, metadata: ImageMetadata): void {
    if (!isPlain(metadata) || this.#headers.length >= MOST_HEADERS) return;
    if (this.#headerOf(file) !== undefined) return;
    const length = headerLength(file, metadata);
    if (length === undefined) return;
    const bytes = new Uint8Array(length);
    file.read(0, bytes);
    this.#headers.push({ bytes, metadata });
  }

  /** What a whole look would say; equal states are one object. Undefined: take a whole look. */
  look(file: ByteSource): ImageState | undefined {
    const known = this.#headerOf(file);
    if (known === undefined) return undefined;
    const { metadata } = known;
    const map = this.#reader.read(file, metadata);
    if (map === undefined || dataOf(map.runs) > MOST_DATA) return undefined;
    const disk = this.#disks.read(file, map, metadata.header.size);
    let states = this.#states.get(disk);
    if (states === undefined) this.#states.set(disk, (states = new Map()));
    const key = map.leaks * 2 + (metadata.isDirty ? 1 : 0);
    let state = states.get(key);
    if (state === undefined) {
      const { isDirty } = metadata;
      states.set(key, (state = stateOf({ isDirty, corruptions: [], leaks: map.leaks }, disk)));
    }
    return state;
  }

  #headerOf(file: ByteSource): KnownHeader | undefined {
    const scratch = this.#scratch;
    let filled = 0;
    return this.#headers.find(({ bytes }) => {
      if (filled < bytes.length) {
        filled = bytes.length;
        file.read(0, scratch.subarray(0, filled));
      }
      return Buffer.compare(bytes, scratch.subarray(0, bytes.length)) === 0;
    });
  }
}

/** A plain image has nothing beside its disk. */
const stateOf = (soundness: Soundness, disk: Disk): ImageState => ({
  refused: undefined,
  hasSubclusters: false,
  soundness,
  disk,
  backing: undefined,
  snapshots: [],
  bitmaps: [],
});

/** Up to the end of the last extension; undefined: that is too far, or cannot be told. */
function headerLength(file: ByteSource, { header }: ImageMetadata): number | undefined {
  const head = new DataView(new ArrayBuffer(8));
  const bytes = new Uint8Array(head.buffer);
  let at = header.version < 3 ? 72 : header.headerLength;
  while (at + 8 <= Math.min(LONGEST_HEADER, 2 ** header.clusterBits)) {
    file.read(at, bytes);
    at += 8;
    if (head.getUint32(0) === 0) return at;
    at += Math.ceil(head.getUint32(4) / 8) * 8;
  }
  return undefined;
}

function dataOf(runs: readonly number[]): number {
  let sum = 0;
  for (let at = 2; at < runs.length; at += 3) sum += runs[at] as number;
  return sum;
}
