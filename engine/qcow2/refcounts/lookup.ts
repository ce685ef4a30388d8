// Reading refcounts, without changing or allocating anything.
import { asCluster, clusterAdd, type ClusterCount, type HostCluster } from '../../base/address.ts';
import { readU64Exact } from '../../base/endian.ts';
import { strerror } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import type { Task } from '../../task/task.ts';
import type { CacheEntry } from '../cache/table-cache.ts';
import { getRefcount, refcountTableEntry } from '../format/refcount-block.ts';
import { hex, signalCorruption } from '../state/corruption.ts';
import type { Image } from '../state/image.ts';

/** The refcount block that stands in a slot of the table; undefined where there is none. */
export function* loadRefcountBlock(image: Image, slot: number): Task<CacheEntry | undefined> {
  if (slot >= image.refcountTableEntries) {
    return undefined;
  }
  // Exact: what is wild must not seem aligned because a double has rounded it.
  const entry = refcountTableEntry(image.refcountTable, slot, image.geometry.clusterSize);
  const { offset } = entry;
  if (offset === 0) {
    return undefined;
  }
  if (entry.misalignment !== 0) {
    yield* signalCorruption(
      image,
      `Refblock offset 0x${entry.exactOffset().toString(16)} unaligned ` +
        `(reftable index: ${hex(slot)})`,
    );
  }
  return image.refcountCache.tryGet(offset) ?? (yield* image.refcountCache.get(offset));
}

/** Throws IoError, and reports corruption, where the block of a slot does not lie on a cluster. */
export function* refuseUnalignedBlock(image: Image, slot: number): Task<void> {
  // Exact: a wild offset above 2^53 must not look aligned.
  const entry = readU64Exact(image.refcountTable, slot * 8);
  const offset = entry - (entry % 512n);
  if (offset % BigInt(image.geometry.clusterSize) !== 0n) {
    const shown = `0x${offset.toString(16)}`;
    yield* signalCorruption(
      image,
      `Refblock offset ${shown} unaligned (reftable index: ${hex(slot)})`,
    );
  }
}

/** The refcount of one host cluster. A cluster that no block describes counts as free. */
export function* refcountOf(image: Image, cluster: HostCluster): Task<number> {
  const { refcountsPerBlock, refcountOrder } = image.geometry;
  const block = yield* loadRefcountBlock(image, Math.floor(cluster / refcountsPerBlock));
  if (block === undefined) {
    return 0;
  }
  const count = getRefcount(block.bytes, cluster % refcountsPerBlock, refcountOrder);
  image.refcountCache.put(block);
  return count;
}

/**
 * How many of the `limit` clusters from `first` on have refcount zero, up to the first that does
 * not. Looks at each refcount block once.
 */
export function* countFree(image: Image, first: HostCluster, limit: ClusterCount): Task<number> {
  const { refcountsPerBlock, refcountOrder } = image.geometry;
  let count = 0;
  while (count < limit) {
    const cluster = first + count;
    const index = cluster % refcountsPerBlock;
    const inBlock = Math.min(limit - count, refcountsPerBlock - index);
    const block = yield* loadRefcountBlock(image, Math.floor(cluster / refcountsPerBlock));
    if (block === undefined) {
      count += inBlock;
      continue;
    }
    let free = 0;
    while (free < inBlock && getRefcount(block.bytes, index + free, refcountOrder) === 0) {
      free += 1;
    }
    image.refcountCache.put(block);
    count += free;
    if (free < inBlock) break;
  }
  return count;
}

/**
 * The last cluster of the file that has a refcount. Throws IoError: where a refcount cannot be read
 * it says which, and an image without any is corrupt.
 */
export function* lastUsedCluster(image: Image): Task<HostCluster> {
  const clusters = Math.ceil(image.file.length() / image.geometry.clusterSize);
  for (let cluster = asCluster(clusters - 1); cluster >= 0; cluster = clusterAdd(cluster, -1)) {
    try {
      if ((yield* refcountOf(image, cluster)) !== 0) return cluster;
    } catch (error) {
      if (!(error instanceof IoError)) throw error;
      const reason = strerror(error.errno);
      image.reporter.reportBare(`Can't get refcount for cluster ${cluster}: ${reason}`);
      throw error;
    }
  }
  return yield* signalCorruption(image, 'There are no references in the refcount table.');
}
