// Taking free clusters: search, then raise their refcounts, over again where that made a refcount
// block.
import { clusterOf, type HostOffset } from '../../base/address.ts';
import { ENOMEDIUM } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import type { Task } from '../../task/task.ts';
import type { Image } from '../state/image.ts';
import { countFree } from './lookup.ts';
import { releaseForAllocation } from './freed.ts';
import { findFreeClusters, MAX_CLUSTER_OFFSET } from './search.ts';
import { updateRefcounts } from './update.ts';

/** Allocates adjacent clusters for `length` bytes and returns their host offset. Throws IoError. */
export function* allocateClusters(image: Image, length: number): Task<HostOffset> {
  if (image.isTableInDoubt) throw new IoError(ENOMEDIUM); // a request that was in flight then
  const count = Math.ceil(length / image.geometry.clusterSize);
  if (image.freed.length > 0) yield* releaseForAllocation(image);
  const stop = image.file.event('cluster_alloc');
  if (stop) yield* stop;
  for (;;) {
    const offset = yield* findFreeClusters(image, count, MAX_CLUSTER_OFFSET);
    const change = { offset, length, isDecrease: false, discardClass: 'never' } as const;
    if ((yield* updateRefcounts(image, change)) === 'done') {
      return offset;
    }
  }
}

/**
 * Allocates up to `count` clusters from `offset` on and returns how many were free there, up to the
 * first that was not. Leaves the free-cluster index alone. Throws IoError.
 */
export function* allocateClustersAt(image: Image, offset: HostOffset, count: number): Task<number> {
  const { clusterSize } = image.geometry;
  for (;;) {
    const free = yield* countFree(image, clusterOf(offset, clusterSize), count);
    const length = free * clusterSize;
    const change = { offset, length, isDecrease: false, discardClass: 'never' } as const;
    if ((yield* updateRefcounts(image, change)) === 'done') {
      return free;
    }
  }
}
