// Writes of metadata that must be on disk before the caller goes on.
import type { HostOffset } from '../../base/address.ts';
import { IoError } from '../../base/errors.ts';
import type { BlkdebugEvent } from '../../block/events.ts';
import { flush, write } from '../../block/request.ts';
import type { Task } from '../../task/task.ts';
import { encodeHeaderCluster } from '../format/extensions.ts';
import { writeHeaderAtOnce } from './header-at-once.ts';
import type { Image } from './image.ts';

/** Signals a named point to the image's file; see BlockNode.event. */
export function* fire(image: Image, event: BlkdebugEvent): Task<void> {
  const stop = image.file.event(event);
  if (stop) yield* stop;
}

/** Writes `bytes` and flushes the file. */
export function* writeSync(image: Image, offset: HostOffset, bytes: Uint8Array): Task<void> {
  yield* write(image.file, offset, bytes);
  yield* flush(image.file);
}

/**
 * After a pointer that could not be written, which may be on the disk all the same: whether what it
 * names is surely named by nothing now, and may be freed. QEMU takes that for granted; a strict
 * image makes sure by `restoring`, which writes and flushes what stood there before.
 */
export function* isTakenBack(image: Image, restoring: Task<void>): Task<boolean> {
  if (!image.isStrict && !image.repairsSafely) return true;
  try {
    yield* restoring;
    return true;
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    return false;
  }
}

/**
 * isTakenBack() of a pointer that everything else goes by. Where it is not, the image is out of
 * service: nobody knows any more which table counts. Both lead to the tables in the caches, which
 * a close writes.
 */
export function* takeBackOrEnd(image: Image, restoring: Task<void>): Task<boolean> {
  const isTaken = yield* isTakenBack(image, restoring);
  if (!isTaken) {
    image.node.isInserted = false;
    image.isTableInDoubt = true;
  }
  return isTaken;
}

/**
 * Rewrites the whole header cluster from what is in memory, without a flush. Of a strict image only
 * what can be written in one piece, where that is possible.
 */
export function* updateHeader(image: Image): Task<void> {
  if (image.isStrict || image.repairsSafely) {
    yield* writeHeaderAtOnce(image);
    return;
  }
  const cluster = encodeHeaderCluster(image.header, image.extensions, image.backingFile);
  yield* write(image.file, 0, cluster);
}
