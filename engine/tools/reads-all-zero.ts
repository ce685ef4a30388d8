// Whether a whole disk reads as zeroes, as far as that is quickly told.
import { isAllZero } from '../base/all-zero.ts';
import type { BlockNode } from '../block/node.ts';
import { isZeroFast, statusAbove } from '../block/request.ts';
import type { Task } from '../task/task.ts';

/** A first part of the disk, in bytes, that is read where nothing but its status is in doubt. */
const MAX_HEAD = 128 * 1024;

/**
 * Asks for the block status of the disk with all that is below it. A disk that begins with a little
 * data, as new raw files do, is read there. False is no proof of other bytes: preallocated clusters
 * count as data. Throws IoError.
 */
export function* readsAllZero(node: BlockNode): Task<boolean> {
  const length = node.length();
  const head = yield* statusAbove(node, 0, length, true, undefined, false);
  if (!head.zero && head.length > MAX_HEAD) return false;
  if (!(yield* isZeroFast(node, head.length, length - head.length, true))) return false;
  if (head.zero) return true;
  const bytes = new Uint8Array(head.length);
  yield* node.doRead(0, bytes);
  return isAllZero(bytes);
}
