// Finding snapshots, and judging what the table says about one.
import { EFBIG, EINVAL } from '../../base/errno.ts';
import { FormatError } from '../../base/errors.ts';
import { MAX_L1_BYTES } from '../format/limits.ts';
import { exactL1Offset, type SnapshotEntry } from '../format/snapshot-entry.ts';
import { tableProblem } from '../format/table-bounds.ts';
import type { Image } from '../state/image.ts';

/** The snapshot with that id, else the first with that name. */
export const findSnapshot = (image: Image, idOrName: string): SnapshotEntry | undefined =>
  image.snapshots.find(({ id }) => id === idOrName) ?? findByName(image, idOrName);

/** The first snapshot with that name; ids do not count. */
export const findByName = (image: Image, wanted: string): SnapshotEntry | undefined =>
  image.snapshots.find(({ name }) => name === wanted);

/** Throws FormatError when the snapshot's L1 table cannot be one. */
export function checkSnapshotL1(image: Image, snapshot: SnapshotEntry): void {
  const problem = tableProblem({
    entries: snapshot.l1Size,
    entrySize: 8,
    maxBytes: MAX_L1_BYTES,
    offset: exactL1Offset(snapshot),
    clusterSize: image.geometry.clusterSize,
  });
  if (problem !== undefined) {
    const errno = problem === 'too large' ? EFBIG : EINVAL;
    throw new FormatError(`Snapshot L1 table ${problem}`, { errno });
  }
}
