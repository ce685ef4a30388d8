// How large the two metadata caches are, from the options of the node and the size of the disk.
import { FormatError } from '../../base/errors.ts';
import type { Geometry } from '../format/geometry.ts';

/** Bytes; undefined where the option was not given. */
export interface CacheOptions {
  readonly cacheSize?: number | undefined;
  readonly l2CacheSize?: number | undefined;
  readonly refcountCacheSize?: number | undefined;
  readonly l2CacheEntrySize?: number | undefined;
}

/** Slots of each cache, and the size of one L2 slice. */
export interface CacheSizes {
  /** Bytes of one L2 slice. */
  readonly l2SliceSize: number;
  readonly l2SliceCount: number;
  readonly refcountBlockCount: number;
}

const MAX_L2_CACHE_BYTES = 32 * 1024 * 1024;
const MIN_L2_SLICES = 2;
const MIN_REFCOUNT_BLOCKS = 4;
/** More tables than this cannot be counted. */
const MAX_TABLES = 2 ** 31 - 1;

/** Throws FormatError where the options contradict each other. `diskSize` in bytes. */
export function cacheSizesFor(
  geometry: Geometry,
  diskSize: number,
  options: CacheOptions,
): CacheSizes {
  const { clusterSize, l2EntrySize } = geometry;
  const entries = Math.ceil(diskSize / clusterSize);
  const wholeDisk = Math.ceil((entries * l2EntrySize) / clusterSize) * clusterSize;
  let l2 = Math.min(wholeDisk, options.l2CacheSize ?? MAX_L2_CACHE_BYTES);
  let refcount = options.refcountCacheSize ?? 0;
  if (options.cacheSize !== undefined) {
    const sizes = { l2, refcount, wholeDisk, clusterSize };
    ({ l2, refcount } = shareOut(options, options.cacheSize, sizes));
  }
  const coversDisk = l2 >= wholeDisk;
  const l2SliceSize =
    options.l2CacheEntrySize ?? (coversDisk ? clusterSize : Math.min(clusterSize, 4096));
  if (l2SliceSize < 512 || l2SliceSize > clusterSize || !Number.isInteger(Math.log2(l2SliceSize))) {
    throw new FormatError(
      'L2 cache entry size must be a power of two between 512 and the cluster size ' +
        `(${clusterSize})`,
    );
  }
  if (Math.floor(l2 / l2SliceSize) > MAX_TABLES) throw new FormatError('L2 cache size too big');
  if (Math.floor(refcount / clusterSize) > MAX_TABLES) {
    throw new FormatError('Refcount cache size too big');
  }
  return {
    l2SliceSize,
    l2SliceCount: Math.max(MIN_L2_SLICES, Math.floor(l2 / l2SliceSize)),
    refcountBlockCount: Math.max(MIN_REFCOUNT_BLOCKS, Math.floor(refcount / clusterSize)),
  };
}

function shareOut(
  options: CacheOptions,
  combined: number,
  sizes: { l2: number; refcount: number; wholeDisk: number; clusterSize: number },
): { l2: number; refcount: number } {
  const { wholeDisk, clusterSize } = sizes;
  if (options.l2CacheSize !== undefined && options.refcountCacheSize !== undefined) {
    throw new FormatError(
      'cache-size, l2-cache-size and refcount-cache-size may not be set at the same time',
    );
  }
  if (options.l2CacheSize !== undefined && options.l2CacheSize > combined) {
    throw new FormatError('l2-cache-size may not exceed cache-size');
  }
  if (sizes.refcount > combined) {
    throw new FormatError('refcount-cache-size may not exceed cache-size');
  }
  if (options.l2CacheSize !== undefined) {
    return { l2: sizes.l2, refcount: combined - sizes.l2 };
  }
  if (options.refcountCacheSize !== undefined) {
    return { l2: combined - sizes.refcount, refcount: sizes.refcount };
  }
  const leastRefcount = MIN_REFCOUNT_BLOCKS * clusterSize;
  if (combined >= wholeDisk + leastRefcount) {
    return { l2: wholeDisk, refcount: combined - wholeDisk };
  }
  const refcount = Math.min(combined, leastRefcount);
  return { l2: combined - refcount, refcount };
}
