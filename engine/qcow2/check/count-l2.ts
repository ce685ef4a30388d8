// The entries of one L2 table: counts the host clusters that they refer to.
import { hostAdd, type HostOffset, NO_HOST } from '../../base/address.ts';
import { isAligned } from '../../base/align.ts';
import { readU64Exact } from '../../base/endian.ts';
import { IoError } from '../../base/errors.ts';
import type { Task } from '../../task/task.ts';
import {
  clusterKind,
  compressedOffsetExact,
  compressedRange,
  entryIsCopied,
  entryIsZeroWord,
  entryOffset,
  l2ReservedBitsSet,
  nextUsedEntry,
  storeZeroEntry,
  subclusterBitmap,
  wordsOf,
} from '../format/l2-entry.ts';
import type { CheckContext } from './check-context.ts';
import { exact } from './finding.ts';
import type { Repairer } from './repairer.ts';

/** An L2 table that is being counted. */
export interface L2Table {
  readonly l2: Uint8Array;
  /** Where it was read. */
  readonly offset: HostOffset;
  readonly isActive: boolean;
}

/**
 * Counts what the entries of a table refer to, and reports what is wrong with them. Where there is
 * a repairer, entries without data that are not aligned are made plain zeroes. Throws IoError.
 */
export function* countL2(
  context: CheckContext,
  table: L2Table,
  repairer: Repairer | undefined,
): Task<void> {
  const { geometry } = context.metadata;
  const { clusterSize, l2EntrySize, extendedL2 } = geometry;
  const { result } = context;
  const { l2, isActive } = table;
  let expectedNext = NO_HOST;
  let words: Uint32Array | undefined;
  for (let at = 0; at < l2.length; at += l2EntrySize) {
    if (entryIsZeroWord(l2, at)) {
      words ??= wordsOf(l2);
      at = nextUsedEntry(words, at, l2EntrySize);
      if (at === l2.length) break;
    }
    const kind = clusterKind(l2, at, geometry);
    if (kind !== 'compressed' && l2ReservedBitsSet(l2, at)) {
      context.found({ kind: 'l2-reserved-bits', entry: readU64Exact(l2, at) });
    }
    if (kind === 'compressed') {
      countCompressed(context, l2, at, isActive);
    } else if (kind === 'normal' || kind === 'zero-allocated') {
      const offset = entryOffset(l2, at);
      if (extendedL2 || offset % clusterSize !== 0) {
        const isNormal = kind === 'normal';
        if (yield* isEntryCleared(context, table, { at, isNormal }, repairer)) continue;
      }
      if (isActive) {
        result.allocatedClusters += 1;
        if (expectedNext !== 0 && offset !== expectedNext) result.fragmentedClusters += 1;
        expectedNext = hostAdd(offset, clusterSize);
      }
      if (!geometry.hasDataFile) context.countCluster(offset);
    } else if (extendedL2 && subclusterBitmap(l2, at).hasAllocated) {
      context.found({ kind: 'subclusters-without-cluster' });
    }
  }
}

/** Counts what the entries of a table refer to, `times` times. Nothing is wrong with them. */
export function countL2Times(context: CheckContext, l2: Uint8Array, times: number): void {
  const { geometry } = context.metadata;
  for (let at = 0; at < l2.length; at += geometry.l2EntrySize) {
    if (entryIsZeroWord(l2, at)) continue;
    const kind = clusterKind(l2, at, geometry);
    if (kind === 'compressed') {
      const { offset, length } = compressedRange(l2, at, geometry);
      if (!geometry.hasDataFile) context.countTimes(offset, length, times);
    } else if ((kind === 'normal' || kind === 'zero-allocated') && !geometry.hasDataFile) {
      context.countTimes(entryOffset(l2, at), geometry.clusterSize, times);
    }
  }
}

/**
 * Reports what is wrong with an entry that has a host cluster. True: its host cluster was taken
 * from it, as it held no data and was not aligned; otherwise it is counted all the same.
 */
function* isEntryCleared(
  context: CheckContext,
  table: L2Table,
  { at, isNormal }: { at: number; isNormal: boolean },
  repairer: Repairer | undefined,
): Task<boolean> {
  const { clusterSize, extendedL2 } = context.metadata.geometry;
  const { l2 } = table;
  const offset = entryOffset(l2, at);
  if (extendedL2 && subclusterBitmap(l2, at).isContradictory) {
    context.found({ kind: 'subclusters-contradictory', offset: exact(offset) });
  }
  if (isAligned(offset, clusterSize)) {
    return false;
  }
  const hasData = extendedL2 ? subclusterBitmap(l2, at).hasAllocated : isNormal;
  if (hasData) {
    context.found({ kind: 'data-cluster-unaligned', offset: exact(offset) });
    return false;
  }
  const isRepaired = repairer !== undefined;
  context.found({ kind: 'spare-cluster-unaligned', isRepaired, offset: exact(offset) });
  return repairer !== undefined && (yield* clearEntry(context, table, at, repairer));
}

/**
 * Makes an entry one that reads as zeroes and has no host cluster. False where that cannot be
 * written. Throws IoError where it would overwrite other metadata.
 */
function* clearEntry(
  context: CheckContext,
  { l2, offset, isActive }: L2Table,
  at: number,
  repairer: Repairer,
): Task<boolean> {
  const { l2EntrySize, extendedL2 } = context.metadata.geometry;
  storeZeroEntry(l2, at, extendedL2);
  try {
    yield* repairer.checkL2Entry(hostAdd(offset, at), l2EntrySize, isActive);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    context.giveUp({ kind: 'l2-entry-overlaps' }, error.errno);
  }
  try {
    yield* repairer.writeSync(hostAdd(offset, at), l2.slice(at, at + l2EntrySize));
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    context.found({ kind: 'l2-entry-unwritable', errno: error.errno });
    return false;
  }
  context.fixedCorruption();
  return true;
}

function countCompressed(
  context: CheckContext,
  l2: Uint8Array,
  at: number,
  isActive: boolean,
): void {
  const { geometry } = context.metadata;
  const { result } = context;
  if (entryIsCopied(l2, at)) {
    const offset = exact(compressedOffsetExact(l2, at, geometry));
    context.found({ kind: 'compressed-copied-flag', offset });
  }
  const index = at / geometry.l2EntrySize;
  if (geometry.hasDataFile) {
    const entry = withoutCopied(l2, at);
    context.found({ kind: 'compressed-with-data-file', index, entry });
    return;
  }
  if (geometry.extendedL2 && !subclusterBitmap(l2, at).isEmpty) {
    const entry = withoutCopied(l2, at);
    context.found({ kind: 'compressed-with-subclusters', index, entry });
    return;
  }
  const { offset, length } = compressedRange(l2, at, geometry);
  if (Number.isSafeInteger(offset)) {
    context.countRegion(offset, length);
  } else {
    context.countExactRegion(compressedOffsetExact(l2, at, geometry), length);
  }
  if (isActive) {
    result.allocatedClusters += 1;
    result.compressedClusters += 1;
    result.fragmentedClusters += 1;
  }
}

/** The entry without its COPIED flag. */
const withoutCopied = (table: Uint8Array, at: number): bigint =>
  BigInt.asUintN(63, readU64Exact(table, at));
