// L2 tables for writing: found, or allocated, or copied when a snapshot shares them.
import { alignDown } from '../../base/align.ts';
import { type GuestOffset, hostAdd, type HostOffset } from '../../base/address.ts';
import { IoError } from '../../base/errors.ts';
import type { Task } from '../../task/task.ts';
import type { CacheEntry } from '../cache/table-cache.ts';
import { entryIsCopied, entryOffset, storeEntry } from '../format/l2-entry.ts';
import { allocateClusters } from '../refcounts/allocate.ts';
import { freeClusters } from '../refcounts/update.ts';
import { hex, signalCorruption } from '../state/corruption.ts';
import type { Image } from '../state/image.ts';
import { fire, isTakenBack } from '../state/sync-write.ts';
import { growL1Table, setL1Entry, writeL1Entry } from './l1-table.ts';

/** A slice of an L2 table in use, and the entry in it. Release with image.l2Cache.put(slice). */
export interface L2Position {
  readonly slice: CacheEntry;
  /** Index of the entry in the slice. */
  readonly index: number;
}

export const l1IndexOf = (image: Image, offset: GuestOffset): number =>
  Math.floor(offset / image.geometry.bytesPerL2Table);

/** Index of the entry for `offset` in its L2 table. */
export const l2IndexOf = (image: Image, offset: GuestOffset): number =>
  Math.floor(offset / image.geometry.clusterSize) % image.geometry.l2EntriesPerTable;

/** Index of the entry for `offset` in its slice. */
export const sliceIndexOf = (image: Image, offset: GuestOffset): number =>
  Math.floor(offset / image.geometry.clusterSize) % image.l2SliceEntries;

/** Loads the slice that maps `offset` from the table at `l2Offset`. */
export function* loadSlice(
  image: Image,
  offset: GuestOffset,
  l2Offset: HostOffset,
): Task<CacheEntry> {
  const start = alignDown(l2IndexOf(image, offset), image.l2SliceEntries);
  const sliceOffset = hostAdd(l2Offset, start * image.geometry.l2EntrySize);
  return image.l2Cache.tryGet(sliceOffset) ?? (yield* image.l2Cache.get(sliceOffset));
}

/**
 * The L2 entry for `offset`, in a table that belongs to the active L1 table alone. A missing table
 * is allocated and a shared one is copied. Throws IoError.
 */
export function* l2ForWriting(image: Image, offset: GuestOffset): Task<L2Position> {
  const l1Index = l1IndexOf(image, offset);
  if (l1Index >= image.l1Entries) {
    yield* growL1Table(image, l1Index + 1, false);
  }
  const at = l1Index * 8;
  let l2Offset = entryOffset(image.l1, at);
  const { clusterSize } = image.geometry;
  if (l2Offset % clusterSize !== 0) {
    yield* signalCorruption(
      image,
      `L2 table offset ${hex(l2Offset)} unaligned (L1 index: ${hex(l1Index)})`,
    );
  }
  if (!entryIsCopied(image.l1, at)) {
    yield* makeTable(image, l1Index);
    if (l2Offset !== 0) {
      yield* freeClusters(image, l2Offset, clusterSize, 'other');
    }
    l2Offset = entryOffset(image.l1, at);
  } else if (l2Offset === 0) {
    // A guard of ours: QEMU has no words for it.
    yield* signalCorruption(
      image,
      `L1 entry ${hex(l1Index)} has the COPIED flag and points at no L2 table`,
    );
  }
  const slice = yield* loadSlice(image, offset, l2Offset);
  return { slice, index: sliceIndexOf(image, offset) };
}

/**
 * Allocates an L2 table for an L1 entry, empty or with the contents of the one that stands there.
 *
 * Refcounts are on disk before the table, the table before the L1 entry. On failure the old entry
 * is back in memory and the new cluster is freed, unless the entry on disk may still name it.
 */
function* makeTable(image: Image, l1Index: number): Task<void> {
  const { clusterSize } = image.geometry;
  const oldEntry = image.l1.slice(l1Index * 8, l1Index * 8 + 8);
  const offset = yield* allocateClusters(image, clusterSize);
  let isLinked = false;
  try {
    if (offset === 0) {
      yield* signalCorruption(image, 'Preventing invalid allocation of L2 table at offset 0');
    }
    yield* image.refcountCache.flush();
    yield* fillTable(image, offset, entryOffset(oldEntry, 0));
    yield* image.l2Cache.flush();
    const entry = new Uint8Array(8);
    storeEntry(entry, 0, { offset, copied: true });
    setL1Entry(image, l1Index, entry);
    isLinked = true;
    yield* writeL1Entry(image, l1Index);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    setL1Entry(image, l1Index, oldEntry);
    const isFree = !isLinked || (yield* isTakenBack(image, writeL1Entry(image, l1Index)));
    if (offset > 0 && isFree) {
      yield* freeClusters(image, offset, clusterSize, 'always');
    }
    throw error;
  }
}

function* fillTable(image: Image, offset: HostOffset, oldOffset: HostOffset): Task<void> {
  const { l2Cache } = image;
  for (let at = 0; at < image.geometry.clusterSize; at += l2Cache.tableSize) {
    const slice = yield* l2Cache.getEmpty(hostAdd(offset, at));
    try {
      if (oldOffset === 0) {
        slice.bytes.fill(0);
      } else {
        yield* fire(image, 'l2_alloc_cow_read');
        const old = yield* l2Cache.get(hostAdd(oldOffset, at));
        slice.bytes.set(old.bytes);
        l2Cache.put(old);
      }
      yield* fire(image, 'l2_alloc_write');
      l2Cache.markDirty(slice);
    } finally {
      l2Cache.put(slice);
    }
  }
}
