// Storing the bitmaps when an image is closed, and marking them as in use when it is opened.
//
//   bits -> table, for each bitmap -> directory -> refcounts and tables -> header -> old ones freed
import { type HostOffset, NO_HOST } from '../../base/address.ts';
import { FormatError, IoError } from '../../base/errors.ts';
import { writeU64 } from '../../base/endian.ts';
import { NODE_NAME } from '../../block/bitmap-rules.ts';
import { write } from '../../block/request.ts';
import { explain } from '../../task/explain.ts';
import type { Task } from '../../task/task.ts';
import {
  BITMAP_AUTO,
  BITMAP_IN_USE,
  type BitmapEntry,
  bitmapClusterOffset,
  bitmapDirectorySize,
  isInUse,
  MAX_BITMAP_BYTES,
  newBitmapEntry,
} from '../format/bitmap-entry.ts';
import type { DirtyBitmap } from '../format/dirty-bitmap.ts';
import { MAX_BITMAP_DIRECTORY_BYTES, MAX_BITMAPS } from '../format/limits.ts';
import { checkOverlap } from '../overlap/check.ts';
import { allocateClusters } from '../refcounts/allocate.ts';
import { freeClusters } from '../refcounts/update.ts';
import type { Image } from '../state/image.ts';
import { requireStorable } from './constraints.ts';
import { currentDirectory, replaceDirectory, rewriteDirectory } from './directory.ts';
import { readBitmapTable } from '../metadata/bitmap-directory.ts';

/** Where a bitmap's table stands. */
type TablePlace = Pick<BitmapEntry, 'tableOffset' | 'tableSize'>;

/**
 * Marks all bitmaps of an image that may be written as in use: whoever meets the flag without this
 * process knows that the bits are out of date. Returns whether the header was written. Throws
 * FormatError.
 */
export function* markBitmapsInUse(
  image: Image,
  what = "Can't update bitmap directory",
): Task<boolean> {
  const entries = image.bitmapEntries;
  if (entries.every(isInUse)) {
    return false;
  }
  const marked = entries.map((entry) =>
    isInUse(entry) ? entry : { ...entry, flags: entry.flags + BITMAP_IN_USE },
  );
  yield* explain(what, rewriteDirectory(image, marked));
  return true;
}

/** Bitmaps that are read only are neither changed nor stored, and nothing may be written then. */
export function setBitmapsReadOnly({ dirtyBitmaps }: Image, isReadOnly: boolean): void {
  for (const bitmap of dirtyBitmaps) bitmap.isReadOnly = isReadOnly;
}

/**
 * For an image that was reopened for writing. Where its bitmaps cannot be marked as in use that is
 * reported, and they stay read only.
 */
export function* makeBitmapsWritable(image: Image): Task<void> {
  if (!image.dirtyBitmaps.some(({ isReadOnly }) => isReadOnly)) return;
  try {
    yield* markBitmapsInUse(image, 'Cannot update bitmap directory');
    setBitmapsReadOnly(image, false);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    const prefix = `${NODE_NAME}: Failed to make dirty bitmaps writable`;
    image.reporter.report(`${prefix}: ${error.message}`);
  }
}

/**
 * Stores the bitmaps that were loaded or made since the image was opened. Throws FormatError with
 * the reason why none could be stored; what was written for it is freed again.
 */
export function* storeBitmaps(image: Image): Task<void> {
  const { extensions, dirtyBitmaps } = image;
  if (extensions.bitmaps === undefined && dirtyBitmaps.length === 0) {
    return;
  }
  const list = [...(yield* currentDirectory(image))];
  const stored = new Map<number, DirtyBitmap>();
  const dropped: TablePlace[] = [];
  for (const bitmap of dirtyBitmaps) {
    if (bitmap.isInconsistent || bitmap.isReadOnly) continue;
    stored.set(yield* listBitmap(image, list, bitmap, dropped), bitmap);
  }
  if (stored.size === 0) {
    return;
  }
  const written: TablePlace[] = [];
  try {
    for (const [index, entry] of list.entries()) {
      const bitmap = stored.get(index);
      if (bitmap === undefined) continue;
      const place = yield* storeBitmap(image, bitmap);
      written.push(place);
      list[index] = { ...entry, ...place };
    }
    yield* explain('Failed to update bitmap extension', replaceDirectory(image, list));
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    // The header may name them all the same.
    if (!image.isDirectoryInDoubt) for (const place of written) yield* freeBitmap(image, place);
    throw error;
  }
  for (const place of dropped) yield* freeBitmap(image, place);
}

/** Gives the bitmap its entry in `list`, whose table is not there yet. Returns its index. */
function* listBitmap(
  image: Image,
  list: BitmapEntry[],
  bitmap: DirtyBitmap,
  dropped: TablePlace[],
): Task<number> {
  const { name, granularity } = bitmap;
  try {
    requireStorable(image, name, granularity);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    const prefix = `Bitmap '${name}' doesn't satisfy the constraints`;
    throw new FormatError(`${prefix}: ${error.message}`, { errno: error.errno });
  }
  const flags = bitmap.isEnabled ? BITMAP_AUTO : 0;
  const entry = newBitmapEntry({ name, granularity, flags });
  const index = list.findIndex((other) => other.name === name);
  const old = list[index];
  if (old === undefined) {
    if (list.length + 1 > MAX_BITMAPS) throw new FormatError('Too many persistent bitmaps');
    list.push(entry);
    if (bitmapDirectorySize(list) > MAX_BITMAP_DIRECTORY_BYTES) {
      throw new FormatError('Bitmap directory is too large');
    }
    return list.length - 1;
  }
  if (!isInUse(old)) {
    throw new FormatError(`Bitmap '${name}' already exists in the image`);
  }
  dropped.push({ tableOffset: old.tableOffset, tableSize: old.tableSize });
  list[index] = entry;
  return index;
}

/** Writes the bits and the table of one bitmap to new clusters. Throws FormatError. */
function* storeBitmap(image: Image, bitmap: DirtyBitmap): Task<TablePlace> {
  const { clusterSize } = image.geometry;
  const { name } = bitmap;
  const tableSize = Math.ceil(bitmap.storedBytes / clusterSize);
  if (tableSize * clusterSize > MAX_BITMAP_BYTES) {
    throw new FormatError(`Bitmap '${name}' is too big`);
  }
  if (tableSize === 0) {
    throw new FormatError('No memory');
  }
  const table = new Uint8Array(tableSize * 8);
  let tableOffset = NO_HOST;
  try {
    yield* storeBits(image, bitmap, table);
    const allocating = allocateClusters(image, table.length);
    tableOffset = yield* explain(`Failed to allocate clusters for bitmap '${name}'`, allocating);
    yield* writeChecked(image, name, tableOffset, table);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    yield* freeBits(image, table);
    if (tableOffset > 0) yield* freeClusters(image, tableOffset, table.length, 'other');
    throw error;
  }
  return { tableOffset, tableSize };
}

/** Writes each cluster of bits in which one is set, and enters it in `table`. */
function* storeBits(image: Image, bitmap: DirtyBitmap, table: Uint8Array): Task<void> {
  const { clusterSize } = image.geometry;
  for (let at = 0; at < table.length; at += 8) {
    const start = (at / 8) * clusterSize;
    if (!bitmap.hasMarks(start, clusterSize)) continue;
    const allocating = allocateClusters(image, clusterSize);
    const what = `Failed to allocate clusters for bitmap '${bitmap.name}'`;
    const offset = yield* explain(what, allocating);
    writeU64(table, at, offset);
    const bits = new Uint8Array(clusterSize);
    bitmap.readStored(start, bits);
    yield* writeChecked(image, bitmap.name, offset, bits);
  }
}

function* writeChecked(
  image: Image,
  name: string,
  offset: HostOffset,
  bytes: Uint8Array,
): Task<void> {
  yield* explain('Qcow2 overlap check failed', checkOverlap(image, offset, bytes.length));
  const writing = write(image.file, offset, bytes);
  yield* explain(`Failed to write bitmap '${name}' to file`, writing);
}

/** Frees the clusters of a bitmap that the directory no longer lists. One it cannot read leaks. */
export function* freeBitmap(image: Image, place: TablePlace): Task<void> {
  let table: Uint8Array;
  try {
    table = yield* readBitmapTable(image.file, place, image.geometry.clusterSize);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    return;
  }
  yield* freeBits(image, table);
  yield* freeClusters(image, place.tableOffset, table.length, 'other');
}

function* freeBits(image: Image, table: Uint8Array): Task<void> {
  const { clusterSize } = image.geometry;
  for (let at = 0; at < table.length; at += 8) {
    const offset = bitmapClusterOffset(table, at, clusterSize) ?? NO_HOST;
    if (offset !== 0) yield* freeClusters(image, offset, clusterSize, 'always');
  }
}

/** What a close says where the bitmaps could not be stored. */
export const lostBitmaps = (error: FormatError): string =>
  `Lost persistent bitmaps during inactivation of node '${NODE_NAME}': ${error.message}`;
