// Tables of 8-byte entries that name host clusters, those of snapshots and bitmaps: counted one by
// one, or, where they lie on top of each other too often, each entry once with its references.
import { asHost, hostAdd, hostAlignUp, type HostOffset } from '../../base/address.ts';
import type { Task } from '../../task/task.ts';
import type { CheckContext } from './check-context.ts';
import type { OverlappingTables } from './shared-tables.ts';

/** Most bytes of noted tables that are read at once. */
const PIECE = 2 ** 20;

/** Where a table says that it lies. */
export interface EntryTable {
  readonly offset: bigint;
  readonly entries: number;
}

/** How the tables of one kind are counted. */
export interface TableWalk {
  /** Reads this part of a table, and sees that it can be counted. Throws IoError. */
  read(offset: HostOffset, size: number): Task<Uint8Array>;
  /** Counts what the entries of a part refer to, and reports. Throws IoError. */
  count(part: Uint8Array): Task<void>;
}

/**
 * Counts a table: the clusters that it lies in, and what its entries refer to. `tables` are those
 * of its kind; undefined where there is just one. Throws IoError.
 */
export function* countTable(
  context: CheckContext,
  tables: OverlappingTables | undefined,
  { offset, entries }: EntryTable,
  walk: TableWalk,
): Task<void> {
  const size = entries * 8;
  const isExact = offset + BigInt(size) <= Number.MAX_SAFE_INTEGER;
  if (tables !== undefined && context.shared.isNoting && isExact) {
    yield* countOverlapping(context, tables, { start: asHost(Number(offset)), size }, walk);
    return;
  }
  const before = context.findings;
  context.countExactRegion(offset, size);
  const bytes = yield* walk.read(asHost(Number(offset)), size);
  context.spend(entries, context.findings - before);
  yield* walk.count(bytes);
}

function* countOverlapping(
  context: CheckContext,
  { known, entries, clusters }: OverlappingTables,
  { start, size }: { start: HostOffset; size: number },
  walk: TableWalk,
): Task<void> {
  const { clusterSize } = context.metadata.geometry;
  if (context.isBeyondEnd(start, size)) {
    context.countRegion(start, size);
  } else {
    clusters.add({ start, end: hostAlignUp(hostAdd(start, size), clusterSize) });
  }
  // What lies beyond the end of the file reads as zeroes, and refers to nothing.
  const end = asHost(Math.min(start + size, context.fileLength));
  const unknown: { at: HostOffset; bytes: Uint8Array }[] = [];
  for (const part of start < end ? known.split({ start, end }) : []) {
    if (part.isKnown) {
      entries.add(part);
    } else {
      const bytes = yield* walk.read(part.start, part.end - part.start);
      unknown.push({ at: part.start, bytes });
    }
  }
  context.spend(1);
  for (const { at, bytes } of unknown) {
    for (let from = 0; from < bytes.length; from += clusterSize) {
      const part = bytes.subarray(from, from + clusterSize);
      const before = context.findings;
      yield* walk.count(part);
      const findings = context.findings - before;
      context.spend(part.length / 8, findings);
      if (findings === 0)
        known.add({ start: hostAdd(at, from), end: hostAdd(at, from + part.length) });
    }
  }
}

/**
 * Counts what was only noted. `countEntries` is handed entries, and the number of their
 * references. Throws IoError.
 */
export function* countNoted(
  context: CheckContext,
  { entries, clusters }: OverlappingTables,
  read: TableWalk['read'],
  countEntries: (part: Uint8Array, times: number) => void,
): Task<void> {
  for (const { start, end, times } of clusters.ranges()) {
    context.countTimes(start, end - start, times);
  }
  for (const { start, end, times } of entries.ranges()) {
    for (let at = start; at < end; at = hostAdd(at, PIECE)) {
      countEntries(yield* read(at, Math.min(PIECE, end - at)), times);
    }
  }
}
