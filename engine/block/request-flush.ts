// The request door: flush, discard, truncate.
import { alignDown } from '../base/align.ts';
import { EACCES, ENOTSUP } from '../base/errno.ts';
import { IoError } from '../base/errors.ts';
import type { Task } from '../task/task.ts';
import type { BlockNode, Preallocation } from './node.ts';
import { beginRequest, endRequest, makeSerialising, waitForOverlaps } from './tracked.ts';

/**
 * Makes everything that was written stable: the driver's own caches first, then its data, then its
 * children. A node that was not written to since its last successful flush skips the middle step, so
 * a second flush reaches no disk. Throws the first IoError; a later flush then tries again.
 */
export function* flush(node: BlockNode): Task<void> {
  if (node.mode.readOnly || !node.isInserted) {
    return;
  }
  const generation = node.writeGeneration;
  while (node.isFlushing) {
    yield node.flushQueue;
  }
  node.isFlushing = true;
  try {
    const below = node.primary;
    let stop = below?.event('flush_to_os');
    if (stop) yield* stop;
    yield* node.doFlushToOs();
    if (!node.mode.noFlush && node.flushedGeneration !== generation) {
      stop = below?.event('flush_to_disk');
      if (stop) yield* stop;
      yield* node.doFlushToDisk();
    }
    let firstError: IoError | undefined;
    for (let index = node.children.length - 1; index >= 0; index -= 1) {
      const child = node.children[index];
      if (child?.isWritable !== true) continue;
      try {
        yield* flush(child.node);
      } catch (error) {
        if (!(error instanceof IoError)) throw error;
        firstError ??= error;
      }
    }
    if (firstError !== undefined) throw firstError;
    node.flushedGeneration = generation;
  } finally {
    node.isFlushing = false;
    node.flushQueue.wakeNext();
  }
}

/** Says that a range is no longer needed. What the driver cannot discard is left as it is. */
export function* discard(node: BlockNode, offset: number, length: number): Task<void> {
  if (!node.mode.mayUnmap) {
    return;
  }
  const { limits } = node;
  const alignment = Math.max(limits.discardAlignment, limits.requestAlignment);
  const maxDiscard =
    limits.maxDiscard === 0 ? Number.MAX_SAFE_INTEGER : alignDown(limits.maxDiscard, alignment);
  const request = beginRequest(node, offset, length);
  try {
    yield* waitForOverlaps(node, request);
    let head = offset % alignment;
    const tail = (offset + length) % alignment;
    let at = offset;
    let left = length;
    while (left > 0) {
      const count = discardPiece(node, left, { head, tail, alignment, maxDiscard });
      head = head === 0 ? 0 : (head + count) % alignment;
      try {
        yield* node.doDiscard(at, count);
      } catch (error) {
        if (!(error instanceof IoError)) throw error;
        if (error.errno !== ENOTSUP) throw error;
      }
      at += count;
      left -= count;
    }
  } finally {
    endRequest(node, request);
    node.writeGeneration += 1;
  }
}

/** Length of the next piece: up to the first aligned place, then whole units, then the rest. */
function discardPiece(
  node: BlockNode,
  left: number,
  shape: { head: number; tail: number; alignment: number; maxDiscard: number },
): number {
  const { head, tail, alignment, maxDiscard } = shape;
  const unit = node.limits.requestAlignment;
  let count = left;
  if (head !== 0) {
    count = Math.min(left, alignment - head);
    if (count % unit !== 0 && count > unit) count %= unit;
  } else if (tail !== 0) {
    if (count > alignment) {
      count -= tail;
    } else if (tail % unit !== 0 && tail > unit) {
      count -= tail % unit;
    }
  }
  return Math.min(count, maxDiscard);
}

/** Changes the node's length. Throws IoError or FormatError. */
export function* truncate(
  node: BlockNode,
  length: number,
  preallocation: Preallocation = 'off',
): Task<void> {
  if (node.mode.readOnly) {
    throw new IoError(EACCES, 'Image is read-only');
  }
  const before = node.length();
  const grown = Math.max(0, length - before);
  const request = beginRequest(node, length - grown, grown);
  try {
    makeSerialising(request, node.limits.requestAlignment);
    yield* waitForOverlaps(node, request);
    // A backing file longer than this image must not show through where the image grows.
    const backing = node.backing;
    const mustReadZero = grown > 0 && backing !== undefined && backing.length() > before;
    yield* node.doTruncate(length, preallocation, mustReadZero);
    node.writeGeneration += 1;
  } finally {
    endRequest(node, request);
  }
}
