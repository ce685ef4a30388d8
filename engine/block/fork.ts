// Copies of graphs that are open: what goes on with the copy leaves the original as it is, so that
// one opening serves many runs.
import type { BlockNode, Child } from './node.ts';
import type { OpenContext } from './open.ts';

/**
 * A graph in the state of `node`, caches included, over the files of `context`: they must be as
 * `node` knows them, and who uses both has to set them back in between. Undefined: requests are
 * under way, or a driver of the graph copies none of its nodes. Throws IoError where a file is
 * gone.
 */
export function forkGraph(context: OpenContext, node: BlockNode): BlockNode | undefined {
  return fork(context, node, new Map());
}

/** Of a node that stands below several others `copies` has the one copy. */
function fork(
  context: OpenContext,
  node: BlockNode,
  copies: Map<BlockNode, BlockNode>,
): BlockNode | undefined {
  const known = copies.get(node);
  if (known !== undefined) return known;
  const isIdle = !node.isFlushing && node.tracked.length === 0;
  if (!isIdle || node.releaseFile !== undefined) return undefined;
  const copy =
    node.children.length === 0 ? forkFile(context, node) : forkAbove(context, node, copies);
  if (copy === undefined) return undefined;
  copies.set(node, copy);
  copy.openedWith = node.openedWith;
  copy.writeGeneration = node.writeGeneration;
  copy.flushedGeneration = node.flushedGeneration;
  copy.headerBackingName = node.headerBackingName;
  copy.copiesOnRead = node.copiesOnRead;
  copy.tracksRequests = node.tracksRequests;
  copy.isReadOnOwnStack = node.isReadOnOwnStack;
  copy.isInserted = node.isInserted;
  return copy;
}

/** A file holds nothing back: opened once more it is the same. */
function forkFile(context: OpenContext, node: BlockNode): BlockNode {
  const { takesFua } = node;
  const file = context.storage.open(node.filename, { ...node.mode, takesFua });
  return context.wrapBase?.(file) ?? file;
}

function forkAbove(
  context: OpenContext,
  node: BlockNode,
  copies: Map<BlockNode, BlockNode>,
): BlockNode | undefined {
  const children: Child[] = [];
  for (const child of node.children) {
    const below = fork(context, child.node, copies);
    if (below === undefined) return undefined;
    children.push({ ...child, node: below });
  }
  return node.fork(children);
}
