// The I/O path, zeroing aligned ranges: in pieces that suit the driver, and as data where the
// driver cannot zero.
import { alignDown, minNonZero } from '../base/align.ts';
import { ENOTSUP } from '../base/errno.ts';
import { IoError } from '../base/errors.ts';
import type { Task } from '../task/task.ts';
import type { BlockNode, WriteFlags } from './node.ts';
import { NO_FLAGS } from './node.ts';
import { flush } from './request-flush.ts';

/** Longest run of zeroes that is written as data in one go, in bytes. */
const MAX_BOUNCE_BUFFER = 16 * 1024 * 1024;

/**
 * Zeroes a range that is aligned to the node's requests. Up to the first multiple of the
 * preferred unit and after the last one go smaller pieces, which drivers may refuse. Throws
 * IoError.
 */
export function* zeroInPieces(
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
  const maxTransfer = minNonZero(limits.maxTransfer, MAX_BOUNCE_BUFFER);
  const maxZeroes =
    limits.maxWriteZeroes === 0
      ? Number.MAX_SAFE_INTEGER
      : alignDown(limits.maxWriteZeroes, alignment);
  const tail = (offset + length) % alignment;
  let head = offset % alignment;
  let at = offset;
  let left = length;
  let mustFlush = false;
  while (left > 0) {
    let count = left;
    if (head !== 0) {
      count = Math.min(left, maxTransfer, alignment - head);
      head = (head + count) % alignment;
    } else if (tail !== 0 && count > alignment) {
      count -= tail;
    }
    count = Math.min(count, maxZeroes);
    const isZeroed = yield* tryToZero(node, at, count, flags);
    if (isZeroed) {
      mustFlush ||= flags.fua && !node.zeroFlags.fua;
    } else {
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

/** False where the driver cannot zero this range and zeroes may be written as data instead. */
function* tryToZero(
  node: BlockNode,
  offset: number,
  length: number,
  flags: WriteFlags,
): Task<boolean> {
  try {
    yield* node.doWriteZeroes(offset, length, {
      fua: flags.fua && node.zeroFlags.fua,
      mayUnmap: flags.mayUnmap && node.zeroFlags.mayUnmap,
      noFallback: flags.noFallback,
      compressed: false,
    });
    return true;
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    if (error.errno !== ENOTSUP || flags.noFallback) throw error;
    return false;
  }
}
