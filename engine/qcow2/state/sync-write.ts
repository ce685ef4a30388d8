// Writes of metadata that must be on disk before the caller goes on.
import type { HostOffset } from '../../base/address.ts';
import type { BlkdebugEvent } from '../../block/events.ts';
import { flush, write } from '../../block/request.ts';
import type { Task } from '../../task/task.ts';
import { encodeHeaderCluster } from '../format/extensions.ts';
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

/** Rewrites the whole header cluster from what is in memory, without a flush. */
export function* updateHeader(image: Image): Task<void> {
  const cluster = encodeHeaderCluster(image.header, image.extensions, image.backingFile);
  yield* write(image.file, 0, cluster);
}
