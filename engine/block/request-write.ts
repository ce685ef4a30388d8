// The I/O path, writing: alignment with read-modify-write, splitting at the transfer limit,
// FUA by flushing, the pwritev_* events, and the write generation that flushes look at.
import { alignDown } from '../base/align.ts';
import { isAllZero } from '../base/all-zero.ts';
import { ENOTSUP } from '../base/errno.ts';
import { IoError } from '../base/errors.ts';
import type { Task } from '../task/task.ts';
import type { BlockNode, TrackedRequest, WriteFlags } from './node.ts';
import { NO_FLAGS } from './node.ts';
import { joinEdges, paddingOf, readEdges } from './padding.ts';
import { flush } from './request-flush.ts';
import { zeroInPieces } from './request-zero.ts';
import {
  beginRequest,
  endRequest,
  makeSerialising,
  serialiseFreeing,
  waitForOverlaps,
} from './tracked.ts';

/** Writes `source` at `offset`. Throws IoError; what was written until then stays. */
export function* write(
  node: BlockNode,
  offset: number,
  source: Uint8Array,
  flags: WriteFlags = NO_FLAGS,
): Task<void> {
  const { requestAlignment: alignment, maxTransfer } = node.limits;
  if (alignment === 1 && !node.tracksRequests) {
    // The common case once more, without the coroutine that does all the others.
    const isWhole = maxTransfer === 0 || source.length <= maxTransfer;
    if (flags === NO_FLAGS && isWhole && !findsZeroes(node, source)) {
      try {
        const stop = node.event('pwritev');
        if (stop) yield* stop;
        yield* node.doWrite(offset, source, flags);
      } finally {
        const stop = node.event('pwritev_done');
        if (stop) yield* stop;
        node.writeGeneration += 1;
        if (source.length > 0) node.noteChange(offset, source.length);
      }
      return;
    }
    yield* writeAligned(node, offset, source, flags, undefined);
    return;
  }
  if (source.length === 0 && offset % alignment !== 0) {
    return;
  }
  const request = beginRequest(node, offset, source.length);
  try {
    const padding = paddingOf(offset, source.length, alignment);
    if (padding === undefined) {
      yield* writeAligned(node, offset, source, flags, request);
    } else {
      makeSerialising(request, alignment);
      yield* waitForOverlaps(node, request);
      yield* readEdges(node, offset, source.length, padding);
      const units = joinEdges(source, padding);
      yield* writeAligned(node, offset - padding.head, units, flags, request);
    }
  } finally {
    endRequest(node, request);
  }
}

/** Makes the range read as zeroes. Throws IoError; ENOTSUP only with `flags.noFallback`. */
export function* writeZeroes(
  node: BlockNode,
  offset: number,
  length: number,
  flags: WriteFlags = NO_FLAGS,
): Task<void> {
  const alignment = node.limits.requestAlignment;
  const isAligned = offset % alignment === 0 && length % alignment === 0;
  if (flags.noFallback && !isAligned) {
    throw new IoError(ENOTSUP);
  }
  if (length === 0) {
    return; // no event, and no new write generation
  }
  const request = beginRequest(node, offset, length);
  serialiseFreeing(node, request);
  try {
    if (isAligned) {
      yield* zeroAligned(node, offset, length, flags, request);
    } else {
      yield* zeroUnaligned(node, offset, length, flags, request);
    }
  } finally {
    endRequest(node, request);
  }
}

/**
 * Writes the edges as data, merged with what surrounds them, and zeroes the whole units between.
 */
function* zeroUnaligned(
  node: BlockNode,
  offset: number,
  length: number,
  flags: WriteFlags,
  request: TrackedRequest | undefined,
): Task<void> {
  const alignment = node.limits.requestAlignment;
  const padding = paddingOf(offset, length, alignment);
  if (padding === undefined) {
    yield* zeroAligned(node, offset, length, flags, request);
    return;
  }
  makeSerialising(request, alignment);
  yield* waitForOverlaps(node, request);
  yield* readEdges(node, offset, length, padding);
  const { head, tail, edges, isAll } = padding;
  edges.fill(0, head, edges.length - tail);
  const start = offset - head;
  const end = offset + length + tail;
  if (isAll) {
    yield* writeAligned(node, start, edges, flags, request);
    return;
  }
  const middle = head === 0 ? start : start + alignment;
  const middleEnd = tail === 0 ? end : end - alignment;
  if (head !== 0) {
    yield* writeAligned(node, start, edges.subarray(0, alignment), flags, request);
  }
  if (middleEnd > middle) {
    yield* zeroAligned(node, middle, middleEnd - middle, flags, request);
  }
  if (tail !== 0) {
    const lastUnit = edges.subarray(edges.length - alignment);
    yield* writeAligned(node, middleEnd, lastUnit, flags, request);
  }
}

/** Whether what is written becomes a zero write, also where it was to be compressed. */
const findsZeroes = ({ mode }: BlockNode, source: Uint8Array): boolean =>
  mode.detectZeroes !== undefined && mode.detectZeroes !== 'off' && isAllZero(source);

function* writeAligned(
  node: BlockNode,
  offset: number,
  source: Uint8Array,
  flags: WriteFlags,
  request: TrackedRequest | undefined,
): Task<void> {
  if (request !== undefined) {
    if (findsZeroes(node, source)) serialiseFreeing(node, request);
    yield* waitForOverlaps(node, request);
  }
  try {
    if (findsZeroes(node, source)) {
      const stop = node.event('pwritev_zero');
      if (stop) yield* stop;
      const mayUnmap = flags.mayUnmap || node.mode.detectZeroes === 'unmap';
      yield* zeroInPieces(node, offset, source.length, { ...flags, mayUnmap });
      return;
    }
    if (flags.compressed) {
      if (!node.canCompress) throw new IoError(ENOTSUP);
      // Neither the event nor FUA: compressed writes are not flushed in writethrough mode either.
      yield* node.doWrite(offset, source, { ...flags, fua: false });
      if (flags.fua && node.isStrict) yield* flush(node);
      return;
    }
    const stop = node.event('pwritev');
    if (stop) yield* stop;
    const { maxTransfer } = node.limits;
    if (maxTransfer !== 0 && source.length > maxTransfer) {
      yield* writeInPieces(node, offset, source, flags);
    } else if (flags.fua && !node.honoursFua) {
      yield* node.doWrite(offset, source, { ...flags, fua: false });
      yield* flush(node);
    } else {
      yield* node.doWrite(offset, source, flags);
    }
  } finally {
    const stop = node.event('pwritev_done');
    if (stop) yield* stop;
    node.writeGeneration += 1;
    if (source.length > 0) node.noteChange(offset, source.length);
  }
}

/** Pieces of the largest transfer; a flush that stands in for FUA comes once, after the last. */
function* writeInPieces(
  node: BlockNode,
  offset: number,
  source: Uint8Array,
  flags: WriteFlags,
): Task<void> {
  const { maxTransfer, requestAlignment } = node.limits;
  const piece = Math.max(requestAlignment, alignDown(maxTransfer, requestAlignment));
  const mustFlush = flags.fua && !node.honoursFua;
  const pieceFlags = mustFlush ? { ...flags, fua: false } : flags;
  for (let done = 0; done < source.length; done += piece) {
    yield* node.doWrite(offset + done, source.subarray(done, done + piece), pieceFlags);
  }
  if (mustFlush) {
    yield* flush(node);
  }
}

function* zeroAligned(
  node: BlockNode,
  offset: number,
  length: number,
  flags: WriteFlags,
  request: TrackedRequest | undefined,
): Task<void> {
  if (request !== undefined) {
    yield* waitForOverlaps(node, request);
  }
  try {
    const stop = node.event('pwritev_zero');
    if (stop) yield* stop;
    yield* zeroInPieces(node, offset, length, flags);
  } finally {
    const stop = node.event('pwritev_done');
    if (stop) yield* stop;
    node.writeGeneration += 1;
    node.noteChange(offset, length);
  }
}
