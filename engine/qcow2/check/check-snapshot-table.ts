// Reads the snapshot table for a check: from the header in the file, with bounds of its own,
// because an image that is opened for check has not read it.
import { assert } from '../../base/assert.ts';
import { EFBIG, EINVAL, strerror } from '../../base/errno.ts';
import { FormatError, IoError } from '../../base/errors.ts';
import { readU32, readU64, readU64Exact } from '../../base/endian.ts';
import { read } from '../../block/request.ts';
import type { Task } from '../../task/task.ts';
import { headerField } from '../format/header.ts';
import { MAX_INT32, MAX_SNAPSHOTS } from '../format/limits.ts';
import type { SnapshotEntry } from '../format/snapshot-entry.ts';
import { SNAPSHOT_FIXED_SIZE, SNAPSHOT_MIN_EXTRA_V3 } from '../format/snapshot-entry.ts';
import { tableProblem } from '../format/table-bounds.ts';
import {
  type DroppedSnapshotParts,
  readSnapshotTable,
  type SnapshotTable,
} from '../metadata/snapshots.ts';
import type { CheckContext } from './check-context.ts';
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
    context.giveUp(
      'ERROR failed to read the snapshot table pointer from the image header: ' +
        strerror(error.errno),
      error.errno,
    );
  }
  const isRepaired = context.mode === 'all';
  let count = readU32(pointer, 0);
  const exactOffset = readU64Exact(pointer, 4);
  const dropped = {
    report: (line: string) => context.report.bare(line),
    snapshots: 0,
    extraData: 0,
  };
  if (count > MAX_SNAPSHOTS && isRepaired) {
    context.report.bare(`Discarding ${count - MAX_SNAPSHOTS} overhanging snapshots`);
    dropped.snapshots = asInt32(count - MAX_SNAPSHOTS);
    count = MAX_SNAPSHOTS;
  }
  requireBounds(context, count, exactOffset);
  const where = { ...header, snapshotCount: count, snapshotsOffset: readU64(pointer, 4) };
  const { snapshots, tableSize } = yield* readEntries(
    context,
    where,
    isRepaired ? dropped : undefined,
  );
  const table = { snapshots, offset: exactOffset, size: tableSize };
  if (context.repairer !== undefined) yield* context.repairer.useSnapshots(table);
  result.corruptions += dropped.snapshots + dropped.extraData;
  if (dropped.snapshots !== 0) {
    yield* storeCount(context, snapshots.length);
    context.fixedCorruption(dropped.snapshots);
  }
  reportIncomplete(context, snapshots);
  return table;
}

/** QEMU counts them in a signed number: of four thousand million it says that fewer are left. */
const asInt32 = (value: number): number => (value > MAX_INT32 ? value - 2 ** 32 : value);

/** The count in the header must be that of the snapshots which are counted from here on. */
function* storeCount(context: CheckContext, count: number): Task<void> {
  const { repairer } = context;
  assert(repairer !== undefined, 'snapshots are dropped only where errors are repaired');
  try {
    yield* repairer.writeSnapshotCount(count);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    context.giveUp(
      'ERROR failed to update the snapshot count in the image header: ' + strerror(error.errno),
      error.errno,
    );
  }
}

function reportIncomplete(context: CheckContext, snapshots: readonly SnapshotEntry[]): void {
  if (context.metadata.header.version < 3) {
    return;
  }
  const word = context.mode === 'all' ? 'Repairing' : 'ERROR';
  snapshots.forEach((snapshot, index) => {
    if (snapshot.extraDataSize < SNAPSHOT_MIN_EXTRA_V3) {
      context.corruption(`${word} snapshot table entry ${index} is incomplete`);
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
    context.giveUp(`ERROR failed to update snapshot table: ${strerror(error.errno)}`, error.errno);
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
  dropped: DroppedSnapshotParts | undefined,
): Task<SnapshotTable> {
  try {
    return yield* readSnapshotTable(context.file, where, where.size, dropped);
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
