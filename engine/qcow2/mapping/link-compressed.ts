// Giving compressed data a place and an L2 entry.
import type { GuestOffset, HostOffset } from '../../base/address.ts';
import { EIO } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import type { Task } from '../../task/task.ts';
import { entryOffset, storeCompressedEntry } from '../format/l2-entry.ts';
import { allocateBytes } from '../refcounts/allocate-bytes.ts';
import type { Image } from '../state/image.ts';
import { fire } from '../state/sync-write.ts';
import { l2ForWriting } from './l2-table.ts';

/**
 * Allocates `size` bytes for the cluster at `offset`, points its L2 entry at them, and returns
 * their host offset. The entry stands before the data does: when writing the data fails, the
 * cluster reads as an error. Throws IoError; EIO where the cluster has a place already, which
 * compressed data never replaces.
 */
export function* linkCompressed(image: Image, offset: GuestOffset, size: number): Task<HostOffset> {
  const { geometry } = image;
  const { slice, index } = yield* l2ForWriting(image, offset);
  const at = index * geometry.l2EntrySize;
  try {
    if (entryOffset(slice.bytes, at) !== 0) throw new IoError(EIO);
    const maxOffset = 2 ** (62 - (geometry.clusterBits - 8)) - 1;
    const place = yield* allocateBytes(image, size, maxOffset);
    yield* fire(image, 'l2_update_compressed');
    image.l2Cache.markDirty(slice);
    storeCompressedEntry(slice.bytes, at, geometry, { offset: place, size });
    if (geometry.extendedL2) slice.bytes.fill(0, at + 8, at + 16);
    return place;
  } finally {
    image.l2Cache.put(slice);
  }
}
