// Room for compressed data: bytes, not clusters. Compressed clusters are packed one behind the
// other, so each of them adds one reference to every host cluster that it touches.
import { alignUp } from '../../base/align.ts';
import { clusterOf, hostAdd, type HostOffset, NO_HOST } from '../../base/address.ts';
import { assert } from '../../base/assert.ts';
import type { Task } from '../../task/task.ts';
import { signalCorruption } from '../state/corruption.ts';
import type { Image } from '../state/image.ts';
import { fire } from '../state/sync-write.ts';
import { refcountOf } from './lookup.ts';
import { releaseForAllocation } from './freed.ts';
import { findFreeClusters, MAX_CLUSTER_OFFSET } from './search.ts';
import { updateRefcounts } from './update.ts';
import { waitForRefcounts } from './write-order.ts';

/**
 * Allocates `size` bytes, at most one cluster, and returns their host offset: directly behind the
 * bytes allocated last where these leave room, or may be continued in the cluster that follows. The
 * L2 cache then waits for the refcount blocks. `maxOffset`: the largest offset that the entry can
 * hold. Throws IoError; nothing is allocated then, and the place to go on from is kept.
 */
export function* allocateBytes(image: Image, size: number, maxOffset: number): Task<HostOffset> {
  const { clusterSize } = image.geometry;
  yield* fire(image, 'cluster_alloc_bytes');
  if (image.freed.length > 0) yield* releaseForAllocation(image);
  assert(size > 0 && size <= clusterSize, 'compressed data is shorter than a cluster');
  let offset = yield* placeToGoOn(image);
  for (;;) {
    const free = clusterSize - (offset % clusterSize);
    if (offset === 0 || free < size) {
      offset = yield* continueIn(image, offset, maxOffset);
    }
    const change = { offset, length: size, isDecrease: false, discardClass: 'never' } as const;
    if ((yield* updateRefcounts(image, change)) === 'done') break;
    offset = NO_HOST;
  }
  yield* waitForRefcounts(image);
  const next = hostAdd(offset, size);
  image.freeByteOffset = next % clusterSize === 0 ? NO_HOST : next;
  return offset;
}

/** Behind the bytes allocated last; 0 when there are none, or no more references fit there. */
function* placeToGoOn(image: Image): Task<HostOffset> {
  const offset = image.freeByteOffset;
  if (offset === 0) return NO_HOST;
  const { clusterSize, maxRefcount } = image.geometry;
  const count = yield* refcountOf(image, clusterOf(offset, clusterSize));
  return count === maxRefcount ? NO_HOST : offset;
}

/** Takes a further cluster: `offset` itself when that cluster follows it, else its start. */
function* continueIn(image: Image, offset: HostOffset, maxOffset: number): Task<HostOffset> {
  const limit = Math.min(maxOffset, MAX_CLUSTER_OFFSET);
  const cluster = yield* findFreeClusters(image, 1, limit);
  if (cluster === 0) {
    yield* signalCorruption(
      image,
      'Preventing invalid allocation of compressed cluster at offset 0',
    );
  }
  const isNext = offset !== 0 && alignUp(offset, image.geometry.clusterSize) === cluster;
  return isNext ? offset : cluster;
}
