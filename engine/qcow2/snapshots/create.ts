// Taking a snapshot: a copy of the L1 table, and one more reference to all that it leads to.
import { EFBIG, ENOTSUP } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import type { NewSnapshot } from '../../block/format.ts';
import { write } from '../../block/request.ts';
import type { Task } from '../../task/task.ts';
import { MAX_SNAPSHOTS } from '../format/limits.ts';
import { SNAPSHOT_KNOWN_EXTRA, type SnapshotEntry } from '../format/snapshot-entry.ts';
import { cutText } from '../format/text.ts';
import { requireDirtyBit, whileDirty } from '../image/flush-and-close.ts';
import { checkOverlap } from '../overlap/check.ts';
import { allocateClusters } from '../refcounts/allocate.ts';
import { offsetsIn } from '../owners/metadata-owners.ts';
import { settle } from '../refcounts/freed.ts';
import type { Image } from '../state/image.ts';
import { passOverActive } from './refcount-pass.ts';
import { reporting } from './reporting.ts';
import { setSnapshots, writeSnapshotTable } from './table.ts';

const MAX_NAME_BYTES = 255;

/**
 * Takes a snapshot of the disk, without VM state. No request may be in flight.
 *
 * The copied L1 table and all raised refcounts are on disk before the snapshot table names them.
 * Throws IoError; the image is then as before, but for clusters that leak.
 */
export function* createSnapshot(image: Image, wanted: NewSnapshot): Task<void> {
  if (image.snapshots.length >= MAX_SNAPSHOTS) {
    throw new IoError(EFBIG);
  }
  if (image.geometry.hasDataFile) {
    throw new IoError(ENOTSUP);
  }
  yield* reporting(image, function* () {
    requireDirtyBit(image);
  });
  yield* settle(image); // the pass goes by refcounts
  yield* whileDirty(image, takeSnapshot(image, wanted));
}

function* takeSnapshot(image: Image, wanted: NewSnapshot): Task<void> {
  const l1 = image.l1.slice();
  const l1TableOffset = yield* allocateClusters(image, l1.length);
  const snapshot: SnapshotEntry = {
    l1TableOffset,
    l1Size: l1.length / 8,
    id: nextId(image.snapshots),
    name: cutText(wanted.name, MAX_NAME_BYTES),
    dateSeconds: wanted.dateSeconds,
    dateNanoseconds: wanted.dateNanoseconds,
    vmClock: 0n,
    vmStateSize: 0,
    diskSize: image.size,
    icount: 0n,
    extraDataSize: SNAPSHOT_KNOWN_EXTRA,
    unknownExtraData: new Uint8Array(0),
  };
  yield* checkOverlap(image, l1TableOffset, l1.length);
  yield* write(image.file, l1TableOffset, l1);
  yield* passOverActive(image, 'raise');
  const before = image.snapshots;
  image.owners.addInactive(snapshot, offsetsIn(l1));
  setSnapshots(image, [...before, snapshot]);
  try {
    yield* writeSnapshotTable(image);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    setSnapshots(image, before);
    throw error;
  }
}

/** One more than the largest id in use; an id that is no number counts as 0. */
function nextId(snapshots: readonly SnapshotEntry[]): string {
  let largest = 0n;
  for (const { id } of snapshots) {
    const digits = /^\s*\+?(\d+)/.exec(id)?.[1];
    const value = digits === undefined ? 0n : BigInt(digits);
    if (value > largest) largest = value;
  }
  return String(largest + 1n);
}
