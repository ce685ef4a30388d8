// Requests of many buffers: the operating system takes so many at a time, and QEMU, which asks it
// with one call for what lies side by side, does not split them.
import { type BlockNode, EINVAL, IoError } from '../../../engine/index.ts';

/** Buffers of one call, IOV_MAX of Linux. */
const MOST_BUFFERS = 1024;

/**
 * Throws IoError(EINVAL) for a request that is made of more buffers than that, those with which its
 * ends are padded to whole sectors of `node` included. Where nothing reaches a file any number will
 * do.
 */
export function checkBuffers(
  node: BlockNode,
  offset: number,
  length: number,
  buffers: number,
): void {
  const { requestAlignment } = node.limits;
  const pads = [offset, offset + length].filter((end) => end % requestAlignment !== 0).length;
  const isTooMany = buffers + pads > MOST_BUFFERS && (pads > 0 || reachesFile(node));
  if (isTooMany) throw new IoError(EINVAL);
}

/** Whether one of the files below is no mere nothing. */
function reachesFile(node: BlockNode): boolean {
  const left = [node];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (next.children.length === 0 && !next.driver.startsWith('null-')) return true;
    left.push(...next.children.map((child) => child.node));
  }
  return false;
}
