// What a strict image has behind the end of its disk goes before the disk grows over it, or loses
// the tables that name it: the rest of a cluster that a shrink has cut, entries of a shrink or a
// growth that did not get further, VM state.
import { alignUp } from '../../base/align.ts';
import type { Task } from '../../task/task.ts';
import { discardClusters } from '../mapping/discard.ts';
import { lookUp } from '../mapping/lookup.ts';
import { readGuest } from '../mapping/read.ts';
import type { Image } from '../state/image.ts';
import { writeGuest } from './write.ts';

/** Longest stretch that is looked up at once. */
const MAX_INT32 = 2 ** 31 - 1;

const DROPPED = { discardClass: 'always', isFull: true } as const;

/**
 * Zeroes the rest of the last cluster up to `length`, where it holds something else. The lock is
 * not held. Nobody sees it before the disk grows. Throws IoError.
 */
export function* zeroRestOfCluster(image: Image, length: number): Task<void> {
  const { size } = image;
  const end = Math.min(alignUp(size, image.geometry.clusterSize), length);
  // Each subcluster for itself: one that holds nothing may stand before one that does.
  for (let at = size; at < end;) {
    const piece = yield* heldAt(image, at, end - at);
    if (piece.isHeld) yield* zeroRest(image, at, piece.length);
    at += piece.length;
  }
}

function* zeroRest(image: Image, offset: number, length: number): Task<void> {
  const rest = new Uint8Array(length);
  yield* readGuest(image, offset, rest);
  if (rest.some((byte) => byte !== 0)) yield* writeGuest(image, offset, new Uint8Array(length));
}

/** Whether the image itself has something there, and not its backing file; how far that is so. */
function* heldAt(image: Image, offset: number, length: number) {
  if (!image.lock.tryLock()) yield* image.lock.lock();
  try {
    const { kind, length: found } = yield* lookUp(image, offset, length);
    return { isHeld: kind !== 'unallocated' && kind !== 'zero-plain', length: found };
  } finally {
    image.lock.unlock();
  }
}

/**
 * Makes the clusters from `end`, that of a disk, up to byte `to` read as a new part does. The lock
 * is held. The caller flushes before it writes the new length. Throws IoError.
 */
export function* clearBehindEnd(image: Image, end: number, to: number): Task<void> {
  const start = alignUp(end, image.geometry.clusterSize);
  for (let at = start; at < to;) {
    const piece = yield* lookUp(image, at, Math.min(MAX_INT32, to - at));
    // Subclusters that hold nothing may have a place all the same.
    const isThere = piece.kind !== 'unallocated' || piece.hasHost;
    if (isThere && !image.geometry.hasDataFile) {
      yield* discardClusters(image, at, piece.length, DROPPED);
    }
    at += piece.length;
  }
}
