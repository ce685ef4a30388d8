// Letting a node be written that was opened read-only: what commit does with the image that it
// writes into, which was a mere backing file until then.
import type { BlockNode } from './node.ts';
import type { Task } from '../task/task.ts';

/**
 * Makes `node`, and what carries its bytes, writable; its backing file stays read-only. Throws
 * IoError where the file may not be written; nodes below may be writable then.
 */
export function* makeWritable(node: BlockNode): Task<void> {
  if (!node.mode.readOnly) {
    return;
  }
  for (const { role, node: child } of node.children) {
    if (role !== 'backing') yield* makeWritable(child);
  }
  yield* node.doMakeWritable();
  node.mode = { ...node.mode, readOnly: false };
  node.children = node.children.map((child) => ({
    ...child,
    isWritable: child.role !== 'backing',
  }));
}
