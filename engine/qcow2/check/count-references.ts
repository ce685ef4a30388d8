// The walk: counts a reference for every pointer that the image holds, in QEMU's order, and
// reports what is wrong with the pointers themselves. All tables are read from the file.
//
//   header -> active L1 and all below it -> snapshots' L1s -> snapshot table -> refcount table
//   -> bitmaps -> refcount blocks
import { isAligned } from '../../base/align.ts';
import { IoError } from '../../base/errors.ts';
import { read } from '../../block/request.ts';
import type { Task } from '../../task/task.ts';
import {
  entryHex,
  entryOffset,
  l1ReservedBitsSet,
  nextEntry,
  wordsOf,
} from '../format/l2-entry.ts';
import { exactField } from '../format/header.ts';
import { MAX_L1_BYTES } from '../format/limits.ts';
import type { SnapshotEntry } from '../format/snapshot-entry.ts';
import { exactL1Offset } from '../format/snapshot-entry.ts';
import type { CheckContext } from './check-context.ts';
import { countBitmapReferences } from './count-bitmaps.ts';
import { countL2 } from './count-l2.ts';
import { countRefcountBlocks } from './count-refcount-blocks.ts';
import type { Repairer, RepairMode } from './repairer.ts';

/**
 * Fills `context.references`. `snapshotTable` is what the check itself read. Where `mode` is 'all'
 * what can be set right by the way is: entries without data that are not aligned, and a file that
 * ends before a refcount block. Throws IoError when a table cannot be read; that is reported and
 * counted.
 */
export function* countReferences(
  context: CheckContext,
  snapshotTable: { snapshots: readonly SnapshotEntry[]; offset: bigint; size: number },
  mode: RepairMode,
): Task<void> {
  const { header, geometry, refcountTable } = context.metadata;
  const repairer = mode === 'all' ? context.repairer : undefined;
  context.refreshFileLength();
  context.countRegion(0, geometry.clusterSize);
  const active = { offset: exactField(header, 'l1TableOffset'), entries: header.l1Size };
  yield* countL1(context, { ...active, isActive: true }, repairer);
  const { snapshots } = snapshotTable;
  if (geometry.hasDataFile && snapshots.length > 0) {
    context.corruption(`ERROR ${snapshots.length} snapshots in image with data file`);
  }
  for (const snapshot of snapshots) {
    if (isSnapshotL1Usable(context, snapshot)) {
      const table = { offset: exactL1Offset(snapshot), entries: snapshot.l1Size };
      yield* countL1(context, { ...table, isActive: false }, repairer);
    }
  }
  context.countExactRegion(snapshotTable.offset, snapshotTable.size);
  const tableOffset = exactField(header, 'refcountTableOffset');
  context.countExactRegion(tableOffset, refcountTable.length);
  yield* countBitmapReferences(context);
  yield* countRefcountBlocks(context, repairer);
}

function isSnapshotL1Usable(context: CheckContext, snapshot: SnapshotEntry): boolean {
  const { id, name, l1Size } = snapshot;
  const l1Offset = exactL1Offset(snapshot);
  const corrupted = 'snapshot table entry corrupted';
  if (l1Offset % BigInt(context.metadata.geometry.clusterSize) !== 0n) {
    context.corruption(
      `ERROR snapshot ${id} (${name}) l1_offset=${prefixedHex(l1Offset)}: ` +
        `L1 table is not cluster aligned; ${corrupted}`,
    );
    return false;
  }
  if (l1Size * 8 > MAX_L1_BYTES) {
    context.corruption(
      `ERROR snapshot ${id} (${name}) l1_size=${prefixedHex(l1Size)}: ` +
        `L1 table is too large; ${corrupted}`,
    );
    return false;
  }
  return true;
}

/** As C prints with %#x. */
const prefixedHex = (value: number | bigint): string =>
  Number(value) === 0 ? '0' : `0x${value.toString(16)}`;

interface L1Table {
  readonly offset: bigint;
  readonly entries: number;
  /** That of the disk, and not of a snapshot. */
  readonly isActive: boolean;
}

function* countL1(
  context: CheckContext,
  { offset, entries, isActive }: L1Table,
  repairer: Repairer | undefined,
): Task<void> {
  if (entries === 0) {
    return;
  }
  const { clusterSize } = context.metadata.geometry;
  context.countExactRegion(offset, entries * 8);
  const l1 = new Uint8Array(entries * 8);
  const l2 = new Uint8Array(clusterSize);
  yield* readOrGiveUp(context, Number(offset), l1, 'ERROR: I/O error in check_refcounts_l1');
  const words = wordsOf(l1);
  for (let index = nextEntry(words, 0); index >= 0; index = nextEntry(words, index + 1)) {
    const at = index * 8;
    if (l1ReservedBitsSet(l1, at)) {
      context.corruption(`ERROR found L1 entry with reserved bits set: ${entryHex(l1, at)}`);
    }
    const l2Offset = entryOffset(l1, at);
    context.countRegion(l2Offset, clusterSize);
    if (!isAligned(l2Offset, clusterSize)) {
      context.corruption(
        `ERROR l2_offset=${l2Offset.toString(16)}: Table is not cluster aligned; ` +
          'L1 entry corrupted',
      );
    }
    yield* readOrGiveUp(context, l2Offset, l2, 'ERROR: I/O error in check_refcounts_l2');
    yield* countL2(context, { l2, offset: l2Offset, isActive }, repairer);
  }
}

function* readOrGiveUp(
  context: CheckContext,
  offset: number,
  target: Uint8Array,
  line: string,
): Task<void> {
  try {
    yield* read(context.file, offset, target);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    context.giveUp(line, error.errno);
  }
}
