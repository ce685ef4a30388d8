// Handing changed metadata to the file, and closing an image.
import { EINVAL, ENOTSUP } from '../../base/errno.ts';
import { FormatError, IoError } from '../../base/errors.ts';
import { flush } from '../../block/request.ts';
import type { Task } from '../../task/task.ts';
import { lostBitmaps, storeBitmaps } from '../bitmaps/store.ts';
import { noteWritten, releaseFreed } from '../refcounts/freed.ts';
import { INCOMPATIBLE_DIRTY, withFeature } from '../format/features.ts';
import type { Image } from '../state/image.ts';
import { setDirtyBit } from '../state/dirty.ts';
import { updateHeader } from '../state/sync-write.ts';

/** Writes L2 tables, then refcount blocks, each after what it depends on. No flush of the file. */
export function* writeCaches(image: Image): Task<void> {
  yield* image.l2Cache.writeBack();
  if (image.needsAccurateRefcounts) {
    yield* image.refcountCache.writeBack();
  }
}

/** writeCaches under the lock: the part of a flush that is the image's own. */
export function* flushToFile(image: Image): Task<void> {
  if (!image.lock.tryLock()) yield* image.lock.lock();
  try {
    yield* releaseFreed(image); // what the flush before this one has made durable
    yield* writeCaches(image);
    noteWritten(image);
  } finally {
    image.lock.unlock();
  }
}

/**
 * Flushes both caches, after whoever closes the image has flushed it. Never throws IoError: a cache
 * that cannot be written is reported and its changes are lost. The second one is tried even when
 * the first failed. Only when both, and all bitmaps, are on disk the dirty bit goes.
 */
export function* closeImage(image: Image): Task<void> {
  if (!image.node.isInserted) {
    if (image.isTableInDoubt) yield* writeBehindDoubt(image);
    return; // after fatal corruption nothing more is written
  }
  image.isL1Dropped = true;
  const areKept = yield* keepBitmaps(image);
  yield* storeCaches(image, areKept);
}

/**
 * Stores what an image holds before it is closed. Never throws IoError: what fails is reported.
 * Returns the errno of the last failure, 0 if there was none.
 */
export function* inactivateImage(image: Image): Task<number> {
  const areKept = yield* keepBitmaps(image);
  if (areKept) image.dirtyBitmaps.length = 0; // the close that follows has none to store
  return yield* storeCaches(image, areKept);
}

/**
 * Stores both caches and the clean bit, each also where what is before it fails. Never throws
 * IoError. Returns the errno of the last failure, 0 if there was none; of bitmaps that could not be
 * kept it is always EINVAL, and of the clean bit none.
 */
function* storeCaches(image: Image, hasBitmaps: boolean): Task<number> {
  const bitmapErrno = hasBitmaps ? 0 : EINVAL;
  const l2Errno = yield* flushOrReport(image, TABLE);
  if (l2Errno === 0) noteWritten(image);
  yield* releaseFreed(image);
  const refcountErrno = yield* flushOrReport(image, BLOCK);
  const errno = refcountErrno || l2Errno || bitmapErrno;
  if (errno !== 0 || image.node.mode.readOnly || image.needsRepair) return errno;
  try {
    yield* clearDirtyBit(image);
  } catch (error) {
    // Nobody could act on it: the next one who opens the image repairs refcounts that were right.
    if (!(error instanceof IoError)) throw error;
  }
  return 0;
}

const TABLE = 'L2 table';
const BLOCK = 'refcount block';

/** What ended well before the image went out of service. Never throws IoError. */
function* writeBehindDoubt(image: Image): Task<void> {
  const isBehind = !image.needsAccurateRefcounts;
  for (const name of isBehind ? ([TABLE] as const) : ([TABLE, BLOCK] as const)) {
    yield* flushOrReport(image, name);
  }
}

/** What cannot be stored is lost, and its clusters are free again. Returns whether all was. */
function* keepBitmaps(image: Image): Task<boolean> {
  try {
    yield* storeBitmaps(image);
    return true;
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    image.reporter.report(lostBitmaps(error));
    return false;
  }
}

/** Returns why the cache is not on disk now, 0 if it is. */
function* flushOrReport(image: Image, name: typeof TABLE | typeof BLOCK): Task<number> {
  try {
    yield* (name === TABLE ? image.l2Cache : image.refcountCache).flush();
    return 0;
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    image.reporter.report(`Failed to flush the ${name} cache: ${error.message}`);
    return error.errno;
  }
}

/** What is told where an image has no bit that says "repair me". */
const NEEDS_DIRTY_BIT =
  "crash-safety=strict changes snapshots of images with a dirty bit only: 'compat=1.1' or later";

/**
 * Has a strict image of version 2 change no snapshot: flags and refcounts would be apart for a
 * while, and nothing in it could say so. Throws FormatError.
 */
export function requireDirtyBit(image: Image): void {
  if (!image.isStrict || image.header.version >= 3) return;
  throw new FormatError(NEEDS_DIRTY_BIT, { errno: ENOTSUP });
}

/**
 * Does `work`, which writes flags and refcounts that are about each other apart. A strict image has
 * the dirty bit on the disk meanwhile, and keeps it where the work fails: whoever opens it for
 * writing then repairs it. Throws what `work` throws, or IoError.
 */
export function* whileDirty(image: Image, work: Task<void>): Task<void> {
  const isMarked = image.isStrict && image.needsAccurateRefcounts;
  if (!isMarked) {
    yield* work;
    return;
  }
  yield* setDirtyBit(image);
  image.needsRepair = true;
  yield* work;
  yield* clearDirtyBit(image);
  image.needsRepair = false;
}

/**
 * Clears the dirty bit where it is set, after all refcounts. Throws IoError; on disk the bit may be
 * set then, but refcounts are kept accurate from here on.
 */
export function* clearDirtyBit(image: Image): Task<void> {
  const { header } = image;
  if (image.needsAccurateRefcounts) return;
  header.incompatibleFeatures = withFeature(header.incompatibleFeatures, INCOMPATIBLE_DIRTY, false);
  yield* writeCaches(image);
  yield* flush(image.file);
  yield* updateHeader(image);
}
