// The reads of a read-modify-write: the unit in which an unaligned write begins, and the one in which it
// ends, with the events around them.
import { alignDown, alignUp } from '../base/align.ts';
import { IoError } from '../base/errors.ts';
import type { Task } from '../task/task.ts';
import type { BlockNode } from './node.ts';
import { readAligned } from './request-read.ts';

function* fire(node: BlockNode, name: Parameters<BlockNode['event']>[0]): Task<void> {
  const stop = node.event(name);
  if (stop) yield* stop;
}

/**
 * Returns a buffer for the whole units around [offset, offset+length), its edges read from the node.
 *
 * A read that fails is ignored, as in QEMU: the write goes on with zeroes in the place of the bytes
 * that could not be read. That loses neighbouring data; it is what the fault cases want to see.
 */
export function* readModifyWriteRead(
  node: BlockNode,
  offset: number,
  length: number,
): Task<Uint8Array> {
  const alignment = node.limits.requestAlignment;
  const start = alignDown(offset, alignment);
  const end = alignUp(offset + length, alignment);
  const padded = new Uint8Array(end - start);
  const head = offset !== start;
  const tail = offset + length !== end;
  try {
    const readsAll = padded.length === alignment || (head && tail && padded.length === 2 * alignment);
    if (readsAll) {
      if (head) yield* fire(node, 'pwritev_rmw_head');
      if (tail) yield* fire(node, 'pwritev_rmw_tail');
      yield* readAligned(node, start, padded);
      if (head) yield* fire(node, 'pwritev_rmw_after_head');
      if (tail) yield* fire(node, 'pwritev_rmw_after_tail');
      return padded;
    }
    if (head) {
      yield* fire(node, 'pwritev_rmw_head');
      yield* readAligned(node, start, padded.subarray(0, alignment));
      yield* fire(node, 'pwritev_rmw_after_head');
    }
    if (tail) {
      yield* fire(node, 'pwritev_rmw_tail');
      yield* readAligned(node, end - alignment, padded.subarray(padded.length - alignment));
      yield* fire(node, 'pwritev_rmw_after_tail');
    }
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
  }
  return padded;
}
