// Internal snapshots, for whoever holds a node.
import type { Snapshots } from '../../block/format.ts';
import type { Task } from '../../task/task.ts';
import { applySnapshot } from '../snapshots/apply.ts';
import { createSnapshot } from '../snapshots/create.ts';
import { deleteSnapshot } from '../snapshots/delete.ts';
import { loadSnapshot } from '../snapshots/load.ts';
import { asQcow2 } from './as-qcow2.ts';

/** All that is done with them. */
export const snapshots: Snapshots = {
  list: (node) => asQcow2(node).image.snapshots,
  *create(node, wanted): Task<void> {
    yield* createSnapshot(asQcow2(node).image, wanted);
  },
  *apply(node, name): Task<void> {
    yield* applySnapshot(asQcow2(node).image, name);
  },
  *remove(node, name): Task<void> {
    yield* deleteSnapshot(asQcow2(node).image, name);
  },
  *load(node, wanted): Task<void> {
    yield* loadSnapshot(asQcow2(node).image, wanted);
  },
};
