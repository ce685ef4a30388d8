// Making the two caches of an image, when it is opened and again when its disk size changes.
import { type CacheOwner, TableCache } from '../cache/table-cache.ts';
import { findOverlap, refuseOverlap } from '../overlap/check.ts';
import type { Section } from '../owners/sections.ts';
import { hex, signalCorruption } from '../state/corruption.ts';
import { writeBeforeEntries } from '../refcounts/write-order.ts';
import type { Image } from '../state/image.ts';
import { type CacheOptions, cacheSizesFor } from './cache-sizes.ts';

/** Gives the image new, empty caches. Whatever the old ones held must have been flushed. */
export function makeCaches(image: Image, options: CacheOptions): void {
  const { geometry } = image;
  const sizes = cacheSizesFor(geometry, image.size, options);
  const l2Cache = new TableCache(ownerOf(image, 'active L2 table', 'L2 table'), {
    tableSize: sizes.l2SliceSize,
    tableCount: sizes.l2SliceCount,
    updateEvent: 'l2_update',
    loadEvent: 'l2_load',
    barrier: image.isStrict ? () => writeBeforeEntries(image) : undefined,
  });
  const refcountCache = new TableCache(ownerOf(image, 'refcount block', 'refcount block'), {
    tableSize: geometry.clusterSize,
    tableCount: sizes.refcountBlockCount,
    updateEvent: 'refblock_update_part',
    loadEvent: undefined,
  });
  image.setCaches(l2Cache, refcountCache);
}

function ownerOf(image: Image, section: Section, name: string): CacheOwner {
  return {
    file: image.file,
    checkOverlap: (offset, length) => {
      const hit = findOverlap(image, offset, length, section);
      return hit === undefined ? undefined : refuseOverlap(image, hit);
    },
    reportUnaligned: (offset) =>
      signalCorruption(
        image,
        `Cannot get entry from ${name} cache: Offset ${hex(offset)} is unaligned`,
      ),
  };
}
