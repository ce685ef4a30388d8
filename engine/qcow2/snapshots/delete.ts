// Deleting a snapshot: out of the table first, and only then are its clusters freed.
import { FormatError } from '../../base/errors.ts';
import { ENOENT } from '../../base/errno.ts';
import type { Task } from '../../task/task.ts';
import { explain } from '../../task/explain.ts';
import type { SnapshotEntry } from '../format/snapshot-entry.ts';
import { requireDirtyBit, whileDirty } from '../image/flush-and-close.ts';
import { settle } from '../refcounts/freed.ts';
import { freeClusters } from '../refcounts/update.ts';
import type { Image } from '../state/image.ts';
import { checkSnapshotL1, findByName } from './find.ts';
import { passOverActive, passOverSnapshot } from './refcount-pass.ts';
import { setSnapshots, writeSnapshotTable } from './table.ts';

/**
 * Deletes the first snapshot with that name. No request may be in flight. Throws FormatError with
 * QEMU's message. When the new table cannot be written the snapshot stays on disk, although the
 * list in memory lacks it, but in the strict order; whatever fails later leaks.
 */
export function* deleteSnapshot(image: Image, name: string): Task<void> {
  const snapshot = findByName(image, name);
  if (snapshot === undefined) {
    throw new FormatError('snapshot not found', { errno: ENOENT });
  }
  checkSnapshotL1(image, snapshot);
  requireDirtyBit(image);
  // The passes go by refcounts.
  yield* explain('Failed to flush the image', settle(image));
  yield* explain('Failed to mark the image', whileDirty(image, removeSnapshot(image, snapshot)));
}

function* removeSnapshot(image: Image, snapshot: SnapshotEntry): Task<void> {
  yield* unlist(image, snapshot);
  const place = { offset: snapshot.l1TableOffset, entries: snapshot.l1Size };
  const freeing = passOverSnapshot(image, place, 'lower');
  yield* explain('Failed to free the cluster and L1 table', freeing);
  yield* freeClusters(image, place.offset, place.entries * 8, 'snapshot');
  // Clusters that only this snapshot shared belong to the disk alone again.
  yield* explain('Failed to update snapshot status in disk', passOverActive(image, 'refresh'));
}

/** Leaves it out of the list, in memory and on the disk. */
function* unlist(image: Image, snapshot: SnapshotEntry): Task<void> {
  const before = image.snapshots;
  setSnapshots(
    image,
    before.filter((other) => other !== snapshot),
  );
  try {
    yield* explain('Failed to remove snapshot from snapshot list', writeSnapshotTable(image));
  } catch (error) {
    // A later header would name fewer snapshots of the old table: the last one is lost.
    if (image.isStrict) setSnapshots(image, before);
    throw error;
  }
}
