// Closes a graph from the top.
import { IoError } from '../base/errors.ts';
import type { Task } from '../task/task.ts';
import type { NodeUser } from './named-nodes.ts';
import type { BlockNode, ChildRole } from './node.ts';
import type { OpenContext } from './open.ts';
import { flush } from './request.ts';

/**
 * Flushes `node`, closes it, and then what is below it and was not lent to it. What others refer to
 * by its name stays open for them.
 */
export function* closeGraph(context: OpenContext, node: BlockNode): Task<void> {
  yield* closeUsed(context, node, undefined, 'root');
}

function* closeUsed(
  context: OpenContext,
  node: BlockNode,
  user: NodeUser,
  role: ChildRole | 'root',
): Task<void> {
  if (context.nodeNames?.leave(node, user, role) === true) return;
  yield* closeNode(node);
  context.nodeNames?.close(node);
  for (const child of node.children) {
    if (!child.node.isLent) yield* closeUsed(context, child.node, node, child.role);
  }
}

/**
 * Flushes and closes `node` alone. Errors of that flush are not reported here: a driver that has
 * something to say about its caches says it when it is closed.
 */
export function* closeNode(node: BlockNode): Task<void> {
  node.isClosing = true;
  try {
    yield* flush(node);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
  }
  yield* node.doClose();
  node.releaseFile?.();
}
