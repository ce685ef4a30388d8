// What users do with bitmaps: add, remove, clear, enable, disable, merge. All but removing happens
// in memory; closing the image stores it.
import { ENOTSUP } from '../../base/errno.ts';
import { FormatError } from '../../base/errors.ts';
import { NODE_NAME, requireSensible } from '../../block/bitmap-rules.ts';
import { explain } from '../../task/explain.ts';
import type { Task } from '../../task/task.ts';
import { bitmapDirectorySize, newBitmapEntry } from '../format/bitmap-entry.ts';
import { DirtyBitmap } from '../format/dirty-bitmap.ts';
import { MAX_BITMAP_DIRECTORY_BYTES, MAX_BITMAPS } from '../format/limits.ts';
import type { Image } from '../state/image.ts';
import { requireStorable } from './constraints.ts';
import { currentDirectory, replaceDirectory } from './directory.ts';
import { freeBitmap } from './store.ts';

const MIN_DEFAULT_GRANULARITY = 4096;
const MAX_DEFAULT_GRANULARITY = 65536;

/** Throws FormatError where no bitmap has that name. */
export function findBitmap(bitmaps: readonly DirtyBitmap[], name: string): DirtyBitmap {
  const found = bitmaps.find((bitmap) => bitmap.name === name);
  if (found === undefined) throw new FormatError(`Dirty bitmap '${name}' not found`);
  return found;
}

/** Throws FormatError for a bitmap whose bits nobody knows. */
export function requireConsistent(bitmap: DirtyBitmap): void {
  if (!bitmap.isInconsistent) return;
  throw new FormatError(`Bitmap '${bitmap.name}' is inconsistent and cannot be used`, {
    hint: 'Try block-dirty-bitmap-remove to delete this bitmap from disk',
  });
}

/**
 * Adds an enabled bitmap without marks. `granularity` in bytes, by default the cluster size within
 * bounds. Throws FormatError.
 */
export function addBitmap(image: Image, name: string, granularity: number | undefined): void {
  requireSensible(name, granularity);
  const { clusterSize } = image.geometry;
  const usual = Math.min(MAX_DEFAULT_GRANULARITY, Math.max(MIN_DEFAULT_GRANULARITY, clusterSize));
  const wanted = granularity ?? usual;
  if (image.dirtyBitmaps.some((bitmap) => bitmap.name === name)) {
    throw new FormatError(`Bitmap already exists: ${name}`);
  }
  try {
    requireRoom(image, name, wanted);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    const prefix = `Can't make bitmap '${name}' persistent in '${NODE_NAME}'`;
    throw new FormatError(`${prefix}: ${error.message}`);
  }
  image.dirtyBitmaps.unshift(new DirtyBitmap({ name, granularity: wanted, size: image.size }));
}

function requireRoom(image: Image, name: string, granularity: number): void {
  if (image.header.version < 3) {
    throw new FormatError('Cannot store dirty bitmaps in qcow2 v2 files');
  }
  requireStorable(image, name, granularity);
  const entries = [...image.dirtyBitmaps, { name, granularity }].map((bitmap) =>
    newBitmapEntry({ name: bitmap.name, granularity: bitmap.granularity, flags: 0 }),
  );
  if (entries.length > MAX_BITMAPS) {
    throw new FormatError('Maximum number of persistent bitmaps is already reached');
  }
  if (bitmapDirectorySize(entries) > MAX_BITMAP_DIRECTORY_BYTES) {
    throw new FormatError('Not enough space in the bitmap directory');
  }
}

/**
 * Removes a bitmap, from the directory on disk first. Throws FormatError; the bitmap stays where
 * that failed.
 */
export function* removeBitmap(image: Image, name: string): Task<void> {
  const bitmap = findBitmap(image.dirtyBitmaps, name);
  if (!image.lock.tryLock()) yield* image.lock.lock();
  try {
    const list = yield* currentDirectory(image);
    const entry = list.find((other) => other.name === name);
    if (entry !== undefined) {
      const rest = list.filter((other) => other !== entry);
      yield* explain('Failed to update bitmap extension', replaceDirectory(image, rest));
      yield* freeBitmap(image, entry);
    }
  } finally {
    image.lock.unlock();
  }
  image.dirtyBitmaps.splice(image.dirtyBitmaps.indexOf(bitmap), 1);
}

/** Throws FormatError where a bitmap is unknown, inconsistent, or of another size. */
export function mergeBitmaps(
  image: Image,
  name: string,
  source: { readonly bitmaps: readonly DirtyBitmap[]; readonly name: string },
): void {
  const target = findBitmap(image.dirtyBitmaps, name);
  const from = findBitmap(source.bitmaps, source.name);
  requireConsistent(from);
  if (from.size !== target.size) {
    throw new FormatError(
      `Bitmaps are of different sizes (destination size is ${target.size}, ` +
        `source size is ${from.size}) and can't be merged`,
    );
  }
  requireConsistent(target);
  target.merge(from);
}

/**
 * Throws FormatError, always as ENOTSUP, unless the disk can get another size: every bitmap must be
 * able to follow.
 */
export function* requireResizableBitmaps(image: Image): Task<void> {
  try {
    yield* requireLoadedBitmaps(image);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    const { message, hint } = error;
    throw new FormatError(message, { errno: ENOTSUP, ...(hint !== undefined && { hint }) });
  }
}

function* requireLoadedBitmaps(image: Image): Task<void> {
  for (const { name } of yield* currentDirectory(image)) {
    const bitmap = image.dirtyBitmaps.find((loaded) => loaded.name === name);
    if (bitmap === undefined) {
      throw new FormatError(
        'Cannot resize qcow2 with persistent bitmaps that were not loaded into memory',
      );
    }
    requireConsistent(bitmap);
  }
}
