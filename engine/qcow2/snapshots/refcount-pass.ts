// One pass over everything that an L1 table refers to: refcounts go up, or down, or stay, and
// COPIED is worked out again on the way, as it says "refcount is exactly 1".
//
// The refcount that counts is the one at the moment of the visit: a cluster that the same table
// refers to twice may get its flag only in a later pass.
import { clusterOf, hostAdd, type HostOffset } from '../../base/address.ts';
import { EAGAIN, EIO } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import { flush, read } from '../../block/request.ts';
import type { Task } from '../../task/task.ts';
import {
  clusterKind,
  compressedClusters,
  entryHex,
  entryIsCopied,
  entryIsZeroWord,
  entryOffset,
  nextEntry,
  setCopied,
  storeEntry,
  wordsOf,
} from '../format/l2-entry.ts';
import { waitForRefcounts } from '../refcounts/write-order.ts';
import { processDiscards } from '../refcounts/discards.ts';
import { refcountOf } from '../refcounts/lookup.ts';
import { updateRefcounts } from '../refcounts/update.ts';
import { hex, signalCorruption } from '../state/corruption.ts';
import type { Image } from '../state/image.ts';
import { writeSync } from '../state/sync-write.ts';

/** What becomes of the refcounts: one more, one less, or only COPIED is put right. */
export type PassKind = 'raise' | 'lower' | 'refresh';

/** Where an L1 table stands in the file. */
export interface L1Place {
  readonly offset: HostOffset;
  readonly entries: number;
}

/**
 * Visits the active L1 table as it is in memory. With 'lower' only memory and the tables below it
 * change: the table itself is about to go. Else it is written back where a flag in it changed.
 *
 * All of it is on disk afterwards. Throws IoError; refcounts changed until then stay as they are,
 * which leaks and never frees too much.
 */
export function* passOverActive(image: Image, kind: PassKind): Task<void> {
  yield* pass(image, image.l1, image.header.l1TableOffset, kind);
}

/** The same for the L1 table of a snapshot, which is read from the file. */
export function* passOverSnapshot(image: Image, place: L1Place, kind: PassKind): Task<void> {
  if (place.offset === image.header.l1TableOffset) {
    yield* passOverActive(image, kind);
    return;
  }
  const l1 = new Uint8Array(place.entries * 8);
  yield* read(image.file, place.offset, l1);
  yield* pass(image, l1, place.offset, kind);
}

function* pass(image: Image, l1: Uint8Array, l1Offset: HostOffset, kind: PassKind): Task<void> {
  // What is freed is dropped from the file only when nothing on disk refers to it any more.
  image.holdsDiscards = true;
  let hasSucceeded = false;
  let isL1Changed = false;
  try {
    isL1Changed = yield* visitTables(image, l1, kind);
    yield* flush(image.node);
    hasSucceeded = true;
  } finally {
    image.holdsDiscards = false;
    yield* processDiscards(image, hasSucceeded);
  }
  if (isL1Changed && kind !== 'lower') {
    yield* writeSync(image, l1Offset, l1);
  }
}

/** Returns whether an entry of `l1` was changed. */
function* visitTables(image: Image, l1: Uint8Array, kind: PassKind): Task<boolean> {
  const { clusterSize } = image.geometry;
  const before = l1.slice();
  const words = wordsOf(before);
  let isChanged = false;
  for (let index = nextEntry(words, 0); index >= 0; index = nextEntry(words, index + 1)) {
    const at = index * 8;
    const offset = entryOffset(before, at);
    if (offset % clusterSize !== 0) {
      yield* signalCorruption(
        image,
        `L2 table offset ${hex(offset)} unaligned (L1 index: ${hex(index)})`,
      );
    }
    if (offset === 0) {
      throw new IoError(EIO); // flags without a table
    }
    yield* visitTable(image, offset, kind);
    yield* changeRange(image, offset, clusterSize, kind);
    const copied = (yield* refcountOf(image, clusterOf(offset, clusterSize))) === 1;
    storeEntry(l1, at, { offset, copied });
    isChanged ||= entryHex(l1, at) !== entryHex(before, at);
  }
  return isChanged;
}

function* visitTable(image: Image, l2Offset: HostOffset, kind: PassKind): Task<void> {
  const { l2Cache } = image;
  const { clusterSize, l2EntrySize } = image.geometry;
  for (let start = 0; start < clusterSize; start += l2Cache.tableSize) {
    const slice = yield* l2Cache.get(hostAdd(l2Offset, start));
    try {
      for (let at = 0; at < slice.bytes.length; at += l2EntrySize) {
        if (entryIsZeroWord(slice.bytes, at)) continue;
        const index = (start + at) / l2EntrySize;
        const copied = yield* visitEntry(image, slice.bytes, at, { l2Offset, index, kind });
        if (copied === entryIsCopied(slice.bytes, at)) continue;
        if (kind === 'raise') yield* waitForRefcounts(image);
        setCopied(slice.bytes, at, copied);
        l2Cache.markDirty(slice);
      }
    } finally {
      l2Cache.put(slice);
    }
  }
}

interface EntryPlace {
  readonly l2Offset: HostOffset;
  /** In its whole table. */
  readonly index: number;
  readonly kind: PassKind;
}

/** Changes the refcounts behind an entry. Returns whether it is to carry COPIED. */
function* visitEntry(
  image: Image,
  table: Uint8Array,
  at: number,
  { l2Offset, index, kind }: EntryPlace,
): Task<boolean> {
  const { geometry } = image;
  const { clusterSize } = geometry;
  const clusterIs = clusterKind(table, at, geometry);
  if (clusterIs === 'compressed') {
    const { offset, length } = compressedClusters(table, at, geometry);
    yield* changeRange(image, offset, length, kind);
    return false;
  }
  if (clusterIs !== 'normal' && clusterIs !== 'zero-allocated') {
    return false;
  }
  const offset = entryOffset(table, at);
  if (offset % clusterSize !== 0) {
    yield* signalCorruption(
      image,
      `Cluster allocation offset ${hex(offset)} unaligned ` +
        `(L2 offset: ${hex(l2Offset)}, L2 index: ${hex(index)})`,
    );
  }
  yield* changeRange(image, offset, clusterSize, kind);
  return (yield* refcountOf(image, clusterOf(offset, clusterSize))) === 1;
}

function* changeRange(
  image: Image,
  offset: HostOffset,
  length: number,
  kind: PassKind,
): Task<void> {
  if (kind === 'refresh') {
    return;
  }
  const isDecrease = kind === 'lower';
  const change = { offset, length, isDecrease, discardClass: 'snapshot' } as const;
  if ((yield* updateRefcounts(image, change)) === 'retry') {
    // Clusters in use that no refcount block described: the image is damaged.
    throw new IoError(EAGAIN);
  }
}
