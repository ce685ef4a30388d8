// Writing the bitmap directory, in its place or in new clusters.
//
// While the directory is rewritten in place the autoclear bit is off on disk: whoever opens the
// image after a crash drops all bitmaps rather than believe a torn directory.
import { EINVAL } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import { flush, write } from '../../block/request.ts';
import type { Task } from '../../task/task.ts';
import {
  type BitmapEntry,
  encodeBitmapDirectory,
  isBitmapEntrySound,
} from '../format/bitmap-entry.ts';
import type { BitmapDirectory } from '../format/extensions.ts';
import { AUTOCLEAR_BITMAPS, hasFeature, withFeature } from '../format/features.ts';
import { MAX_BITMAP_DIRECTORY_BYTES, MAX_BITMAPS } from '../format/limits.ts';
import { readBitmapDirectory } from '../metadata/bitmap-directory.ts';
import { checkOverlap } from '../overlap/check.ts';
import { allocateClusters } from '../refcounts/allocate.ts';
import { freeClusters } from '../refcounts/update.ts';
import type { Image } from '../state/image.ts';
import { isTakenBack, updateHeader } from '../state/sync-write.ts';

/** The directory of an open image as it stands on disk; empty without bitmaps. */
export function* currentDirectory(image: Image): Task<readonly BitmapEntry[]> {
  const { bitmaps } = image.extensions;
  if (bitmaps === undefined || bitmaps.count === 0) return [];
  const { clusterSize } = image.geometry;
  return yield* readBitmapDirectory(image.file, { bitmaps, clusterSize, diskSize: image.size });
}

/**
 * Writes the directory, of the same length as before, over the old one. Throws IoError; the bitmaps
 * are then either as before or dropped by the next one who opens the image.
 */
export function* rewriteDirectory(image: Image, entries: readonly BitmapEntry[]): Task<void> {
  const { header, extensions } = image;
  const { bitmaps } = extensions;
  if (bitmaps === undefined || !hasFeature(header.autoclearFeatures, AUTOCLEAR_BITMAPS)) {
    throw new IoError(EINVAL);
  }
  setAutoclear(image, false);
  yield* writeHeader(image);
  const directory = encodeDirectory(image, entries);
  if (directory.length !== bitmaps.size) throw new IoError(EINVAL);
  yield* checkOverlap(image, bitmaps.offset, directory.length, 'bitmap directory');
  yield* write(image.file, bitmaps.offset, directory);
  yield* writeHeader(image);
  setAutoclear(image, true);
  yield* writeHeader(image);
  image.bitmapEntries = entries;
}

/**
 * Writes the directory to new clusters, points the header at it and frees the old one; without
 * entries the header names none. Throws IoError; the old directory then stays in force, unless the
 * directory of a strict image is in doubt: what is new must not be freed then.
 */
export function* replaceDirectory(image: Image, entries: readonly BitmapEntry[]): Task<void> {
  const { header, extensions } = image;
  const old = { bitmaps: extensions.bitmaps, autoclear: header.autoclearFeatures };
  if (entries.length > MAX_BITMAPS) throw new IoError(EINVAL);
  const made = entries.length === 0 ? undefined : yield* storeDirectory(image, entries);
  try {
    if (made !== undefined) yield* flushCaches(image);
    setAutoclear(image, made !== undefined);
    extensions.bitmaps = made && { ...made, count: entries.length };
    yield* writeHeader(image);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    extensions.bitmaps = old.bitmaps;
    header.autoclearFeatures = old.autoclear;
    image.isDirectoryInDoubt = !(yield* isTakenBack(image, writeHeader(image)));
    if (made !== undefined && !image.isDirectoryInDoubt) {
      yield* freeClusters(image, made.offset, made.size, 'other');
    }
    throw error;
  }
  image.bitmapEntries = entries;
  if (old.bitmaps !== undefined && old.bitmaps.size > 0) {
    yield* freeClusters(image, old.bitmaps.offset, old.bitmaps.size, 'other');
  }
}

function* storeDirectory(
  image: Image,
  entries: readonly BitmapEntry[],
): Task<Omit<BitmapDirectory, 'count'>> {
  const directory = encodeDirectory(image, entries);
  const size = directory.length;
  const offset = yield* allocateClusters(image, size);
  try {
    yield* checkOverlap(image, offset, size);
    yield* write(image.file, offset, directory);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    if (offset > 0) yield* freeClusters(image, offset, size, 'other');
    throw error;
  }
  return { offset, size };
}

/** Throws IoError(EINVAL) where an entry breaks the rules. */
function encodeDirectory(image: Image, entries: readonly BitmapEntry[]): Uint8Array {
  const { clusterSize } = image.geometry;
  const directory = encodeBitmapDirectory(entries);
  const isSound = entries.every((entry) => isBitmapEntrySound(entry, clusterSize, image.size));
  if (!isSound || directory.length === 0 || directory.length > MAX_BITMAP_DIRECTORY_BYTES) {
    throw new IoError(EINVAL);
  }
  return directory;
}

function setAutoclear({ header }: Image, isSet: boolean): void {
  header.autoclearFeatures = withFeature(header.autoclearFeatures, AUTOCLEAR_BITMAPS, isSet);
}

function* writeHeader(image: Image): Task<void> {
  yield* updateHeader(image);
  yield* flush(image.file);
}

/** New tables and the refcounts of new clusters are on disk before the header leads to them. */
function* flushCaches(image: Image): Task<void> {
  yield* image.l2Cache.writeBack();
  if (image.needsAccurateRefcounts) yield* image.refcountCache.writeBack();
  yield* flush(image.file);
}
