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
  const isIdle = !node.isFlushing && node.tracked.length === 0;
  if (!isIdle || node.releaseFile !== undefined) return undefined;
  const fork = node.children.length === 0 ? forkFile(context, node) : forkAbove(context, node);
  if (fork === undefined) return undefined;
  fork.openedWith = node.openedWith;
  fork.writeGeneration = node.writeGeneration;
  fork.flushedGeneration = node.flushedGeneration;
  fork.headerBackingName = node.headerBackingName;
  fork.copiesOnRead = node.copiesOnRead;
  fork.tracksRequests = node.tracksRequests;
  fork.isReadOnOwnStack = node.isReadOnOwnStack;
  fork.isInserted = node.isInserted;
  return fork;
}

/** A file holds nothing back: opened once more it is the same. */
function forkFile(context: OpenContext, node: BlockNode): BlockNode {
  const file = context.storage.open(node.filename, node.mode);
  return context.wrapBase?.(file) ?? file;
}

function forkAbove(context: OpenContext, node: BlockNode): BlockNode | undefined {
  const children: Child[] = [];
  for (const child of node.children) {
    const below = forkGraph(context, child.node);
    if (below === undefined) return undefined;
    children.push({ ...child, node: below });
  }
  return node.fork(children);
}
