// The way from a node that anybody may hold to the state of its image.
import { assert } from '../../base/assert.ts';
import type { BlockNode } from '../../block/node.ts';
import { Qcow2Node } from '../image/node.ts';

/** The node that this driver has opened; no other one is ever handed to it. */
export function asQcow2(node: BlockNode): Qcow2Node {
  assert(node instanceof Qcow2Node, 'an image is what this driver has opened');
  return node;
}
