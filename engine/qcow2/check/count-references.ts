// The walk: counts a reference for every pointer that the image holds, in QEMU's order, and
// reports what is wrong with the pointers themselves. All tables are read from the file.
//
//   header -> active L1 and all below it -> snapshots' L1s -> snapshot table -> refcount table
//   -> bitmaps -> refcount blocks
import { isAligned } from '../../base/align.ts';
import { readU32 } from '../../base/endian.ts';
import { IoError } from '../../base/errors.ts';
import { read } from '../../block/request.ts';
import type { Task } from '../../task/task.ts';
import {
  clusterKind,
  compressedOffsetHex,
  compressedRange,
  entryHex,
  entryIsCopied,
  entryIsZeroWord,
  entryOffset,
  l1ReservedBitsSet,
  l2ReservedBitsSet,
  nextEntry,
  subclusterBitmap,
  wordsOf,
} from '../format/l2-entry.ts';
import { exactField } from '../format/header.ts';
import { MAX_L1_BYTES } from '../format/limits.ts';
import { refcountTableEntry } from '../format/refcount-block.ts';
import type { SnapshotEntry } from '../format/snapshot-entry.ts';
import { exactL1Offset } from '../format/snapshot-entry.ts';
import type { CheckContext } from './check-context.ts';
import { countBitmapReferences } from './count-bitmaps.ts';

/**
 * Fills `context.references`. `snapshotTable` is what the check itself read.
 * Throws IoError when a table cannot be read; that is reported and counted.
 */
export function* countReferences(
  context: CheckContext,
  snapshotTable: { snapshots: readonly SnapshotEntry[]; offset: bigint; size: number },
): Task<void> {
  const { header, geometry, refcountTable } = context.metadata;
  context.countRegion(0, geometry.clusterSize);
  yield* countL1(context, exactField(header, 'l1TableOffset'), header.l1Size, true);
  const { snapshots } = snapshotTable;
  if (geometry.hasDataFile && snapshots.length > 0) {
    context.corruption(`ERROR ${snapshots.length} snapshots in image with data file`);
  }
  for (const snapshot of snapshots) {
    if (isSnapshotL1Usable(context, snapshot)) {
      yield* countL1(context, exactL1Offset(snapshot), snapshot.l1Size, false);
    }
  }
  context.countExactRegion(snapshotTable.offset, snapshotTable.size);
  const tableOffset = exactField(header, 'refcountTableOffset');
  context.countExactRegion(tableOffset, refcountTable.length);
  yield* countBitmapReferences(context);
  countRefcountBlocks(context);
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

function* countL1(
  context: CheckContext,
  offset: bigint,
  entries: number,
  isActive: boolean,
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
    countL2(context, l2, isActive);
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

function countL2(context: CheckContext, l2: Uint8Array, isActive: boolean): void {
  const { geometry } = context.metadata;
  const { clusterSize, l2EntrySize, extendedL2 } = geometry;
  const { result } = context;
  let expectedNext = 0;
  for (let at = 0; at < l2.length; at += l2EntrySize) {
    if (entryIsZeroWord(l2, at) && (!extendedL2 || entryIsZeroWord(l2, at + 8))) continue;
    const kind = clusterKind(l2, at, geometry);
    if (kind !== 'compressed' && l2ReservedBitsSet(l2, at)) {
      context.corruption(`ERROR found l2 entry with reserved bits set: ${entryHex(l2, at)}`);
    }
    if (kind === 'compressed') {
      countCompressed(context, l2, at, isActive);
    } else if (kind === 'normal' || kind === 'zero-allocated') {
      const offset = entryOffset(l2, at);
      if (extendedL2 || offset % clusterSize !== 0) {
        reportUnsoundEntry(context, l2, at, kind === 'normal');
      }
      if (isActive) {
        result.allocatedClusters += 1;
        if (expectedNext !== 0 && offset !== expectedNext) result.fragmentedClusters += 1;
        expectedNext = offset + clusterSize;
      }
      if (!geometry.hasDataFile) context.countCluster(offset);
    } else if (extendedL2 && subclusterBitmap(l2, at).hasAllocated) {
      context.corruption(
        'ERROR: Unallocated cluster has non-zero subcluster allocation map',
      );
    }
  }
}

/** Reports what is wrong with an entry that has a host cluster, which is counted all the same. */
function reportUnsoundEntry(
  context: CheckContext,
  l2: Uint8Array,
  at: number,
  isNormal: boolean,
): void {
  const { clusterSize, extendedL2 } = context.metadata.geometry;
  const offset = entryOffset(l2, at);
  const place = `ERROR offset=${offset.toString(16)}:`;
  if (extendedL2 && subclusterBitmap(l2, at).isContradictory) {
    context.corruption(`${place} Allocated cluster has corrupted subcluster allocation bitmap`);
  }
  if (!isAligned(offset, clusterSize)) {
    const hasData = extendedL2 ? subclusterBitmap(l2, at).hasAllocated : isNormal;
    const what = hasData ? 'Data' : 'Preallocated';
    context.corruption(`${place} ${what} cluster is not properly aligned; L2 entry corrupted.`);
  }
}

function countCompressed(
  context: CheckContext,
  l2: Uint8Array,
  at: number,
  isActive: boolean,
): void {
  const { geometry } = context.metadata;
  const { result } = context;
  const offsetHex = compressedOffsetHex(l2, at, geometry);
  const isCopied = entryIsCopied(l2, at);
  if (isCopied) {
    context.corruption(
      `ERROR: coffset=0x${offsetHex}: copied flag must never be set for compressed clusters`,
    );
  }
  const index = at / geometry.l2EntrySize;
  if (geometry.hasDataFile) {
    const entry = hexWithoutCopied(l2, at);
    context.corruption(`ERROR compressed cluster ${index} with data file, entry=0x${entry}`);
    return;
  }
  if (geometry.extendedL2 && !subclusterBitmap(l2, at).isEmpty) {
    context.corruption(
      `ERROR compressed cluster ${index} with non-zero subcluster allocation bitmap, ` +
        `entry=0x${hexWithoutCopied(l2, at)}`,
    );
    return;
  }
  const { offset, length } = compressedRange(l2, at, geometry);
  if (Number.isSafeInteger(offset)) {
    context.countRegion(offset, length);
  } else {
    context.countExactRegion(BigInt(`0x${offsetHex}`), length);
  }
  if (isActive) {
    result.allocatedClusters += 1;
    result.compressedClusters += 1;
    result.fragmentedClusters += 1;
  }
}

/** The entry without its COPIED flag. */
const hexWithoutCopied = (table: Uint8Array, at: number): string => {
  const high = readU32(table, at) % 2 ** 31;
  const low = readU32(table, at + 4).toString(16);
  return high === 0 ? low : high.toString(16) + low.padStart(8, '0');
};

function countRefcountBlocks(context: CheckContext): void {
  const { refcountTable, geometry } = context.metadata;
  const { clusterSize } = geometry;
  for (let index = 0; index < refcountTable.length / 8; index += 1) {
    const entry = refcountTableEntry(refcountTable, index, clusterSize);
    const { offset, hasReservedBits } = entry;
    const cluster = Math.floor(offset / clusterSize);
    if (hasReservedBits) {
      context.corruption(`ERROR refcount table entry ${index} has reserved bits set`);
    } else if (entry.misalignment !== 0) {
      context.corruption(
        `ERROR refcount block ${index} is not cluster aligned; refcount table entry corrupted`,
      );
    } else if (cluster >= context.clusters) {
      context.corruption(`ERROR refcount block ${index} is outside image`);
    } else if (offset !== 0) {
      context.countRegion(offset, clusterSize);
      const count = context.references[cluster] as number;
      if (count !== 1) {
        context.corruption(`ERROR refcount block ${index} refcount=${count}`);
      }
    }
  }
}
