// Looks at images that are plain and sound, in a small part of the time of a whole look
// (image-reader.ts), and knows when an image is not: then there is no answer. Both say the same;
// a property test holds them together.
//
// Headers change rarely: those of images that were looked at as a whole are kept, and an image with
// the same bytes there is taken to be of the same kind.
import {
  type BlockNode,
  type ByteSource,
  type ImageMetadata,
  isPlain,
  type MemoryStorage,
  SoundReader,
} from '../../engine/index.ts';
import type { Disk } from './disk.ts';
import { orderTold, type ImageState, type Soundness } from './image-state.ts';
import { KnownDisks } from './known-disks.ts';

/** Headers that are kept: the newest ones. */
const MOST_HEADERS = 32;
/** Bytes of the longest header that is kept, extensions and the backing file's name included. */
const LONGEST_HEADER = 4096;
/** Bytes of guest data in one file. */
const MOST_DATA = 4 * 1024 * 1024;

/** A backing file. */
interface Below {
  readonly path: string;
  /** Its bytes are the disk. */
  readonly isRaw: boolean;
}

interface KnownHeader {
  readonly bytes: Uint8Array;
  readonly metadata: ImageMetadata;
  /** Of the image: where the name of its backing file leads. */
  readonly folder: string;
  readonly below: Below | undefined;
}

/** An image that can be opened. */
type Opened = ImageState & { readonly refused: undefined };

/** Knows the headers, the disks and the states that one reader has met. */
export class QuickLook {
  readonly #files: MemoryStorage;
  readonly #headers: KnownHeader[] = [];
  readonly #reader = new SoundReader();
  readonly #disks = new KnownDisks();
  readonly #states = new WeakMap<Disk, Opened[]>();
  /** By what stands for the content of a file: states of images, disks of raw files. */
  readonly #unchanged = new WeakMap<object, Opened>();
  readonly #unchangedRaw = new WeakMap<object, Disk>();
  readonly #scratch = new Uint8Array(LONGEST_HEADER);
  /** Images that are looked at now: a chain may lead back into itself. */
  readonly #underWay = new Set<string>();

  constructor(files: MemoryStorage) {
    this.#files = files;
  }

  /** Keeps what a whole look has told of the image, which is open as `top`. */
  learn(path: string, metadata: ImageMetadata, top: BlockNode): void {
    if (!isPlain(metadata)) return;
    const file = this.#files.bytesOf(path);
    const length = headerLength(file, metadata);
    if (length === undefined || this.#headerOf(path) !== undefined) return;
    const below = belowOf(metadata, top);
    if (below === undefined && metadata.backingFile !== undefined) return;
    const bytes = new Uint8Array(length);
    file.read(0, bytes);
    if (this.#headers.length >= MOST_HEADERS) this.#headers.shift();
    this.#headers.push({ bytes, metadata, folder: folderOf(path), below });
  }

  /** What a whole look would say; equal states are one object. Undefined: take a whole look. */
  look(path: string): Opened | undefined {
    if (!this.#files.exists(path)) return undefined;
    const file = this.#files.bytesOf(path);
    const known = this.#headerOf(path);
    if (known === undefined) return undefined;
    if (this.#underWay.has(path)) return undefined;
    const below = known.below && this.#below(path, known.below);
    if (known.below !== undefined && below === undefined) return undefined;
    const { stamp } = file;
    const same = stamp && this.#unchanged.get(stamp);
    if (same !== undefined && same.backing === below) return same;
    const state = this.#read(file, known.metadata, below);
    if (stamp !== undefined && state !== undefined) this.#unchanged.set(stamp, state);
    return state;
  }

  #read(file: ByteSource, metadata: ImageMetadata, below: Disk | undefined): Opened | undefined {
    const map = this.#reader.read(file, metadata);
    if (map === undefined || dataOf(map.runs) > MOST_DATA) return undefined;
    const { isDirty } = metadata;
    const order = orderTold(metadata);
    const { leaks } = map;
    const disk = this.#disks.read(file, map, metadata.header.size, below);
    let states = this.#states.get(disk);
    if (states === undefined) this.#states.set(disk, (states = []));
    const known = states.find(
      ({ backing, soundness }) =>
        backing === below &&
        soundness.leaks === leaks &&
        soundness.isDirty === isDirty &&
        soundness.isLazy === order.isLazy &&
        soundness.isOld === order.isOld,
    );
    if (known !== undefined) return known;
    const state = stateOf({ isDirty, ...order, corruptions: [], leaks }, disk, below);
    states.push(state);
    return state;
  }

  #below(image: string, below: Below): Disk | undefined {
    this.#underWay.add(image);
    try {
      return this.#diskOf(below);
    } finally {
      this.#underWay.delete(image);
    }
  }

  #diskOf({ path, isRaw }: Below): Disk | undefined {
    if (!isRaw) return this.look(path)?.disk;
    if (!this.#files.exists(path)) return undefined;
    const file = this.#files.bytesOf(path);
    const { length, stamp } = file;
    if (length % 512 !== 0 || length > MOST_DATA) return undefined;
    const same = stamp && this.#unchangedRaw.get(stamp);
    if (same !== undefined) return same;
    const disk = this.#disks.read(file, { leaks: 0, runs: [0, 0, length], zeroes: [] }, length);
    if (stamp !== undefined) this.#unchangedRaw.set(stamp, disk);
    return disk;
  }

  #headerOf(path: string): KnownHeader | undefined {
    const file = this.#files.bytesOf(path);
    const wanted = folderOf(path);
    const scratch = this.#scratch;
    let filled = 0;
    return this.#headers.find(({ bytes, folder }) => {
      if (folder !== wanted) return false;
      if (filled < bytes.length) {
        filled = bytes.length;
        file.read(0, scratch.subarray(0, filled));
      }
      return Buffer.compare(bytes, scratch.subarray(0, bytes.length)) === 0;
    });
  }
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

/** The backing file where the header alone says what it is: a plain name, and its format. */
function belowOf({ backingFile, extensions }: ImageMetadata, top: BlockNode): Below | undefined {
  const { driver, primary } = top.backing ?? {};
  const isPlainFile = primary?.driver === 'file' && backingFile?.includes(':') === false;
  if (!isPlainFile || driver !== extensions.backingFormat) return undefined;
  const path = primary.filename;
  return driver === 'qcow2' || driver === 'raw' ? { path, isRaw: driver === 'raw' } : undefined;
}

/** A plain image has nothing beside its disk. */
const stateOf = (soundness: Soundness, disk: Disk, backing: Disk | undefined): Opened => ({
  refused: undefined,
  hasSubclusters: false,
  hasDataFile: false,
  soundness,
  disk,
  backing,
  snapshots: [],
  bitmaps: [],
});

/** Up to the end of what is variable; undefined: that is too far, or cannot be told. */
function headerLength(file: ByteSource, { header }: ImageMetadata): number | undefined {
  const head = new DataView(new ArrayBuffer(8));
  const bytes = new Uint8Array(head.buffer);
  const nameEnd = header.backingFileOffset + header.backingFileSize;
  const most = Math.min(LONGEST_HEADER, 2 ** header.clusterBits);
  const extensionsEnd = header.backingFileOffset || most;
  let at = header.version < 3 ? 72 : header.headerLength;
  while (at + 8 <= extensionsEnd) {
    file.read(at, bytes);
    at += 8;
    if (head.getUint32(0) === 0) break;
    at += Math.ceil(head.getUint32(4) / 8) * 8;
  }
  const end = Math.max(at, nameEnd);
  return end <= most ? end : undefined;
}

function dataOf(runs: readonly number[]): number {
  let sum = 0;
  for (let at = 2; at < runs.length; at += 3) sum += runs[at] as number;
  return sum;
}
