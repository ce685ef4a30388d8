// The walk: counts a reference for every pointer that the image holds, in QEMU's order, and
// reports what is wrong with the pointers themselves. All tables are read from the file.
//
//   header -> active L1 and all below it -> snapshots' L1s -> snapshot table -> refcount table
//   -> encryption header -> bitmaps -> refcount blocks
import { type HostOffset, NO_HOST } from '../../base/address.ts';
import { isAligned } from '../../base/align.ts';
import { readU64Exact } from '../../base/endian.ts';
import { IoError } from '../../base/errors.ts';
import { read } from '../../block/request.ts';
import type { Task } from '../../task/task.ts';
import {
  entryOffset,
  forEachOffset,
  l1ReservedBitsSet,
  nextEntry,
  wordsOf,
} from '../format/l2-entry.ts';
import { exactField } from '../format/header.ts';
import { MAX_L1_BYTES } from '../format/limits.ts';
import type { SnapshotEntry } from '../format/snapshot-entry.ts';
import { exactL1Offset } from '../format/snapshot-entry.ts';
import type { CheckContext } from './check-context.ts';
import { exact } from './finding.ts';
import { countBitmapReferences } from './count-bitmaps.ts';
import { countL2, countL2Times, type L2Table } from './count-l2.ts';
import { countRefcountBlocks } from './count-refcount-blocks.ts';
import { countNoted, countTable, type EntryTable } from './count-table.ts';
import type { RepairMode } from '../../block/format.ts';
import type { Repairer } from './repairer.ts';

/**
 * Fills `context.references`. `snapshotTable` is what the check itself read. Where `mode` is 'all',
 * two kinds of errors are repaired on the way: entries without data that are not aligned, and a
 * file that ends before a refcount block. Throws IoError when a table cannot be read; that is
 * reported and counted.
 */
export function* countReferences(
  context: CheckContext,
  snapshotTable: { snapshots: readonly SnapshotEntry[]; offset: bigint; size: number },
  mode: RepairMode,
): Task<void> {
  const { header, geometry, refcountTable, extensions } = context.metadata;
  const repairer = mode === 'all' ? context.repairer : undefined;
  context.refreshFileLength();
  context.forgetShared();
  context.countRegion(NO_HOST, geometry.clusterSize);
  const active = { offset: exactField(header, 'l1TableOffset'), entries: header.l1Size };
  yield* countL1(context, { isActive: true, ...active }, repairer);
  const { snapshots } = snapshotTable;
  if (geometry.hasDataFile && snapshots.length > 0) {
    context.found({ kind: 'snapshots-with-data-file', count: snapshots.length });
  }
  for (const snapshot of snapshots) {
    if (isSnapshotL1Usable(context, snapshot)) {
      const table = { offset: exactL1Offset(snapshot), entries: snapshot.l1Size };
      yield* countL1(context, { isActive: false, ...table }, repairer);
    }
  }
  yield* countShared(context);
  context.countExactRegion(snapshotTable.offset, snapshotTable.size);
  const tableOffset = exactField(header, 'refcountTableOffset');
  context.countExactRegion(tableOffset, refcountTable.length);
  const { luks } = extensions;
  if (luks !== undefined) context.countLongRegion(luks.offset, luks.length);
  yield* countBitmapReferences(context);
  yield* countRefcountBlocks(context, repairer);
}

function isSnapshotL1Usable(context: CheckContext, snapshot: SnapshotEntry): boolean {
  const { id, name, l1Size } = snapshot;
  const l1Offset = exactL1Offset(snapshot);
  if (l1Offset % BigInt(context.metadata.geometry.clusterSize) !== 0n) {
    context.found({ kind: 'snapshot-l1-unaligned', id, name, offset: exact(l1Offset) });
    return false;
  }
  if (l1Size * 8 > MAX_L1_BYTES) {
    context.found({ kind: 'snapshot-l1-too-large', id, name, entries: l1Size });
    return false;
  }
  return true;
}

interface L1Table extends EntryTable {
  /** That of the disk, and not of a snapshot. */
  readonly isActive: boolean;
}

function* countL1(
  context: CheckContext,
  table: L1Table,
  repairer: Repairer | undefined,
): Task<void> {
  if (table.entries === 0) {
    return;
  }
  const { isActive } = table;
  const l2 = new Uint8Array(context.metadata.geometry.clusterSize);
  yield* countTable(context, isActive ? undefined : context.shared.snapshotL1, table, {
    read: (offset, size) => readL1(context, offset, size),
    count: (part) => countL1Entries(context, part, { l2, isActive }, repairer),
  });
}

function* readL1(context: CheckContext, offset: HostOffset, size: number): Task<Uint8Array> {
  const l1 = new Uint8Array(size);
  yield* readOrGiveUp(context, offset, l1, 'l1-table-unreadable');
  return l1;
}

/** `l2` is where L2 tables are read to. */
function* countL1Entries(
  context: CheckContext,
  l1: Uint8Array,
  { l2, isActive }: { l2: Uint8Array; isActive: boolean },
  repairer: Repairer | undefined,
): Task<void> {
  const { shared, metadata } = context;
  const words = wordsOf(l1);
  for (let index = nextEntry(words, 0); index >= 0; index = nextEntry(words, index + 1)) {
    const before = context.findings;
    const offset = entryOffset(l1, index * 8);
    countL1Entry(context, l1, index * 8);
    if (shared.isNoting && isL2Skipped(context, offset, isActive)) {
      context.spend(0, context.findings - before);
      continue;
    }
    yield* readOrGiveUp(context, offset, l2, 'l2-table-unreadable');
    yield* countAndNoteL2(context, { l2, offset, isActive }, repairer);
    context.spend(metadata.geometry.l2EntriesPerTable, context.findings - before);
  }
}

/** The entry alone, and the cluster that it names. */
function countL1Entry(context: CheckContext, l1: Uint8Array, at: number): void {
  const { clusterSize } = context.metadata.geometry;
  if (l1ReservedBitsSet(l1, at)) {
    context.found({ kind: 'l1-reserved-bits', entry: readU64Exact(l1, at) });
  }
  const l2Offset = entryOffset(l1, at);
  context.countRegion(l2Offset, clusterSize);
  if (!isAligned(l2Offset, clusterSize)) {
    context.found({ kind: 'l2-table-unaligned', offset: exact(l2Offset) });
  }
}

function isL2Skipped(context: CheckContext, offset: HostOffset, isActive: boolean): boolean {
  const { result, shared } = context;
  const known = shared.l2.get(offset);
  if (known === undefined || (isActive && !known.isActive)) return false;
  if (isActive) {
    result.allocatedClusters += known.allocated;
    result.compressedClusters += known.compressed;
    result.fragmentedClusters += known.fragmented;
  }
  return shared.l2.skip(offset);
}

function* countAndNoteL2(
  context: CheckContext,
  table: L2Table,
  repairer: Repairer | undefined,
): Task<void> {
  const { result, shared } = context;
  const before = context.findings;
  const { allocatedClusters, compressedClusters, fragmentedClusters } = result;
  yield* countL2(context, table, repairer);
  const { offset, isActive } = table;
  // Of a table that was met for the first time nobody knows whether it will be met again.
  if (!shared.isNoting || context.findings !== before || !context.isShared(offset)) return;
  shared.l2.note({
    offset,
    isActive,
    allocated: result.allocatedClusters - allocatedClusters,
    compressed: result.compressedClusters - compressedClusters,
    fragmented: result.fragmentedClusters - fragmentedClusters,
  });
}

/** Counts what was only noted: an entry of an L1 table stands for its L2 table, as often. */
function* countShared(context: CheckContext): Task<void> {
  const { clusterSize } = context.metadata.geometry;
  const { shared } = context;
  const read = (offset: HostOffset, size: number): Task<Uint8Array> =>
    readL1(context, offset, size);
  yield* countNoted(context, shared.snapshotL1, read, (l1, times) =>
    forEachOffset(l1, (_index, offset) => {
      context.countTimes(offset, clusterSize, times);
      const figures = { allocated: 0, compressed: 0, fragmented: 0 };
      shared.l2.note({ offset, isActive: false, ...figures }, times);
    }),
  );
  const l2 = new Uint8Array(clusterSize);
  yield* shared.l2.count(function* ({ offset }, times) {
    yield* readOrGiveUp(context, offset, l2, 'l2-table-unreadable');
    countL2Times(context, l2, times);
  });
}

function* readOrGiveUp(
  context: CheckContext,
  offset: HostOffset,
  target: Uint8Array,
  kind: 'l1-table-unreadable' | 'l2-table-unreadable',
): Task<void> {
  try {
    yield* read(context.file, offset, target);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    context.giveUp({ kind }, error.errno);
  }
}
