// Reads the snapshot table for a check: from the header in the file, with bounds of its own,
// because an image that is opened for check has not read it.
import { EFBIG, EINVAL, strerror } from '../../base/errno.ts';
import { FormatError, IoError } from '../../base/errors.ts';
import { readU32, readU64, readU64Exact } from '../../base/endian.ts';
import { read } from '../../block/request.ts';
import type { Task } from '../../task/task.ts';
import { headerField } from '../format/header.ts';
import { MAX_SNAPSHOTS } from '../format/limits.ts';
import type { SnapshotEntry } from '../format/snapshot-entry.ts';
import { SNAPSHOT_FIXED_SIZE, SNAPSHOT_MIN_EXTRA_V3 } from '../format/snapshot-entry.ts';
import { tableProblem } from '../format/table-bounds.ts';
import { readSnapshotTable } from '../image/metadata-snapshots.ts';
import type { CheckContext } from './check-context.ts';

/** The snapshot table as a check found it. */
export interface CheckedSnapshotTable {
  readonly snapshots: readonly SnapshotEntry[];
  readonly offset: bigint;
  /** Bytes. */
  readonly size: number;
}

/** Throws IoError where the table cannot be used at all; that is reported and counted. */
export function* checkSnapshotTable(context: CheckContext): Task<CheckedSnapshotTable> {
  const { header } = context.metadata;
  const pointer = new Uint8Array(12);
  try {
    yield* read(context.file, headerField('snapshotCount').offset, pointer);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    context.giveUp(
      'ERROR failed to read the snapshot table pointer from the image header: ' +
        strerror(error.errno),
      error.errno,
    );
  }
  const count = readU32(pointer, 0);
  const offset = readU64(pointer, 4);
  const exactOffset = readU64Exact(pointer, 4);
  requireBounds(context, count, exactOffset);
  const where = { ...header, snapshotCount: count, snapshotsOffset: offset };
  const { snapshots, tableSize } = yield* readEntries(context, where);
  if (header.version >= 3) {
    snapshots.forEach((snapshot, index) => {
      if (snapshot.extraDataSize < SNAPSHOT_MIN_EXTRA_V3) {
        context.corruption(`ERROR snapshot table entry ${index} is incomplete`);
      }
    });
  }
  return { snapshots, offset: exactOffset, size: tableSize };
}

function requireBounds(context: CheckContext, count: number, offset: bigint): void {
  const problem = tableProblem({
    entries: count,
    entrySize: SNAPSHOT_FIXED_SIZE,
    maxBytes: SNAPSHOT_FIXED_SIZE * MAX_SNAPSHOTS,
    offset,
    clusterSize: context.metadata.geometry.clusterSize,
  });
  if (problem === undefined) {
    return;
  }
  context.result.checkErrors += 1;
  context.report.prefixed(`ERROR snapshot table ${problem}`);
  if (count > MAX_SNAPSHOTS) {
    context.report.bare(
      `You can force-remove all ${count - MAX_SNAPSHOTS} overhanging snapshots with ` +
        'qemu-img check -r all',
    );
  }
  throw new IoError(problem === 'too large' ? EFBIG : EINVAL);
}

function* readEntries(
  context: CheckContext,
  where: CheckContext['metadata']['header'],
): Task<{ snapshots: readonly SnapshotEntry[]; tableSize: number }> {
  try {
    return yield* readSnapshotTable(context.file, where, where.size);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    context.result.checkErrors += 1;
    context.report.prefixed(`ERROR failed to read the snapshot table: ${error.message}`);
    if (error.hint !== undefined) {
      context.report.bare(error.hint);
    }
    throw new IoError(error.errno);
  }
}
