// What a strict image has behind the end of its disk goes before the disk grows over it: the rest of
// a cluster that a shrink has cut, entries of a shrink that did not get further, VM state.
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
 * Makes [end of the disk, `length`) read as a new part does. The lock is held, and given up for a
 * while. The caller flushes before it writes the new length. Throws IoError.
 */
export function* clearBehindEnd(image: Image, length: number): Task<void> {
  const { size } = image;
  const start = alignUp(size, image.geometry.clusterSize);
  if (size < Math.min(start, length)) yield* zeroRest(image, Math.min(start, length) - size);
  for (let at = start; at < length;) {
    const piece = yield* lookUp(image, at, Math.min(MAX_INT32, length - at));
    if (piece.kind !== 'unallocated' && !image.geometry.hasDataFile) {
      yield* discardClusters(image, at, piece.length, DROPPED);
    }
    at += piece.length;
  }
}

/** Zeroes the rest of the last cluster, where there is something else. */
function* zeroRest(image: Image, length: number): Task<void> {
  const { size } = image;
  const { kind } = yield* lookUp(image, size, length);
  if (kind === 'unallocated' || kind === 'zero-plain') return;
  image.lock.unlock();
  try {
    const rest = new Uint8Array(length);
    yield* readGuest(image, size, rest);
    if (rest.some((byte) => byte !== 0)) yield* writeGuest(image, size, new Uint8Array(length));
  } finally {
    if (!image.lock.tryLock()) yield* image.lock.lock();
  }
}
