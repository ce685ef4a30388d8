// Discards of the guest: whole clusters only.
import type { GuestOffset } from '../../base/address.ts';
import { ENOTSUP } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import type { Task } from '../../task/task.ts';
import { discardClusters } from '../mapping/discard.ts';
import { waitForWrites } from '../mapping/in-the-way.ts';
import type { Image } from '../state/image.ts';

/**
 * Throws IoError(ENOTSUP), which the I/O path takes for done, where a part of a cluster is all
 * there is, and where version 2 has no way to hide the backing file. The part of a cluster with
 * which the disk ends counts as whole.
 */
export function* discardGuest(image: Image, offset: GuestOffset, length: number): Task<void> {
  const { clusterSize } = image.geometry;
  if (image.header.version < 3 && image.node.backing !== undefined) {
    throw new IoError(ENOTSUP);
  }
  const isWhole = length % clusterSize === 0 || offset + length === image.size;
  if (offset % clusterSize !== 0 || !isWhole) {
    throw new IoError(ENOTSUP);
  }
  if (!image.lock.tryLock()) yield* image.lock.lock();
  try {
    yield* waitForWrites(image, offset, length);
    yield* discardClusters(image, offset, length, { discardClass: 'request', isFull: false });
  } finally {
    image.lock.unlock();
  }
}
