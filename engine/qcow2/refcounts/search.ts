// Finding free clusters. The search is first-fit from an index that only moves forward; it is
// lowered when a cluster below it is freed, and where an allocation has to be started over.
import { clusterAdd, type ClusterCount, hostOf, type HostOffset } from '../../base/address.ts';
import { EFBIG } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import type { Task } from '../../task/task.ts';
import { getRefcount } from '../format/refcount-block.ts';
import type { Image } from '../state/image.ts';
import { processDiscards } from './discards.ts';
import { loadRefcountBlock } from './lookup.ts';

/** Host offsets above this do not fit an L1 or L2 entry. */
export const MAX_CLUSTER_OFFSET = 2 ** 56 - 1;
/** For structures whose place is stored in all 64 bits. */
export const ANY_OFFSET = Number.MAX_SAFE_INTEGER;

/**
 * The host offset of `count` adjacent free clusters. Changes no refcount: the clusters stay free
 * until the caller raises them. A hole that is too small is passed by. Throws IoError; EFBIG when
 * the last cluster would lie beyond `maxOffset`. The index stays advanced in every case.
 */
export function* findFreeClusters(
  image: Image,
  count: ClusterCount,
  maxOffset: number,
): Task<HostOffset> {
  const { clusterSize, refcountsPerBlock, refcountOrder } = image.geometry;
  if (image.holdsDiscards) {
    // What was freed may be handed out again now; afterwards it would be too late to drop it.
    yield* processDiscards(image, true);
  }
  for (let found = 0; found < count;) {
    const cluster = image.freeClusterIndex;
    const slot = Math.floor(cluster / refcountsPerBlock);
    image.freeClusterIndex = clusterAdd(cluster, 1); // also where loading fails
    const block = yield* loadRefcountBlock(image, slot);
    const first = cluster - slot * refcountsPerBlock;
    let index = first;
    if (block === undefined) {
      index += Math.min(count - found, refcountsPerBlock - first);
      found += index - first;
    } else {
      for (; index < refcountsPerBlock && found < count; index += 1) {
        const isFree = getRefcount(block.bytes, index, refcountOrder) === 0;
        found = isFree ? found + 1 : 0;
      }
      image.refcountCache.put(block);
    }
    image.freeClusterIndex = clusterAdd(cluster, index - first);
  }
  const last = image.freeClusterIndex - 1;
  if (last > 0 && last > Math.floor(maxOffset / clusterSize)) {
    throw new IoError(EFBIG);
  }
  return hostOf(clusterAdd(image.freeClusterIndex, -count), clusterSize);
}
