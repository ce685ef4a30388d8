// Zero writes as qcow2 does them: whole (sub)clusters by their L2 entries, parts of one only where
// the rest of it reads as zeroes anyway.
import type { GuestOffset } from '../../base/address.ts';
import { assert } from '../../base/assert.ts';
import { ENOTSUP } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import type { WriteFlags } from '../../block/node.ts';
import { statusAbove } from '../../block/request.ts';
import type { Task } from '../../task/task.ts';
import { waitForWrites } from '../mapping/in-the-way.ts';
import { lookUp } from '../mapping/lookup.ts';
import { zeroClusters } from '../mapping/zero.ts';
import type { Image } from '../state/image.ts';

/** Throws IoError(ENOTSUP) where zeroes have to be written as data. */
export function* writeZeroesGuest(
  image: Image,
  offset: GuestOffset,
  length: number,
  flags: WriteFlags,
): Task<void> {
  const { subclusterSize } = image.geometry;
  const end = offset + length;
  const head = offset % subclusterSize;
  const tail = end === image.size ? 0 : (subclusterSize - (end % subclusterSize)) % subclusterSize;
  if (head === 0 && tail === 0) {
    if (!image.lock.tryLock()) yield* image.lock.lock();
    try {
      yield* waitForWrites(image, offset, length);
      yield* zeroClusters(image, offset, length, flags);
    } finally {
      image.lock.unlock();
    }
    return;
  }
  const touched = head + length + tail;
  assert(touched <= subclusterSize, 'a partial zero write stays within one (sub)cluster');
  const isZero =
    (yield* readsAsZero(image, offset - head, head)) && (yield* readsAsZero(image, end, tail));
  if (!isZero) {
    throw new IoError(ENOTSUP);
  }
  if (!image.lock.tryLock()) yield* image.lock.lock();
  try {
    // Somebody may have written here since: only one without data may be widened to.
    const start = offset - head;
    yield* waitForWrites(image, start, subclusterSize);
    const { kind } = yield* lookUp(image, start, subclusterSize);
    if (kind === 'normal' || kind === 'compressed') {
      throw new IoError(ENOTSUP);
    }
    yield* zeroClusters(image, start, subclusterSize, flags);
  } finally {
    image.lock.unlock();
  }
}

/**
 * Whether every byte of the range reads as zero; what lies past the end of the disk does. A status
 * that cannot be had counts as "no": the zeroes are then written as data.
 */
function* readsAsZero(image: Image, offset: GuestOffset, length: number): Task<boolean> {
  const end = Math.min(offset + length, image.size);
  try {
    for (let at = offset; at < end;) {
      const run = yield* statusAbove(image.node, at, end - at, true);
      if (!run.zero || run.length === 0) return false;
      at += run.length;
    }
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    return false;
  }
  return true;
}
