// Making clusters and subclusters read as zeroes by changing their L2 entries.
import { type GuestOffset, NO_HOST } from '../../base/address.ts';
import { alignUp } from '../../base/align.ts';
import { ENOTSUP } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import type { WriteFlags } from '../../block/node.ts';
import { writeZeroes } from '../../block/request.ts';
import type { Task } from '../../task/task.ts';
import type { Geometry } from '../format/geometry.ts';
import { clusterKind, markZero, storeEntry } from '../format/l2-entry.ts';
import {
  ALL_ZERO,
  sameBits,
  storeSubclusterBits,
  subclusterBits,
  withZeroes,
} from '../format/subclusters.ts';
import type { Image } from '../state/image.ts';
import { changeInSlices, discardClusters, holdingDiscards } from './discard.ts';
import { dropData, freeByEntry } from './free-entry.ts';
import { l2ForWriting } from './l2-table.ts';

/**
 * Turns a range that is aligned to subclusters (the last one may be cut by the end of the disk)
 * into zero clusters; parts of a cluster at either end become zero subclusters. With `mayUnmap` the
 * host clusters of whole clusters are freed, else they stay reserved. Version 2 has no zero
 * clusters: without a backing file they become unallocated, with one it throws IoError(ENOTSUP), as
 * for a part of a compressed cluster.
 */
export function* zeroClusters(
  image: Image,
  offset: GuestOffset,
  length: number,
  flags: WriteFlags,
): Task<void> {
  if (image.isDataFileRaw) {
    // The data file must go on reading as the disk does.
    yield* writeZeroes(image.dataFile, offset, length, flags);
  }
  if (image.header.version < 3) {
    if (image.node.backing !== undefined) {
      throw new IoError(ENOTSUP);
    }
    yield* discardClusters(image, offset, length, { discardClass: 'request', isFull: false });
    return;
  }
  yield* holdingDiscards(image, zeroParts(image, offset, length, flags.mayUnmap));
}

/** The part of the first cluster, whole clusters, the part of the last one. */
function* zeroParts(
  image: Image,
  offset: GuestOffset,
  length: number,
  mayUnmap: boolean,
): Task<void> {
  const { clusterSize } = image.geometry;
  const end = offset + length;
  const firstWhole = Math.min(end, alignUp(offset, clusterSize));
  // Whatever lies behind the end of the disk counts as zeroed with it.
  const tail = end >= image.size ? 0 : Math.min(end - firstWhole, end % clusterSize);
  if (firstWhole > offset) yield* zeroPartOfCluster(image, offset, firstWhole - offset);
  yield* changeInSlices(image, firstWhole, end - tail - firstWhole, (at, limit) =>
    zeroInSlice(image, at, limit, mayUnmap),
  );
  if (tail > 0) yield* zeroPartOfCluster(image, end - tail, tail);
}

/** Returns how many clusters it has gone through: up to `limit`, or to the end of the slice. */
function* zeroInSlice(
  image: Image,
  offset: GuestOffset,
  limit: number,
  mayUnmap: boolean,
): Task<number> {
  const { geometry } = image;
  const { l2EntrySize } = geometry;
  const { slice, index } = yield* l2ForWriting(image, offset);
  const count = Math.min(limit, image.l2SliceEntries - index);
  try {
    for (let step = 0; step < count; step += 1) {
      const at = (index + step) * l2EntrySize;
      const old = slice.bytes.slice(at, at + l2EntrySize);
      const kind = clusterKind(old, 0, geometry);
      const hasCluster = kind !== 'unallocated' && kind !== 'zero-plain';
      const mayFree = mayUnmap && !image.keepsDiscarded;
      const frees = hasCluster && (mayFree || kind === 'compressed');
      if (!frees && isZeroEntry(old, geometry)) continue;
      image.l2Cache.markDirty(slice);
      storeZeroes(slice.bytes, at, frees, geometry);
      if (mayUnmap && !frees) yield* dropData(image, old, 'request');
      if (frees) yield* freeByEntry(image, old, 'request');
    }
  } finally {
    image.l2Cache.put(slice);
  }
  return count;
}

/** Whether an entry says that all of its cluster reads as zeroes: extended ones by their bitmap. */
function isZeroEntry(entry: Uint8Array, geometry: Geometry): boolean {
  if (geometry.extendedL2) return sameBits(subclusterBits(entry, 0), ALL_ZERO);
  const kind = clusterKind(entry, 0, geometry);
  return kind === 'zero-plain' || kind === 'zero-allocated';
}

/** Makes an entry say that. It keeps all that it says besides, unless its cluster is freed. */
function storeZeroes(
  table: Uint8Array,
  at: number,
  frees: boolean,
  { extendedL2 }: Geometry,
): void {
  if (frees) storeEntry(table, at, { offset: NO_HOST, copied: false });
  if (extendedL2) storeSubclusterBits(table, at, ALL_ZERO);
  else markZero(table, at);
}

/** Zeroes whole subclusters inside one cluster. A compressed cluster has none: ENOTSUP. */
function* zeroPartOfCluster(image: Image, offset: GuestOffset, length: number): Task<void> {
  const { clusterSize, subclusterSize, l2EntrySize } = image.geometry;
  const { slice, index } = yield* l2ForWriting(image, offset);
  try {
    const at = index * l2EntrySize;
    if (clusterKind(slice.bytes, at, image.geometry) === 'compressed') {
      throw new IoError(ENOTSUP);
    }
    const first = Math.floor((offset % clusterSize) / subclusterSize);
    const old = subclusterBits(slice.bytes, at);
    const bits = withZeroes(old, first, first + Math.ceil(length / subclusterSize));
    if (sameBits(old, bits)) return;
    image.l2Cache.markDirty(slice);
    storeSubclusterBits(slice.bytes, at, bits);
  } finally {
    image.l2Cache.put(slice);
  }
}
