// Loading the persistent bitmaps of an image that is being opened: the directory, the table of each
// bitmap, and its bits. A bitmap that some writer did not finish is loaded without its bits.
import { EINVAL, ENOMEM, strerror } from '../../base/errno.ts';
import { FormatError, IoError } from '../../base/errors.ts';
import type { BlockNode } from '../../block/node.ts';
import { read } from '../../block/request.ts';
import type { Task } from '../../task/task.ts';
import type { BitmapEntry } from '../format/bitmap-entry.ts';
import {
  bitmapClusterOffset,
  bitmapTableSize,
  isAuto,
  isBitmapAllOnes,
  isInUse,
} from '../format/bitmap-entry.ts';
import { DirtyBitmap } from '../format/dirty-bitmap.ts';
import { nextEntry, wordsOf } from '../format/l2-entry.ts';
import { MAX_BITS_MEMORY, MAX_LOADED_BITS, MAX_LOADED_TABLE_ENTRIES } from '../format/limits.ts';
import { type BitmapsWhere, readBitmapDirectory, readBitmapTable } from './bitmap-directory.ts';

/** The bitmaps of an image, in the order of its directory. */
export interface LoadedBitmaps {
  /** As the directory on disk lists them. */
  readonly entries: readonly BitmapEntry[];
  readonly bitmaps: readonly DirtyBitmap[];
}

export const NO_BITMAPS: LoadedBitmaps = { entries: [], bitmaps: [] };

/** Throws FormatError where the bitmaps of an image that is being opened cannot be loaded. */
export function* loadBitmaps(file: BlockNode, where: BitmapsWhere): Task<LoadedBitmaps> {
  const entries = yield* readBitmapDirectory(file, where);
  const bitmaps: DirtyBitmap[] = [];
  const names = new Set<string>();
  const room = new Room();
  for (const entry of entries) {
    if (names.has(entry.name)) {
      throw new FormatError(`Bitmap already exists: ${entry.name}`);
    }
    names.add(entry.name);
    bitmaps.push(yield* loadBitmap(file, entry, where, room));
  }
  return { entries, bitmaps };
}

/**
 * What the bitmaps of one image may still take. A few kilobytes can claim any number of bits: all
 * set, or the same ones again and again.
 */
class Room {
  #entries = MAX_LOADED_TABLE_ENTRIES;
  #bits = MAX_LOADED_BITS;
  #memory = MAX_BITS_MEMORY;

  /** A table is to be read. Throws IoError(ENOMEM), as all of these. */
  takeEntries(count: number): void {
    this.#entries -= count;
    if (this.#entries < 0) throw new IoError(ENOMEM);
  }

  /** So many bytes are to be read into a bitmap that takes `memory` bytes. */
  takeBits(count: number, memory: number): void {
    this.#bits -= count;
    if (this.#bits < 0 || memory > this.#memory) throw new IoError(ENOMEM);
  }

  /** A bitmap is there as a whole. */
  takeMemory(memory: number): void {
    this.#memory -= memory;
  }
}

function* loadBitmap(
  file: BlockNode,
  entry: BitmapEntry,
  { clusterSize, diskSize }: BitmapsWhere,
  room: Room,
): Task<DirtyBitmap> {
  const { name } = entry;
  const bitmap = new DirtyBitmap({ name, granularity: 2 ** entry.granularityBits, size: diskSize });
  bitmap.isInconsistent = isInUse(entry);
  bitmap.isEnabled = !bitmap.isInconsistent && isAuto(entry);
  if (bitmap.isInconsistent) {
    return bitmap;
  }
  let table: Uint8Array;
  try {
    room.takeEntries(entry.tableSize);
    table = yield* readBitmapTable(file, entry, clusterSize);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    const what = `bitmap_table table from image for bitmap '${name}'`;
    throw new FormatError(`Could not read ${what}: ${strerror(error.errno)}`);
  }
  try {
    if (entry.tableSize !== bitmapTableSize(entry, clusterSize, diskSize)) {
      throw new IoError(EINVAL);
    }
    yield* readBits(file, table, { bitmap, clusterSize, room });
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    throw new FormatError(`Could not read bitmap '${name}' from image: ${strerror(error.errno)}`);
  }
  return bitmap;
}

function* readBits(
  file: BlockNode,
  table: Uint8Array,
  { bitmap, clusterSize, room }: { bitmap: DirtyBitmap; clusterSize: number; room: Room },
): Task<void> {
  const cluster = new Uint8Array(clusterSize);
  const words = wordsOf(table);
  for (let index = nextEntry(words, 0); index >= 0; index = nextEntry(words, index + 1)) {
    const offset = bitmapClusterOffset(table, index * 8, clusterSize) ?? 0;
    const isAllOnes = offset === 0 && isBitmapAllOnes(table, index * 8);
    if (offset === 0 && !isAllOnes) continue;
    room.takeBits(clusterSize, bitmap.memory);
    const place = index * clusterSize;
    if (isAllOnes) {
      bitmap.fillStored(place, clusterSize);
    } else {
      yield* read(file, offset, cluster);
      bitmap.writeStored(place, cluster);
    }
  }
  room.takeMemory(bitmap.memory);
}
