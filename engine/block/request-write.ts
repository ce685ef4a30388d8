// The request door, writing: alignment with read-modify-write, splitting, zero writes that fall back to
// data, FUA by flushing, the pwritev_* events, and the write generation that flushes look at.
import { alignDown } from '../base/align.ts';
import { ENOTSUP } from '../base/errno.ts';
import { IoError } from '../base/errors.ts';
import type { Task } from '../task/task.ts';
import type { BlockNode, TrackedRequest, WriteFlags } from './node.ts';
import { NO_FLAGS } from './node.ts';
import { flush } from './request-flush.ts';
import { readModifyWriteRead } from './padding.ts';
import { beginRequest, endRequest, makeSerialising, waitForOverlaps } from './tracked.ts';

/** Longest buffer of zeroes that a zero write falls back to, where the node sets no limit. */
const MAX_BOUNCE_BUFFER = 16 * 1024 * 1024;

/** Writes `source` at `offset`. Throws IoError; what was written until then stays. */
export function* write(
  node: BlockNode,
  offset: number,
  source: Uint8Array,
  flags: WriteFlags = NO_FLAGS,
): Task<void> {
  const alignment = node.limits.requestAlignment;
  if (alignment === 1) {
    yield* writeAligned(node, offset, source, flags, undefined);
    return;
  }
  if (source.length === 0 && offset % alignment !== 0) {
    return;
  }
  const request = beginRequest(node, offset, source.length);
  try {
    if (offset % alignment === 0 && source.length % alignment === 0) {
      yield* writeAligned(node, offset, source, flags, request);
    } else {
      makeSerialising(request, alignment);
      yield* waitForOverlaps(node, request);
      const padded = yield* readModifyWriteRead(node, offset, source.length);
      const start = alignDown(offset, alignment);
      padded.set(source, offset - start);
      yield* writeAligned(node, start, padded, flags, request);
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
  if (length === 0 && offset % alignment !== 0) {
    return;
  }
  const request = beginRequest(node, offset, length);
  try {
    const head = offset % alignment;
    const tail = (offset + length) % alignment;
    if (head === 0 && tail === 0) {
      yield* zeroAligned(node, offset, length, flags, request);
      return;
    }
    // Edges are written as data, merged with what surrounds them; only whole units are zeroed.
    makeSerialising(request, alignment);
    yield* waitForOverlaps(node, request);
    const padded = yield* readModifyWriteRead(node, offset, length);
    const start = offset - head;
    const end = start + padded.length;
    padded.fill(0, head, head + length);
    if (padded.length <= 2 * alignment && (head !== 0 || padded.length === alignment)) {
      const first = head !== 0 && padded.length > alignment ? alignment : padded.length;
      yield* writeAligned(node, start, padded.subarray(0, first), flags, request);
      if (first < padded.length) {
        yield* tail === 0
          ? zeroAligned(node, start + first, padded.length - first, flags, request)
          : writeAligned(node, start + first, padded.subarray(first), flags, request);
      }
      return;
    }
    let at = start;
    if (head !== 0) {
      yield* writeAligned(node, at, padded.subarray(0, alignment), flags, request);
      at += alignment;
    }
    const middleEnd = tail === 0 ? end : end - alignment;
    if (middleEnd > at) {
      yield* zeroAligned(node, at, middleEnd - at, flags, request);
    }
    if (tail !== 0) {
      yield* writeAligned(node, middleEnd, padded.subarray(middleEnd - start), flags, request);
    }
  } finally {
    endRequest(node, request);
  }
}

function* writeAligned(
  node: BlockNode,
  offset: number,
  source: Uint8Array,
  flags: WriteFlags,
  request: TrackedRequest | undefined,
): Task<void> {
  if (request !== undefined) {
    yield* waitForOverlaps(node, request);
  }
  try {
    if (flags.compressed) {
      yield* driverWrite(node, offset, source, flags);
      return;
    }
    const stop = node.event('pwritev');
    if (stop) yield* stop;
    const { maxTransfer } = node.limits;
    if (maxTransfer === 0 || source.length <= maxTransfer) {
      yield* driverWrite(node, offset, source, flags);
      return;
    }
    for (let done = 0; done < source.length; done += maxTransfer) {
      const piece = source.subarray(done, done + maxTransfer);
      // A flush that stands in for FUA is wanted once, after the last piece.
      const isLast = done + piece.length === source.length;
      const pieceFlags = flags.fua && !isLast && !node.honoursFua ? { ...flags, fua: false } : flags;
      yield* driverWrite(node, offset + done, piece, pieceFlags);
    }
  } finally {
    const stop = node.event('pwritev_done');
    if (stop) yield* stop;
    node.writeGeneration += 1;
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
  }
}

/** Hands data to the driver, and flushes afterwards where FUA is wanted and the driver has none. */
function* driverWrite(
  node: BlockNode,
  offset: number,
  source: Uint8Array,
  flags: WriteFlags,
): Task<void> {
  if (flags.fua && !node.honoursFua) {
    yield* node.doWrite(offset, source, { ...flags, fua: false });
    yield* flush(node);
  } else {
    yield* node.doWrite(offset, source, flags);
  }
}

function* zeroInPieces(
  node: BlockNode,
  offset: number,
  length: number,
  flags: WriteFlags,
): Task<void> {
  if (flags.noFallback && !node.zeroFlags.noFallback) {
    throw new IoError(ENOTSUP);
  }
  const { limits } = node;
  const alignment = Math.max(limits.writeZeroesAlignment, limits.requestAlignment);
  const maxTransfer = limits.maxTransfer === 0 ? MAX_BOUNCE_BUFFER : limits.maxTransfer;
  const maxZeroes =
    limits.maxWriteZeroes === 0
      ? Number.MAX_SAFE_INTEGER
      : alignDown(limits.maxWriteZeroes, alignment);
  const tail = (offset + length) % alignment;
  let head = offset % alignment;
  let at = offset;
  let left = length;
  let mustFlush = false;
  const driverFlags: WriteFlags = {
    fua: flags.fua && node.zeroFlags.fua,
    mayUnmap: flags.mayUnmap && node.zeroFlags.mayUnmap,
    noFallback: flags.noFallback,
    compressed: false,
  };
  while (left > 0) {
    let count = left;
    if (head !== 0) {
      count = Math.min(left, maxTransfer, alignment - head);
      head = (head + count) % alignment;
    } else if (tail !== 0 && count > alignment) {
      count -= tail;
    }
    count = Math.min(count, maxZeroes);
    try {
      yield* node.doWriteZeroes(at, count, driverFlags);
      mustFlush ||= flags.fua && !node.zeroFlags.fua;
    } catch (error) {
      if (!(error instanceof IoError)) throw error;
      if (error.errno !== ENOTSUP || flags.noFallback) throw error;
      count = Math.min(count, maxTransfer);
      const dataFlags: WriteFlags = { ...NO_FLAGS, fua: flags.fua && node.honoursFua };
      mustFlush ||= flags.fua && !node.honoursFua;
      yield* node.doWrite(at, new Uint8Array(count), dataFlags);
    }
    at += count;
    left -= count;
  }
  if (mustFlush) {
    yield* flush(node);
  }
}
