// Reads the snapshot table for a check: from the header in the file, with bounds of its own,
// because an image that is opened for check has not read it.
import { asHost } from '../../base/address.ts';
import { assert } from '../../base/assert.ts';
import { EFBIG, EINVAL } from '../../base/errno.ts';
import { FormatError, IoError } from '../../base/errors.ts';
import { readU32, readU64, readU64Exact } from '../../base/endian.ts';
import { read } from '../../block/request.ts';
import type { Task } from '../../task/task.ts';
import { headerField } from '../format/header.ts';
import { MAX_SNAPSHOTS } from '../format/limits.ts';
import type { SnapshotEntry } from '../format/snapshot-entry.ts';
import { SNAPSHOT_FIXED_SIZE, SNAPSHOT_MIN_EXTRA_V3 } from '../format/snapshot-entry.ts';
import { tableProblem } from '../format/table-bounds.ts';
import {
  type SnapshotDiscards,
  readSnapshotTable,
  type SnapshotTable,
} from '../metadata/snapshots.ts';
import type { CheckContext } from './check-context.ts';
import type { Finding } from './finding.ts';
import type { CheckedSnapshotTable } from './repairer.ts';

/**
 * Reads the table. Where errors are repaired what is too much of it is left out, and the header is
 * told at once how many snapshots are left; the rest is for repairSnapshotTable. Throws IoError
 * where the table cannot be used at all; that is reported and counted.
 */
export function* checkSnapshotTable(context: CheckContext): Task<CheckedSnapshotTable> {
  const { header } = context.metadata;
  const { result } = context;
  const pointer = new Uint8Array(12);
  try {
    yield* read(context.file, headerField('snapshotCount').offset, pointer);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    const { errno } = error;
    context.giveUp({ kind: 'snapshot-pointer-unreadable', errno }, errno);
  }
  const isRepaired = context.mode === 'all';
  let count = readU32(pointer, 0);
  const exactOffset = readU64Exact(pointer, 4);
  let discarded = 0;
  const discardSnapshots = (finding: Finding): void => {
    const before = result.corruptions;
    context.found(finding);
    discarded += result.corruptions - before;
  };
  if (count > MAX_SNAPSHOTS && isRepaired) {
    discardSnapshots({ kind: 'snapshots-discarded', count: count - MAX_SNAPSHOTS });
    count = MAX_SNAPSHOTS;
  }
  requireBounds(context, count, exactOffset);
  const where = { ...header, snapshotCount: count, snapshotsOffset: asHost(readU64(pointer, 4)) };
  const { snapshots, tableSize } = yield* readEntries(
    context,
    where,
    isRepaired
      ? {
          snapshots: (left) =>
            discardSnapshots({ kind: 'snapshots-discarded-for-size', count: left }),
          extraData: (index, size) =>
            context.found({ kind: 'snapshot-data-discarded', index, size }),
        }
      : undefined,
  );
  const table = { snapshots, offset: exactOffset, size: tableSize };
  if (context.repairer !== undefined) yield* context.repairer.useSnapshots(table);
  if (discarded !== 0) {
    yield* storeCount(context, snapshots.length);
    context.fixedCorruption(discarded);
  }
  reportIncomplete(context, snapshots);
  return table;
}

/** The count in the header must be that of the snapshots which are counted from here on. */
function* storeCount(context: CheckContext, count: number): Task<void> {
  const { repairer } = context;
  assert(repairer !== undefined, 'snapshots are dropped only where errors are repaired');
  try {
    yield* repairer.writeSnapshotCount(count);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    context.giveUp({ kind: 'snapshot-count-unwritable', errno: error.errno }, error.errno);
  }
}

function reportIncomplete(context: CheckContext, snapshots: readonly SnapshotEntry[]): void {
  if (context.metadata.header.version < 3) {
    return;
  }
  const isRepaired = context.mode === 'all';
  snapshots.forEach((snapshot, index) => {
    if (snapshot.extraDataSize < SNAPSHOT_MIN_EXTRA_V3) {
      context.found({ kind: 'snapshot-incomplete', isRepaired, index });
    }
  });
}

/** Writes the table anew where errors in it are left and are to be repaired. Throws IoError. */
export function* repairSnapshotTable(context: CheckContext): Task<void> {
  const { result, repairer } = context;
  if (result.corruptions === 0 || context.mode !== 'all' || repairer === undefined) {
    return;
  }
  try {
    yield* repairer.rewriteSnapshotTable();
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    context.giveUp({ kind: 'snapshot-table-unwritable', errno: error.errno }, error.errno);
  }
  context.fixedCorruption(result.corruptions);
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
  if (problem === 'offset invalid') context.giveUp({ kind: 'snapshot-table-misplaced' }, EINVAL);
  const overhanging = count - MAX_SNAPSHOTS;
  context.giveUp({ kind: 'snapshot-table-too-large', overhanging }, EFBIG);
}

function* readEntries(
  context: CheckContext,
  where: CheckContext['metadata']['header'],
  discards: SnapshotDiscards | undefined,
): Task<SnapshotTable> {
  try {
    return yield* readSnapshotTable(context.file, where, where.size, discards);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    const { message: reason, hint, errno } = error;
    context.giveUp({ kind: 'snapshot-table-unreadable', reason, hint }, errno);
  }
}
