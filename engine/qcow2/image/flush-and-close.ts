// Handing changed metadata to the file, and closing an image.
import { IoError } from '../../base/errors.ts';
import type { Task } from '../../task/task.ts';
import type { Image } from '../state/image.ts';

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
    yield* writeCaches(image);
  } finally {
    image.lock.unlock();
  }
}

/**
 * Flushes both caches, after whoever closes the image has flushed it. Never throws IoError: a cache
 * that cannot be written is reported and its changes are lost. The second one is tried even when
 * the first failed.
 */
export function* closeImage(image: Image): Task<void> {
  if (!image.node.isInserted) {
    return; // after fatal corruption nothing more is written
  }
  image.isL1Dropped = true;
  yield* flushOrReport(image, 'L2 table');
  yield* flushOrReport(image, 'refcount block');
}

function* flushOrReport(image: Image, name: 'L2 table' | 'refcount block'): Task<void> {
  try {
    yield* (name === 'L2 table' ? image.l2Cache : image.refcountCache).flush();
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    image.reporter.report(`Failed to flush the ${name} cache: ${error.message}`);
  }
}
