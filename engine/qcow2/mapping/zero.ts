// Making clusters and subclusters read as zeroes by changing their L2 entries.
import type { GuestOffset } from '../../base/address.ts';
import { alignUp } from '../../base/align.ts';
import { ENOTSUP } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import type { WriteFlags } from '../../block/node.ts';
import { writeZeroes } from '../../block/request.ts';
import type { Task } from '../../task/task.ts';
import { clusterKind, entryIsCopied, entryOffset, storeEntry } from '../format/l2-entry.ts';
import {
  ALL_ZERO,
  sameBits,
  storeSubclusterBits,
  subclusterBits,
  withZeroes,
} from '../format/subclusters.ts';
import type { Image } from '../state/image.ts';
import { changeInSlices, discardClusters, holdingDiscards } from './discard.ts';
import { freeByEntry } from './free-entry.ts';
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
  const { clusterSize, extendedL2 } = image.geometry;
  const end = offset + length;
  const firstWhole = Math.min(end, alignUp(offset, clusterSize));
  // Whatever lies behind the end of the disk counts as zeroed with it.
  const tail = end >= image.size ? 0 : Math.min(end - firstWhole, end % clusterSize);
  const zeroSome = extendedL2 ? zeroBitmapsInSlice : zeroInSlice;
  if (firstWhole > offset) yield* zeroPartOfCluster(image, offset, firstWhole - offset);
  yield* changeInSlices(image, firstWhole, end - tail - firstWhole, (at, limit) =>
    zeroSome(image, at, limit, mayUnmap),
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
      const frees = hasCluster && (mayUnmap || kind === 'compressed');
      if (!frees && (kind === 'zero-plain' || kind === 'zero-allocated')) continue;
      image.l2Cache.markDirty(slice);
      storeEntry(slice.bytes, at, {
        offset: frees ? 0 : entryOffset(old, 0),
        copied: !frees && entryIsCopied(old, 0),
        zero: true,
      });
      if (frees) yield* freeByEntry(image, old, 'request');
    }
  } finally {
    image.l2Cache.put(slice);
  }
  return count;
}

/** The same for extended entries: the bitmap says that all of the cluster reads as zeroes. */
function* zeroBitmapsInSlice(
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
      const frees = kind === 'compressed' || (kind === 'normal' && mayUnmap);
      if (!frees && sameBits(subclusterBits(old, 0), ALL_ZERO)) continue;
      image.l2Cache.markDirty(slice);
      if (frees) storeEntry(slice.bytes, at, { offset: 0, copied: false });
      storeSubclusterBits(slice.bytes, at, ALL_ZERO);
      if (frees) yield* freeByEntry(image, old, 'request');
    }
  } finally {
    image.l2Cache.put(slice);
  }
  return count;
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
