// VM state: guest addresses behind the end of the disk, reached through the same tables.
import type { Task } from '../../task/task.ts';
import { readGuest } from '../mapping/read.ts';
import type { Image } from '../state/image.ts';
import { fire } from '../state/sync-write.ts';
import { writeGuest } from './write.ts';

/** Guest bytes: the first L2 table behind the disk. */
export const vmStateOffset = (image: Image): number =>
  image.vmStateL1Index * image.geometry.bytesPerL2Table;

/** Writes VM state at `offset`; the write generation of the node stays as it is. */
export function* saveVmState(image: Image, offset: number, source: Uint8Array): Task<void> {
  yield* fire(image, 'vmstate_save');
  yield* writeGuest(image, vmStateOffset(image) + offset, source);
}

/** Fills `target` with VM state from `offset`. Throws IoError. */
export function* loadVmState(image: Image, offset: number, target: Uint8Array): Task<void> {
  yield* fire(image, 'vmstate_load');
  yield* readGuest(image, vmStateOffset(image) + offset, target);
}
