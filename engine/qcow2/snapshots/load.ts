// Reading a snapshot without going back to it: in memory, its L1 table replaces the active one.
import { assert } from '../../base/assert.ts';
import { ENOENT } from '../../base/errno.ts';
import { FormatError, IoError } from '../../base/errors.ts';
import type { SnapshotName } from '../../block/format.ts';
import { read } from '../../block/request.ts';
import { explained } from '../../task/explain.ts';
import type { Task } from '../../task/task.ts';
import type { Image } from '../state/image.ts';
import { checkSnapshotL1 } from './find.ts';

/**
 * From here on the disk reads as it did when the snapshot was taken, with the length that it has
 * now. The image must be open for reading only: nothing may be written over this table. Throws
 * FormatError.
 */
export function* loadSnapshot(image: Image, { id, name }: SnapshotName): Task<void> {
  assert(image.node.mode.readOnly, 'a snapshot is loaded into an image that is only read');
  if (id === undefined && name === undefined) {
    throw new FormatError('snapshot_id and name are both NULL');
  }
  const snapshot = image.snapshots.find(
    (entry) => (id === undefined || entry.id === id) && (name === undefined || entry.name === name),
  );
  if (snapshot === undefined) {
    throw new FormatError("Can't find snapshot", { errno: ENOENT });
  }
  checkSnapshotL1(image, snapshot);
  const l1 = new Uint8Array(snapshot.l1Size * 8);
  try {
    yield* read(image.file, snapshot.l1TableOffset, l1);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    throw explained('Failed to read l1 table for snapshot', error);
  }
  image.storeL1Table(l1);
}
