// Letting a node be written that was opened read-only: what commit does with the image that it
// writes into, which was a mere backing file until then.
import { renewClaims } from './file-claims.ts';
import type { FileUse } from './file-uses.ts';
import type { BlockNode } from './node.ts';
import type { OpenContext } from './open.ts';
import { refuseFixedNodes } from './reopen.ts';
import type { Task } from '../task/task.ts';

/**
 * Makes `node`, and what carries its bytes, writable, and notes that it is used so from now on; its
 * backing file stays read-only. Throws IoError where the file may not be written, and FormatError
 * where a driver has no way to do so or where that conflicts with another node; some nodes may be
 * writable then.
 */
export function* makeWritable(context: OpenContext, node: BlockNode, use: FileUse): Task<void> {
  if (node.mode.readOnly) refuseFixedNodes(context, node);
  yield* changeModes(node);
  renewClaims(context, node, use, { keepsBacking: true });
}

function* changeModes(node: BlockNode): Task<void> {
  if (!node.mode.readOnly) {
    return;
  }
  for (const { role, node: child } of node.children) {
    if (role !== 'backing') yield* changeModes(child);
  }
  yield* node.doMakeWritable();
  node.mode = { ...node.mode, readOnly: false };
  node.children = node.children.map((child) => ({
    ...child,
    isWritable: child.role !== 'backing',
  }));
}
