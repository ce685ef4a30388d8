// The I/O path: flush, discard, truncate.
import { alignDown } from '../base/align.ts';
import { EACCES, EIO, ENOTSUP } from '../base/errno.ts';
import { IoError } from '../base/errors.ts';
import type { Task } from '../task/task.ts';
import type { BlockNode, Limits, Preallocation } from './node.ts';
import {
  beginRequest,
  endRequest,
  makeSerialising,
  serialiseFreeing,
  waitForOverlaps,
} from './tracked.ts';

/**
 * Makes everything that was written stable: the driver's own caches first, then its data, then
 * its children. A node that was not written to since its last successful flush skips the middle
 * step, so a second flush reaches no disk. Throws the first IoError; a later flush then tries
 * again.
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
    const whole = node.doFlushWhole();
    if (whole === undefined) yield* flushLayers(node, generation);
    else yield* whole;
    node.flushedGeneration = generation;
  } finally {
    node.isFlushing = false;
    node.flushQueue.wakeNext();
  }
}

/** What the node holds, its data where it was written since `generation`, then its children. */
function* flushLayers(node: BlockNode, generation: number): Task<void> {
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
    if (child?.isWritable !== true || node.isInactive) continue;
    // Its users have gone, and with them the permission to write what is below.
    if (node.isClosing && !node.writesUnasked) continue;
    try {
      yield* flush(child.node);
    } catch (error) {
      if (!(error instanceof IoError)) throw error;
      firstError ??= error;
    }
  }
  if (firstError !== undefined) throw firstError;
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
  serialiseFreeing(node, request);
  try {
    yield* waitForOverlaps(node, request);
    let at = offset;
    while (at < offset + length) {
      const count = Math.min(discardPiece(limits, at, offset + length), maxDiscard);
      try {
        yield* node.doDiscard(at, count);
      } catch (error) {
        if (!(error instanceof IoError)) throw error;
        if (error.errno !== ENOTSUP) throw error;
      }
      at += count;
    }
  } finally {
    endRequest(node, request);
    node.writeGeneration += 1;
    if (length > 0) node.noteChange(offset, length);
  }
}

/**
 * Bytes of the next piece of a discard that goes on to `end`: first up to the preferred
 * alignment, then its multiples, then the rest; what breaks the request alignment forms pieces of
 * its own.
 */
function discardPiece(limits: Limits, at: number, end: number): number {
  const unit = limits.requestAlignment;
  const alignment = Math.max(limits.discardAlignment, unit);
  const left = end - at;
  const head = at % alignment;
  if (head !== 0) {
    const count = Math.min(left, alignment - head);
    return count % unit === 0 ? count : count % unit;
  }
  const tail = end % alignment;
  if (left > alignment) {
    return left - tail;
  }
  return tail % unit !== 0 && tail > unit ? left - (tail % unit) : left;
}

/** Bytes: no node is longer. */
const MAX_LENGTH = 2 ** 63 - 2 ** 30;

/**
 * Changes the node's length; unless `isExact`, one that cannot be cut may stay longer. Throws
 * IoError or FormatError.
 */
export function* truncate(
  node: BlockNode,
  length: number,
  preallocation: Preallocation = 'off',
  isExact = false,
): Task<void> {
  if (node.mode.readOnly) {
    throw new IoError(EACCES, 'Image is read-only');
  }
  if (length > MAX_LENGTH) {
    throw new IoError(EIO, `offset(${BigInt(length)}) exceeds maximum(${BigInt(MAX_LENGTH)})`);
  }
  const before = node.length();
  const grown = Math.max(0, length - before);
  const request = beginRequest(node, length - grown, grown);
  try {
    // Preallocation must not overwrite what is written to the new area meanwhile.
    if (grown > 0) makeSerialising(request, 1);
    yield* waitForOverlaps(node, request);
    // A backing file longer than this image must not show through where the image grows.
    const backing = node.backing;
    const mustReadZero = grown > 0 && backing !== undefined && backing.length() > before;
    yield* node.doTruncate(length, { preallocation, mustReadZero, isExact });
    node.writeGeneration += 1;
  } finally {
    endRequest(node, request);
  }
}
