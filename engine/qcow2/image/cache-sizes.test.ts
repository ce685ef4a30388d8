// Sizes as QEMU shares them out, option by option.
import { describe, expect, test } from 'vitest';
import { geometryOf } from '../format/geometry.ts';
import { cacheSizesFor } from './cache-sizes.ts';

const KIB = 1024;
const MIB = 1024 * KIB;
const GIB = 1024 * MIB;
const big = geometryOf(16, 4, false);

describe('cache sizes', () => {
  test('cover the whole disk by default, with whole tables', () => {
    expect(cacheSizesFor(big, 64 * MIB, {})).toEqual({
      l2SliceSize: 64 * KIB,
      l2SliceCount: 2,
      refcountBlockCount: 4,
    });
    expect(cacheSizesFor(big, 256 * GIB, {})).toMatchObject({ l2SliceSize: 64 * KIB });
  });

  test('use slices of 4 KiB where the cache does not cover the disk', () => {
    expect(cacheSizesFor(big, 1024 * GIB, {})).toMatchObject({
      l2SliceSize: 4 * KIB,
      l2SliceCount: (32 * MIB) / (4 * KIB),
    });
    expect(cacheSizesFor(big, GIB, { l2CacheSize: 64 * KIB })).toMatchObject({
      l2SliceSize: 4 * KIB,
      l2SliceCount: 16,
    });
  });

  test('share out cache-size as the other options leave it', () => {
    const of = (options: object) => cacheSizesFor(big, 8 * GIB, options);
    expect(of({ cacheSize: 8 * MIB })).toMatchObject({ l2SliceCount: 16, refcountBlockCount: 112 });
    expect(of({ cacheSize: 512 * KIB })).toMatchObject({ refcountBlockCount: 4, l2SliceCount: 64 });
    expect(of({ cacheSize: 2 * MIB, l2CacheSize: MIB })).toMatchObject({ refcountBlockCount: 16 });
    const byRefcount = of({ cacheSize: 2 * MIB, refcountCacheSize: MIB });
    expect(byRefcount).toMatchObject({ refcountBlockCount: 16, l2SliceCount: 16 });
  });

  test('refuse options that contradict each other', () => {
    const of = (options: object) => () => cacheSizesFor(big, 8 * GIB, options);
    expect(of({ cacheSize: 1, l2CacheSize: 1, refcountCacheSize: 1 })).toThrow('at the same time');
    expect(of({ cacheSize: KIB, l2CacheSize: MIB })).toThrow('l2-cache-size may not exceed');
    expect(of({ cacheSize: KIB, refcountCacheSize: MIB })).toThrow('refcount-cache-size may not');
    for (const l2CacheEntrySize of [256, 768, 128 * KIB]) {
      expect(of({ l2CacheEntrySize })).toThrow('power of two between 512 and the cluster size');
    }
  });

  test('refuse more slices than can be counted', () => {
    const options = { l2CacheSize: 2 ** 40, l2CacheEntrySize: 512 };
    expect(() => cacheSizesFor(big, 2 ** 53, options)).toThrow('L2 cache size too big');
  });
});
