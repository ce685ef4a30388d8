// Filling the index when an image was opened, and again when its options change.
import { EFBIG, EINVAL } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import { read } from '../../block/request.ts';
import type { Task } from '../../task/task.ts';
import { MAX_L1_BYTES } from '../format/limits.ts';
import { exactL1Offset, type SnapshotEntry } from '../format/snapshot-entry.ts';
import { tableProblem } from '../format/table-bounds.ts';
import type { IndexStatistics } from '../owners/index-statistics.ts';
import { offsetsIn, type OverlapOptions } from '../owners/metadata-owners.ts';
import type { Image } from '../state/image.ts';
import { refreshOwners } from './check.ts';

/** Bytes of snapshots' L1 tables that are read when an image is opened. */
const MAX_READ_L1_BYTES = 2 ** 30;

/** Offsets of the L2 tables of each snapshot, or what went wrong when they were read. */
export type InactiveTables = ReadonlyMap<SnapshotEntry, Float64Array | IoError>;

/**
 * Enters all metadata that is known, and the L2 tables of snapshots where they are to be tested:
 * only for these the file is read. QEMU reads them before every write instead. A snapshot whose L1
 * table cannot be read fails the writes, as it does there, and not the opening; so does one
 * for which too little is left of MAX_READ_L1_BYTES.
 */
export function* fillIndex(image: Image): Task<void> {
  refreshOwners(image);
  enter(image, yield* readInactive(image, image.owners.options));
}

/** The L2 tables of all snapshots, if those options ask for them. */
export function* readInactive(image: Image, options: OverlapOptions): Task<InactiveTables> {
  const tables = new Map<SnapshotEntry, Float64Array | IoError>();
  if (!options.sections.has('inactive L2 table')) return tables;
  let bytes = 0;
  let left = MAX_READ_L1_BYTES;
  let memory = new Uint8Array();
  for (const snapshot of image.snapshots) {
    try {
      const length = l1Length(image, snapshot, left);
      // One piece for all: fresh memory for each table costs more than to read it.
      if (memory.length < length) memory = new Uint8Array(length);
      const l1 = memory.subarray(0, length).fill(0);
      yield* read(image.file, snapshot.l1TableOffset, l1);
      left -= length;
      const offsets = offsetsIn(l1);
      tables.set(snapshot, offsets);
      bytes += offsets.byteLength;
    } catch (error) {
      if (!(error instanceof IoError)) throw error;
      tables.set(snapshot, error);
    }
    // Nothing that large fits the index: no more is read than shows that.
    if (bytes > options.maxBytes) break;
  }
  return tables;
}

/** Changes what an open image is protected by, now. `tables` were read for the same options. */
export function protect(image: Image, options: OverlapOptions, tables: InactiveTables): void {
  image.protect(options);
  refreshOwners(image);
  enter(image, tables);
}

function enter(image: Image, tables: InactiveTables): void {
  for (const [snapshot, offsets] of tables) image.owners.addInactive(snapshot, offsets);
}

/**
 * Bytes of the snapshot's L1 table, at most `limit`: judged before memory is taken for it. Throws
 * IoError.
 */
function l1Length(image: Image, snapshot: SnapshotEntry, limit: number): number {
  const problem = tableProblem({
    entries: snapshot.l1Size,
    entrySize: 8,
    maxBytes: MAX_L1_BYTES,
    offset: exactL1Offset(snapshot),
    clusterSize: image.geometry.clusterSize,
  });
  if (problem !== undefined) throw new IoError(problem === 'too large' ? EFBIG : EINVAL);
  if (snapshot.l1Size * 8 > limit) throw new IoError(EFBIG);
  return snapshot.l1Size * 8;
}

/** What the index of an open image did and holds. Offsets in bytes. */
export interface ProtectionStatistics extends IndexStatistics {
  /** Behind the last cluster of metadata; known as soon as the image is open. */
  readonly endOfMetadata: number;
  readonly sections: readonly string[];
}

/** The figures at this moment. */
export function protectionStatistics(image: Image): ProtectionStatistics {
  refreshOwners(image);
  const { owners } = image;
  return {
    ...owners.statistics,
    endOfMetadata: owners.endOfMetadata,
    sections: [...owners.options.sections],
  };
}
