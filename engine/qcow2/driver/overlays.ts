// Images that lie above others: what commit and rebase change of them.
import type { Overlays } from '../../block/format.ts';
import type { Task } from '../../task/task.ts';
import { changeBackingFile } from '../image/backing-file.ts';
import { emptyImage, unallocateClusters } from '../image/empty.ts';
import { asQcow2 } from './as-qcow2.ts';

/** All that is done with them. */
export const overlays: Overlays = {
  *changeBackingName(node, name, format): Task<void> {
    yield* changeBackingFile(asQcow2(node).image, name, format);
  },
  replaceBacking: (node, backing) => asQcow2(node).replaceBacking(backing),
  *empty(node): Task<void> {
    yield* emptyImage(asQcow2(node).image);
  },
  *unallocate(node, offset, length): Task<void> {
    yield* unallocateClusters(asQcow2(node).image, offset, length);
  },
};
