// What a change of refcounts is, how far it has come, and a change that goes on where it failed.
import { asHost, type ByteCount, type HostOffset } from '../../base/address.ts';
import { IoError } from '../../base/errors.ts';
import type { Task } from '../../task/task.ts';
import type { CacheEntry } from '../cache/table-cache.ts';
import type { DiscardClass, Image } from '../state/image.ts';

/** A change of refcounts, up or down, by one if nothing else is said. */
export interface RefcountChange {
  /** Bytes; every cluster that the range touches is changed. */
  readonly offset: HostOffset;
  readonly length: ByteCount;
  readonly isDecrease: boolean;
  readonly discardClass: DiscardClass;
  /** Repair knows what the refcount of a cluster must become, and says so: one cluster only. */
  readonly becomes?: number;
}

/**
 * 'retry': a refcount block was made; nothing is changed, and free clusters must be searched again.
 */
export type UpdateOutcome = 'done' | 'retry';

/** How far a change has come. */
export interface Progress {
  /** Start of the first cluster that was not changed. */
  doneUpTo: number;
  /** The refcount block in use. */
  block: CacheEntry | undefined;
}

/** How often a strict image goes on with the same undo. */
const ATTEMPTS = 2;

/**
 * Takes a change of a strict image back, from where it stopped once more if an I/O fails: one fault
 * leaks nothing. QEMU undoes such an undo, and leaks. Never throws IoError; what is left says so.
 */
export function* changeStubbornly(
  image: Image,
  change: RefcountChange,
  changeClusters: (image: Image, change: RefcountChange, progress: Progress) => Task<UpdateOutcome>,
): Task<void> {
  const end = change.offset + change.length;
  let offset = change.offset;
  for (let attempt = 1; attempt <= ATTEMPTS && offset < end; attempt += 1) {
    const progress: Progress = { doneUpTo: offset, block: undefined };
    try {
      yield* changeClusters(image, { ...change, offset, length: end - offset }, progress);
    } catch (error) {
      if (!(error instanceof IoError)) throw error;
      if (attempt < ATTEMPTS) continue;
      image.reporter.reportBare(`qcow2_free_clusters failed: ${error.message}`);
      return;
    } finally {
      if (progress.block !== undefined) image.refcountCache.put(progress.block);
      offset = asHost(progress.doneUpTo);
    }
  }
}
