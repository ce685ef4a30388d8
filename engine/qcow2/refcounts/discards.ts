// Ranges that were freed and that the file may drop: queued, merged where they touch, and handed
// down when the operation that freed them has ended.
import { asHost, type ByteCount, type HostOffset } from '../../base/address.ts';
import { assert } from '../../base/assert.ts';
import { IoError } from '../../base/errors.ts';
import { discard } from '../../block/request.ts';
import type { Task } from '../../task/task.ts';
import type { Image } from '../state/image.ts';

/** Notes that [offset, offset+length) has no owner any more. */
export function queueDiscard(image: Image, offset: HostOffset, length: ByteCount): void {
  let range = { offset, length };
  // Joining one neighbour can make the range touch another one, on its other side.
  for (let index = 0; index < image.discards.length; index += 1) {
    const other = image.discards[index];
    assert(other !== undefined, 'the queue has no gaps');
    const otherEnd = other.offset + other.length;
    if (otherEnd === range.offset || range.offset + range.length === other.offset) {
      range = {
        offset: asHost(Math.min(range.offset, other.offset)),
        length: range.length + other.length,
      };
      image.discards.splice(index, 1);
      index = -1;
    }
  }
  image.discards.push(range);
}

/**
 * Empties the queue. The file is told only where the operation succeeded; its errors are ignored.
 */
export function* processDiscards(image: Image, hasSucceeded: boolean): Task<void> {
  const ranges = image.discards.splice(0);
  if (!hasSucceeded) {
    return;
  }
  for (const { offset, length } of ranges) {
    try {
      yield* discard(image.file, offset, length);
    } catch (error) {
      if (!(error instanceof IoError)) throw error;
    }
  }
}
