// Whether a whole disk reads as zeroes, as far as that is quickly told.
import { isAllZero } from '../base/all-zero.ts';
import type { BlockNode } from '../block/node.ts';
import { statusAbove } from '../block/request.ts';
import type { Task } from '../task/task.ts';

/** A first part of the disk, in bytes, that is read where nothing but its status is in doubt. */
const MAX_HEAD = 128 * 1024;

/**
 * Two looks at the block status of the disk with all that is below it: the rest of a disk that
 * begins with zeroes must be told in one piece. One that begins with a little data, as new raw
 * files do, is read there. False is no proof of other bytes. Throws IoError.
 */
export function* readsAllZero(node: BlockNode): Task<boolean> {
  const length = node.length();
  const head = yield* statusAbove(node, 0, length, true);
  if (!head.zero && head.length > MAX_HEAD) return false;
  if (head.length < length) {
    const rest = yield* statusAbove(node, head.length, length - head.length, true);
    if (!rest.zero || head.length + rest.length !== length) return false;
  }
  if (head.zero) return true;
  const bytes = new Uint8Array(head.length);
  yield* node.doRead(0, bytes);
  return isAllZero(bytes);
}
