// Which of the two caches of tables must reach the disk first, from now on.
//
// Before one cache can be made to wait for the other, what the other one waits for is flushed. QEMU
// ignores a failure of that flush, and then nothing waits: if the tables that should have come
// first then fail a second time, the file has entries of clusters that count as free, or with an
// owner less than they have (case 652).
import { IoError } from '../../base/errors.ts';
import { flush } from '../../block/request.ts';
import type { Task } from '../../task/task.ts';
import type { TableCache } from '../cache/table-cache.ts';
import type { Image } from '../state/image.ts';

/**
 * Makes L2 tables wait for the refcount blocks, before entries name new clusters. Never throws
 * IoError; where an I/O fails they may not wait, and nobody is told.
 */
export function waitForRefcounts(image: Image): Task<void> {
  return makeWait(image.l2Cache, image.refcountCache);
}

/**
 * Makes refcount blocks wait for the L2 tables, before refcounts are lowered. Fails as
 * waitForRefcounts() does.
 */
export function* waitForEntries(image: Image): Task<void> {
  if (image.isStrict) return; // lowered when the entries are durable, and not before (freed.ts)
  yield* makeWait(image.refcountCache, image.l2Cache);
}

/**
 * What a strict image has on the disk before any L2 table that names something new: refcounts,
 * unless the dirty bit says that they are behind, and all data that was written. Throws IoError.
 */
export function* writeBeforeEntries(image: Image): Task<void> {
  if (image.needsAccurateRefcounts) yield* image.refcountCache.writeBack();
  if (image.dataFile !== image.file) yield* flush(image.dataFile);
  yield* flush(image.file);
}

function* makeWait(cache: TableCache, first: TableCache): Task<void> {
  try {
    yield* cache.dependOn(first);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
  }
}
