// Copy-on-read: what a node reads from its backing file it keeps, in whole clusters (QEMU 11: in
// whole subclusters).
//
// Nothing that is read changes by it, so neither events nor write generations speak of these
// writes. Requests of others that overlap wait (see tracked.ts): a copy must not overwrite what was
// written since it was read.
import { alignDown, alignUp, minNonZero } from '../base/align.ts';
import { IoError } from '../base/errors.ts';
import type { Task } from '../task/task.ts';
import type { BlockNode } from './node.ts';
import { NO_FLAGS } from './node.ts';
import { status } from './request-status.ts';
import { zeroInPieces } from './request-zero.ts';

/** Longest piece that is copied at once, and longest request, in bytes. */
const MAX_PIECE = 16 * 1024 * 1024;
const MAX_REQUEST = 2 ** 31 - 512;

/**
 * Fills `target` from `offset`, and writes whatever clusters of that range the node does not hold
 * itself. False, without reading anything, where it holds all of it. Throws IoError, also for a
 * copy that could not be written.
 */
export function* readAndCopy(node: BlockNode, offset: number, target: Uint8Array): Task<boolean> {
  const own = yield* status(node, offset, target.length, false);
  if (own.allocated && own.length === target.length) {
    return false;
  }
  const unit = Math.max(1, node.copyUnit);
  const longest = minNonZero(node.limits.maxTransfer, MAX_REQUEST);
  const end = alignUp(offset + target.length, unit);
  let done = 0;
  for (let at = alignDown(offset, unit); at < end;) {
    let piece = yield* ownOrNot(node, at, Math.min(end - at, longest));
    if (!piece.isOwn && piece.length === 0) {
      break; // the disk ends within the cluster
    }
    const skip = Math.max(0, offset - at);
    if (!piece.isOwn) piece = { isOwn: false, length: Math.min(piece.length, MAX_PIECE) };
    const wanted = target.subarray(done, done + Math.max(0, piece.length - skip));
    if (piece.isOwn) {
      if (wanted.length > 0) yield* node.doRead(at + skip, wanted);
    } else {
      const bytes = new Uint8Array(piece.length);
      yield* node.doRead(at, bytes);
      yield* keep(node, at, bytes);
      wanted.set(bytes.subarray(skip, skip + wanted.length));
    }
    at += piece.length;
    done += wanted.length;
  }
  return true;
}

/** A status that cannot be had counts as "not its own": reading will say more. */
function* ownOrNot(
  node: BlockNode,
  offset: number,
  length: number,
): Task<{ isOwn: boolean; length: number }> {
  try {
    const run = yield* status(node, offset, length, false);
    return { isOwn: run.allocated, length: run.length };
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    return { isOwn: false, length };
  }
}

function* keep(node: BlockNode, offset: number, bytes: Uint8Array): Task<void> {
  const stop = node.event('cor_write');
  if (stop) yield* stop;
  if (bytes.some((byte) => byte !== 0)) {
    yield* node.doWrite(offset, bytes, NO_FLAGS);
  } else {
    yield* zeroInPieces(node, offset, bytes.length, NO_FLAGS);
  }
}
