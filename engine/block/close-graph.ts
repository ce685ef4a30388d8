// Closes a graph from the top.
import { ENOMEDIUM } from '../base/errno.ts';
import { IoError } from '../base/errors.ts';
import type { Task } from '../task/task.ts';
import type { NodeUser } from './named-nodes.ts';
import type { BlockNode, ChildRole } from './node.ts';
import type { OpenContext } from './open.ts';
import { flush } from './request.ts';

/** Run before each node is closed. */
type BeforeClose = (node: BlockNode) => Task<void>;

/**
 * Flushes `node`, closes it, and then what is below it and was not lent to it. What others refer to
 * by its name stays open for them.
 */
export function* closeGraph(
  context: OpenContext,
  node: BlockNode,
  before?: BeforeClose,
): Task<void> {
  yield* closeUsed(context, node, { user: undefined, role: 'root' }, before);
}

function* closeUsed(
  context: OpenContext,
  node: BlockNode,
  { user, role }: { readonly user: NodeUser; readonly role: ChildRole | 'root' },
  before: BeforeClose | undefined,
): Task<void> {
  if (context.nodeNames?.leave(node, user, role) === true) return;
  if (before !== undefined) yield* before(node);
  yield* closeNode(node);
  context.nodeNames?.close(node);
  for (const child of node.children) {
    if (child.node.isLent) continue;
    yield* closeUsed(context, child.node, { user: node, role: child.role }, before);
  }
}

/**
 * Has `node`, and then what is below it, store all that it holds: so that whoever closes it next
 * knows whether that has worked. Reports what fails, and returns the errno of the first node that
 * could not, 0 where all could; those below that one have stored nothing.
 */
export function* inactivateGraph(node: BlockNode): Task<number> {
  if (node.isInactive) return 0;
  if (!node.isInserted) return ENOMEDIUM;
  const errno = yield* node.doInactivate();
  if (errno !== 0) return errno;
  node.isInactive = true;
  for (const child of node.children.toReversed()) {
    const below = yield* inactivateGraph(child.node);
    if (below !== 0) return below;
  }
  return 0;
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
