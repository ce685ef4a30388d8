// The unit in which an image allocates.
import type { BlockNode } from '../block/node.ts';
import { Qcow2Node } from '../qcow2/image/node.ts';

/** Bytes of a cluster of `node`, filters looked through; 0 where it has none. */
export function clusterSizeOf(node: BlockNode): number {
  let below: BlockNode | undefined = node;
  while (below !== undefined) {
    if (below instanceof Qcow2Node) return below.image.geometry.clusterSize;
    below = below.isFilter || below.driver === 'raw' ? below.primary : undefined;
  }
  return 0;
}
