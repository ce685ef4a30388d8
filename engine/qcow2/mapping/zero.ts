// Making whole clusters read as zeroes by changing their L2 entries.
import type { GuestOffset } from '../../base/address.ts';
import { ENOTSUP } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import type { Task } from '../../task/task.ts';
import { clusterKind, entryIsCopied, entryOffset, storeEntry } from '../format/l2-entry.ts';
import type { Image } from '../state/image.ts';
import { changeInSlices, discardClusters } from './discard.ts';
import { freeByEntry } from './free-entry.ts';
import { l2ForWriting } from './l2-table.ts';

/**
 * Turns the clusters of an aligned range (the last one may be cut by the end of the disk) into zero
 * clusters. With `mayUnmap` their host clusters are freed, else they stay reserved. Version 2 has
 * no zero clusters: without a backing file they become unallocated, with one it throws
 * IoError(ENOTSUP).
 */
export function* zeroClusters(
  image: Image,
  offset: GuestOffset,
  length: number,
  mayUnmap: boolean,
): Task<void> {
  if (image.header.version < 3) {
    if (image.node.backing !== undefined) {
      throw new IoError(ENOTSUP);
    }
    yield* discardClusters(image, offset, length, { discardClass: 'request', isFull: false });
    return;
  }
  yield* changeInSlices(image, offset, length, (at, limit) =>
    zeroInSlice(image, at, limit, mayUnmap),
  );
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
