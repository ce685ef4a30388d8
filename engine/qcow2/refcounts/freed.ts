// What a strict image has freed, and does not hand out yet.
//
// A cluster that nobody names in the caches may still be named on the disk. Its refcount stays up,
// and the file keeps its bytes, until a flush has made durable what no longer names it, and until
// no request is in flight that may have found it before. So a crash leaves leaks and never two
// owners, and no further flush is needed: the one that the guest asks for will do.
import { flush } from '../../block/request.ts';
import type { Task } from '../../task/task.ts';
import type { FreedRange, Image } from '../state/image.ts';
import { lowerRefcounts } from './update.ts';

/** Bytes that may wait before an allocation makes a flush of its own. */
const MOST_WAITING = 64 * 1024 * 1024;

/** Notes that what named the freed ranges is gone from the file as well. All caches are written. */
export function noteWritten(image: Image): void {
  for (const range of image.freed) range.generation ??= image.file.writeGeneration;
}

/** Lowers the refcounts of what was freed and is named nowhere any more. Never throws IoError. */
export function* releaseFreed(image: Image): Task<void> {
  if (image.freed.length === 0 || !image.node.isInserted) return;
  const { tracked } = image.node;
  const isDue = ({ generation, users }: FreedRange): boolean =>
    generation !== undefined &&
    generation <= image.file.flushedGeneration &&
    !users.some((user) => tracked.includes(user));
  const due = image.freed.filter(isDue);
  if (due.length === 0) return;
  const waiting = image.freed.filter((range) => !due.includes(range));
  image.freed.splice(0, image.freed.length, ...waiting);
  for (const { offset, length, discardClass } of due) {
    yield* lowerRefcounts(image, offset, length, discardClass);
  }
}

/** releaseFreed() before an allocation, behind a flush where very much waits. Throws IoError. */
export function* releaseForAllocation(image: Image): Task<void> {
  const waiting = image.freed.reduce((sum, { length }) => sum + length, 0);
  if (waiting > MOST_WAITING) yield* settle(image);
  else yield* releaseFreed(image);
}

/**
 * Makes what the caches of a strict image hold durable, and lowers the refcounts of all that was
 * freed, as far as no request is in flight on it. Other images stay as they are. Throws IoError.
 */
export function* settle(image: Image): Task<void> {
  if (!image.isStrict) return;
  yield* image.l2Cache.writeBack();
  noteWritten(image);
  yield* flush(image.file);
  yield* releaseFreed(image);
  if (image.needsAccurateRefcounts) yield* image.refcountCache.flush();
}
