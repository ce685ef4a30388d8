// Changing the options of an image that is open. Everything that its caches hold goes to the file
// first, and the caches are made anew.
import { FormatError, IoError } from '../../base/errors.ts';
import { filenameOf } from '../../block/filename.ts';
import type { PreparedReopen } from '../../block/node.ts';
import type { DriverReopenRequest } from '../../block/open.ts';
import { flush } from '../../block/request.ts';
import { explain } from '../../task/explain.ts';
import type { Task } from '../../task/task.ts';
import { makeBitmapsWritable, setBitmapsReadOnly, storeBitmaps } from '../bitmaps/store.ts';
import { settle } from '../refcounts/freed.ts';
import { protect, readInactive } from '../overlap/protect.ts';
import { cacheSizesFor } from './cache-sizes.ts';
import { makeCaches } from './caches.ts';
import { clearDirtyBit } from './flush-and-close.ts';
import type { Qcow2Node } from './node.ts';
import { parseEncryptionOptions } from './open-encryption.ts';
import { requireKeeping, takeOpenOptions, wantsLazyRefcounts } from './open-options.ts';

/**
 * Takes the options that may change out of the request and makes the change ready. Throws
 * FormatError: the old options go on to hold then, though the dirty bit may be gone.
 */
export function* prepareReopen(
  node: Qcow2Node,
  request: DriverReopenRequest,
): Task<PreparedReopen> {
  const { image } = node;
  const options = takeOpenOptions(request.options, request.mode, request.context);
  const { caches, discardClasses, lazyRefcounts, overlap } = options;
  parseEncryptionOptions(image.header, options.encryption);
  cacheSizesFor(image.geometry, image.size, caches);
  yield* explain('Failed to flush the L2 table cache', image.l2Cache.flush());
  yield* explain('Failed to free clusters', settle(image));
  // Behind that: what it has lowered would go with the old caches, where the dirty bit is set.
  yield* explain('Failed to flush the refcount block cache', image.refcountCache.flush());
  const usesLazyRefcounts = wantsLazyRefcounts(lazyRefcounts, image.header);
  if (image.usesLazyRefcounts && !usesLazyRefcounts) {
    yield* explain('Failed to disable lazy refcounts', clearDirtyBit(image));
  }
  const keepsDiscarded = requireKeeping(options.keepsDiscarded, image.header);
  if (request.mode.readOnly) {
    yield* storeBitmaps(image);
    setBitmapsReadOnly(image, true);
    yield* leaveClean(node);
  }
  const inactive = yield* readInactive(image, overlap);
  return {
    commit() {
      node.cacheOptions = caches;
      node.setCrashSafety(image, options.crashSafety);
      makeCaches(image, caches);
      image.discardClasses = discardClasses;
      image.usesLazyRefcounts = usesLazyRefcounts;
      image.keepsDiscarded = keepsDiscarded;
      protect(image, overlap, inactive);
    },
    *finish() {
      if (!request.mode.readOnly) yield* makeBitmapsWritable(image);
    },
  };
}

/** Nobody writes from here on: what is left of earlier writes must be on disk. */
function* leaveClean(node: Qcow2Node): Task<void> {
  try {
    yield* flush(node);
    yield* clearDirtyBit(node.image);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    const name = filenameOf(node);
    throw new FormatError(`failed while preparing to reopen image '${name}'`, {
      errno: error.errno,
    });
  }
}
