// What tools ask about an image that is no request: cluster size, and whether a new one is zero.
import type { BlockNode } from '../block/node.ts';
import { Qcow2Node } from '../qcow2/image/node.ts';

/**
 * Bytes of the clusters of `node`, 0 where it has none; undefined where its driver does not tell.
 * Filters and raw images answer with what is below them.
 */
export function clusterSizeOf(node: BlockNode): number | undefined {
  if (node instanceof Qcow2Node) return node.image.geometry.clusterSize;
  if (node.driver === 'file') return 0;
  const below = node.driver === 'raw' || node.isFilter ? node.primary : undefined;
  return below && clusterSizeOf(below);
}

/** Whether all of an image that has just been created reads as zeroes. */
export function hasZeroInit(node: BlockNode): boolean {
  if (node.backing !== undefined) return false;
  if (node instanceof Qcow2Node) {
    const isPreallocated = node.image.l1.subarray(0, 8).some((byte) => byte !== 0);
    return !isPreallocated || hasZeroInit(node.image.file);
  }
  if (node.driver === 'file') return true;
  const below = node.driver === 'raw' || node.isFilter ? node.primary : undefined;
  return below !== undefined && hasZeroInit(below);
}
