// Taking clusters out of the guest disk: their L2 entries lose them, then their refcounts go down.
//
// While a range is worked on, what the file may drop is kept. The queue is handed down at the end,
// and sooner where a free cluster is looked for, as that may be one of those in the queue.
import { type GuestOffset, NO_HOST } from '../../base/address.ts';
import type { Task } from '../../task/task.ts';
import { clusterKind, markZero, storeEntry } from '../format/l2-entry.ts';
import { ALL_ZERO, storeSubclusterBits } from '../format/subclusters.ts';
import { processDiscards } from '../refcounts/discards.ts';
import type { DiscardClass, Image } from '../state/image.ts';
import { dropData, freeByEntry } from './free-entry.ts';
import { l2ForWriting } from './l2-table.ts';

/** How clusters are discarded. */
export interface DiscardOptions {
  readonly discardClass: DiscardClass;
  /**
   * Entries become empty whatever lies below: for parts that leave the disk. Otherwise version 3
   * marks them as zero, so that the backing file does not show through.
   */
  readonly isFull: boolean;
  /** The new entries are on disk before the file is told that it may drop what they held. */
  readonly isFlushed?: boolean;
}

/**
 * Discards the clusters of an aligned range (the last one may be cut by the end of the disk). A
 * missing L2 table is allocated, even where there is nothing to discard. Throws IoError; clusters
 * in front of the one that failed stay discarded, but the file is told of none.
 */
export function* discardClusters(
  image: Image,
  offset: GuestOffset,
  length: number,
  options: DiscardOptions,
): Task<void> {
  yield* holdingDiscards(image, discardInRange(image, offset, length, options));
}

function* discardInRange(
  image: Image,
  offset: GuestOffset,
  length: number,
  options: DiscardOptions,
): Task<void> {
  yield* changeInSlices(image, offset, length, (at, limit) =>
    discardInSlice(image, at, limit, options),
  );
  if (options.isFlushed === true) {
    yield* image.l2Cache.flush();
    yield* image.refcountCache.flush();
  }
}

/** Does `work`; what the file may drop is kept until then, and forgotten if it fails. */
export function* holdingDiscards(image: Image, work: Task<void>): Task<void> {
  let hasSucceeded = false;
  image.holdsDiscards = true;
  try {
    yield* work;
    hasSucceeded = true;
  } finally {
    image.holdsDiscards = false;
    yield* processDiscards(image, hasSucceeded);
  }
}

/**
 * Goes through the clusters of a range: `change` works on up to `limit` clusters of one L2 slice
 * and returns how many these were.
 */
export function* changeInSlices(
  image: Image,
  offset: GuestOffset,
  length: number,
  change: (at: GuestOffset, limit: number) => Task<number>,
): Task<void> {
  const { clusterSize } = image.geometry;
  const total = Math.ceil(length / clusterSize);
  for (let done = 0; done < total;) {
    done += yield* change(offset + done * clusterSize, total - done);
  }
}

function* discardInSlice(
  image: Image,
  offset: GuestOffset,
  limit: number,
  { discardClass, isFull }: DiscardOptions,
): Task<number> {
  const { geometry } = image;
  const { l2EntrySize } = geometry;
  const { slice, index } = yield* l2ForWriting(image, offset);
  const count = Math.min(limit, image.l2SliceEntries - index);
  const emptied = isFull ? new Uint8Array(l2EntrySize) : removedEntry(image);
  try {
    for (let step = 0; step < count; step += 1) {
      const at = (index + step) * l2EntrySize;
      const old = slice.bytes.slice(at, at + l2EntrySize);
      const kind = clusterKind(old, 0, geometry);
      const hasCluster = kind !== 'unallocated' && kind !== 'zero-plain';
      if (!isFull && !hasCluster && image.node.backing === undefined) continue;
      const keeps = image.keepsDiscarded && !isFull && kind !== 'compressed';
      const removed = keeps ? zeroedEntry(image, old) : emptied;
      if (old.every((byte, position) => byte === removed[position])) continue;
      image.l2Cache.markDirty(slice);
      slice.bytes.set(removed, at);
      if (keeps) yield* dropData(image, old, discardClass);
      else yield* freeByEntry(image, old, discardClass);
    }
  } finally {
    image.l2Cache.put(slice);
  }
  return count;
}

/** The same entry, with the cluster that it has, but all of it zeroes. */
function zeroedEntry({ geometry }: Image, old: Uint8Array): Uint8Array {
  const entry = old.slice();
  if (geometry.extendedL2) storeSubclusterBits(entry, 0, ALL_ZERO);
  else markZero(entry, 0);
  return entry;
}

/** What stands in the place of a discarded cluster. */
function removedEntry(image: Image): Uint8Array {
  const { extendedL2, l2EntrySize } = image.geometry;
  const entry = new Uint8Array(l2EntrySize);
  if (extendedL2) {
    storeSubclusterBits(entry, 0, ALL_ZERO);
  } else {
    storeEntry(entry, 0, { offset: NO_HOST, copied: false, zero: image.header.version >= 3 });
  }
  return entry;
}
