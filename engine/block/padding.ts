// The edges of an unaligned write: the unit in which it begins and the one in which it ends are
// read first, with events around, so that whole units can be written.
//
//     start            offset          offset+length     end
//     |<---- head ---->|<---- length ---->|<--- tail --->|
//     | first unit ........ | whole units | .. last unit |
import { IoError } from '../base/errors.ts';
import type { Task } from '../task/task.ts';
import type { BlkdebugEvent } from './events.ts';
import type { BlockNode } from './node.ts';
import { readAligned } from './request-read.ts';

/** What an unaligned range lacks to whole units, and the bytes that stand there. */
export interface Padding {
  /** Bytes of the first unit in front of the range. */
  readonly head: number;
  /** Bytes of the last unit behind the range. */
  readonly tail: number;
  /** One unit, or two where both ends are unaligned and do not share one. */
  readonly edges: Uint8Array;
  /** The units in `edges` are all there is: one read gets both ends. */
  readonly isAll: boolean;
}

/**
 * The padding of [offset, offset+length) to units of `alignment`; undefined where none is needed.
 */
export function paddingOf(offset: number, length: number, alignment: number): Padding | undefined {
  const head = offset % alignment;
  const rest = (offset + length) % alignment;
  if (head === 0 && rest === 0) {
    return undefined;
  }
  const tail = rest === 0 ? 0 : alignment - rest;
  const total = head + length + tail;
  const size = total > alignment && head !== 0 && tail !== 0 ? 2 * alignment : alignment;
  return { head, tail, edges: new Uint8Array(size), isAll: total === size };
}

/**
 * Fills the edges from the node.
 *
 * A read that fails is ignored, as in QEMU: the write goes on with zeroes in the place of the bytes
 * that could not be read. That loses neighbouring data; it is what the fault cases want to see.
 * Throws IoError where the node needs its edges.
 */
export function* readEdges(
  node: BlockNode,
  offset: number,
  length: number,
  padding: Padding,
): Task<void> {
  const { head, tail, edges, isAll } = padding;
  const alignment = node.limits.requestAlignment;
  const endsTogether = isAll && tail !== 0;
  try {
    if (head !== 0 || isAll) {
      if (head !== 0) yield* fire(node, 'pwritev_rmw_head');
      if (endsTogether) yield* fire(node, 'pwritev_rmw_tail');
      yield* readAligned(node, offset - head, isAll ? edges : edges.subarray(0, alignment));
      if (head !== 0) yield* fire(node, 'pwritev_rmw_after_head');
      if (endsTogether) yield* fire(node, 'pwritev_rmw_after_tail');
    }
    if (tail !== 0 && !isAll) {
      yield* fire(node, 'pwritev_rmw_tail');
      const lastUnit = offset + length + tail - alignment;
      yield* readAligned(node, lastUnit, edges.subarray(edges.length - alignment));
      yield* fire(node, 'pwritev_rmw_after_tail');
    }
  } catch (error) {
    if (!(error instanceof IoError) || node.needsEdges) throw error;
  }
}

/** The whole units of a write: `source` with the edges around it. */
export function joinEdges(source: Uint8Array, padding: Padding): Uint8Array {
  const { head, tail, edges } = padding;
  const units = new Uint8Array(head + source.length + tail);
  units.set(edges.subarray(0, head));
  units.set(source, head);
  units.set(edges.subarray(edges.length - tail), head + source.length);
  return units;
}

function* fire(node: BlockNode, name: BlkdebugEvent): Task<void> {
  const stop = node.event(name);
  if (stop) yield* stop;
}
