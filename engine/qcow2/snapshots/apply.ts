// Going back to a snapshot: its L1 table becomes the contents of the active one.
import { ENOENT, ENOTSUP } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import { read, truncate } from '../../block/request.ts';
import type { Task } from '../../task/task.ts';
import type { SnapshotEntry } from '../format/snapshot-entry.ts';
import { requireDirtyBit, whileDirty } from '../image/flush-and-close.ts';
import { requireWholeSectors } from '../image/resize.ts';
import { growL1Table } from '../mapping/l1-table.ts';
import { checkOverlap } from '../overlap/check.ts';
import { settle } from '../refcounts/freed.ts';
import type { Image } from '../state/image.ts';
import { writeSync } from '../state/sync-write.ts';
import { checkSnapshotL1, findSnapshot } from './find.ts';
import { passOverActive, passOverSnapshot } from './refcount-pass.ts';
import { reporting } from './reporting.ts';

/**
 * Makes the disk what it was when the snapshot with that id, or else name, was taken; its size as
 * well. No request may be in flight. Returns after everything is on disk.
 *
 * What the snapshot refers to is counted once more before the active table is overwritten, and what
 * the old one referred to once less only afterwards: whatever fails in between leaks. Throws
 * IoError (ENOENT: no such snapshot); more about it may have been reported before.
 */
export function* applySnapshot(image: Image, idOrName: string): Task<void> {
  if (image.geometry.hasDataFile) {
    throw new IoError(ENOTSUP);
  }
  const snapshot = findSnapshot(image, idOrName);
  if (snapshot === undefined) {
    throw new IoError(ENOENT);
  }
  yield* reporting(image, function* () {
    checkSnapshotL1(image, snapshot);
    requireDirtyBit(image);
    if (snapshot.diskSize !== image.size) {
      // Above 2^53 the nearest double has whole sectors, whatever stands in the image.
      requireWholeSectors(snapshot.exactDiskSize ?? BigInt(snapshot.diskSize));
      yield* truncate(image.node, snapshot.diskSize);
    }
  });
  yield* growL1Table(image, snapshot.l1Size, true);
  yield* settle(image); // the passes go by refcounts
  yield* whileDirty(image, switchTo(image, snapshot));
}

function* switchTo(image: Image, snapshot: SnapshotEntry): Task<void> {
  const l1 = new Uint8Array(image.l1.length);
  yield* read(image.file, snapshot.l1TableOffset, l1.subarray(0, snapshot.l1Size * 8));
  const place = { offset: snapshot.l1TableOffset, entries: snapshot.l1Size };
  yield* passOverSnapshot(image, place, 'raise');
  const { l1TableOffset } = image.header;
  yield* checkOverlap(image, l1TableOffset, l1.length, 'active L1 table');
  yield* writeSync(image, l1TableOffset, l1);
  try {
    // In memory stands the old table still; on disk the new one does.
    yield* passOverActive(image, 'lower');
  } finally {
    image.storeL1Table(l1);
  }
  // Clusters that only the old table shared belong to one owner again.
  yield* passOverActive(image, 'refresh');
}
