// How many refcount blocks and table clusters it takes to describe an image.
import type { Geometry } from '../format/geometry.ts';

/** In clusters. */
export interface RefcountSpace {
  /** Refcount blocks in all. */
  readonly blocks: number;
  /** Clusters of the refcount table. */
  readonly tableClusters: number;
}

/**
 * The refcount structures for an image of `clusters` clusters plus the structures themselves. With
 * `isGenerous` there is room for half a table more, so that it need not grow again soon.
 */
export function refcountSpaceFor(
  geometry: Geometry,
  clusters: number,
  isGenerous: boolean,
): RefcountSpace {
  let described = clusters;
  let mayGrow = isGenerous;
  let blocks = 0;
  let tableClusters = 0;
  let total = 0;
  for (;;) {
    const before = total;
    blocks = Math.ceil((described + tableClusters + blocks) / geometry.refcountsPerBlock);
    tableClusters = Math.ceil(blocks / geometry.refcountTableEntriesPerCluster);
    total = described + blocks + tableClusters;
    if (total === before) {
      if (!mayGrow) {
        return { blocks, tableClusters };
      }
      described += Math.ceil(tableClusters / 2);
      mayGrow = false;
      total = 0;
    }
  }
}
