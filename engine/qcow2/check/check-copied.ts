// The COPIED flags of the active L1 table and of the L2 tables below it: set exactly where the
// refcount in the image (not the one expected) is one. An L2 table is repaired as a whole.
import { clusterOf, type HostOffset } from '../../base/address.ts';
import { readU64Exact } from '../../base/endian.ts';
import { IoError } from '../../base/errors.ts';
import { read } from '../../block/request.ts';
import type { Task } from '../../task/task.ts';
import {
  clusterKind,
  entryIsCopied,
  entryIsZeroWord,
  entryOffset,
  nextEntry,
  nextUsedEntry,
  setCopied,
  wordsOf,
} from '../format/l2-entry.ts';
import { exactRefcount, getRefcount } from '../format/refcount-block.ts';
import type { CheckContext } from './check-context.ts';
import type { Exact } from './finding.ts';
import type { Repairer } from './repairer.ts';

/**
 * Reports every flag that is wrong, and counts it or sets it right: the refcounts are believed,
 * which is safe where all of them were found, or made, correct. Clusters whose refcount cannot be
 * read are passed over in silence: the comparison has reported them. Throws IoError when an L2
 * table cannot be read, or a repair cannot be written.
 */
export function* checkCopiedFlags(context: CheckContext): Task<void> {
  const { l1, geometry } = context.metadata;
  const { checkErrors, corruptions, leaks } = context.result;
  const isSafe = checkErrors === 0 && corruptions === 0 && leaks === 0;
  const repairer =
    context.mode === 'all' || (context.mode === 'leaks' && isSafe) ? context.repairer : undefined;
  const l2 = new Uint8Array(geometry.clusterSize);
  /** Tables that are named again and again, and have nothing wrong. */
  const sound = new Set<HostOffset>();
  const words = wordsOf(l1);
  for (let index = nextEntry(words, 0); index >= 0; index = nextEntry(words, index + 1)) {
    const l2Offset = entryOffset(l1, index * 8);
    if (l2Offset === 0) continue;
    const refcount = yield* findRefcount(context, l2Offset);
    if (refcount === undefined) continue;
    if (refcount.isOne !== entryIsCopied(l1, index * 8)) {
      yield* handleL1Entry(context, index, refcount, repairer);
    }
    if (sound.has(l2Offset)) continue;
    try {
      yield* read(context.file, l2Offset, l2);
    } catch (error) {
      if (!(error instanceof IoError)) throw error;
      const { errno } = error;
      context.giveUp({ kind: 'l2-flags-unreadable', errno }, errno);
    }
    const before = context.findings;
    const changed = yield* checkL2(context, l2, repairer);
    context.spend(geometry.l2EntriesPerTable, context.findings - before);
    if (context.shared.hasTakenLong && context.isShared(l2Offset)) {
      if (context.findings === before) sound.add(l2Offset);
    }
    if (changed > 0 && repairer !== undefined) {
      yield* writeL2Table(context, repairer, l2Offset, l2);
      context.fixedCorruption(changed);
    }
  }
}

function* handleL1Entry(
  context: CheckContext,
  index: number,
  refcount: Refcount,
  repairer: Repairer | undefined,
): Task<void> {
  const { l1 } = context.metadata;
  const at = index * 8;
  context.found({
    kind: 'l1-copied-flag',
    isRepaired: repairer !== undefined,
    l1Index: index,
    entry: readU64Exact(l1, at),
    refcount: refcount.exact(),
  });
  if (repairer === undefined) {
    return;
  }
  const entry = l1.slice(at, at + 8);
  setCopied(entry, 0, refcount.isOne);
  try {
    yield* repairer.writeL1Entry(index, entry);
  } catch (error) {
    if (error instanceof IoError) {
      context.found({ kind: 'l1-entry-unwritable', errno: error.errno });
    }
    throw error;
  }
  context.fixedCorruption();
}

function* writeL2Table(
  context: CheckContext,
  repairer: Repairer,
  offset: HostOffset,
  l2: Uint8Array,
): Task<void> {
  let kind: 'l2-table-overlaps' | 'l2-table-unwritable' = 'l2-table-overlaps';
  try {
    yield* repairer.checkL2Table(offset);
    kind = 'l2-table-unwritable';
    yield* repairer.write(offset, l2);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    context.giveUp({ kind, errno: error.errno }, error.errno);
  }
}

/** Returns how many entries were changed in `l2`. */
function* checkL2(
  context: CheckContext,
  l2: Uint8Array,
  repairer: Repairer | undefined,
): Task<number> {
  const { geometry } = context.metadata;
  const { clusterSize, refcountsPerBlock, refcountOrder, l2EntrySize } = geometry;
  const isRepaired = repairer !== undefined;
  let block: Uint8Array | undefined;
  let blockIndex = -1;
  let changed = 0;
  let words: Uint32Array | undefined;
  for (let at = 0; at < l2.length; at += l2EntrySize) {
    if (entryIsZeroWord(l2, at)) {
      words ??= wordsOf(l2);
      at = nextUsedEntry(words, at, l2EntrySize);
      if (at === l2.length) break;
    }
    const kind = clusterKind(l2, at, geometry);
    if (kind !== 'normal' && kind !== 'zero-allocated') continue;
    if (geometry.hasDataFile) {
      // Nobody else can refer to a cluster of the data file.
      if (entryIsCopied(l2, at)) continue;
      const entry = readU64Exact(l2, at);
      context.found({ kind: 'l2-copied-flag', isRepaired, entry, refcount: 1 });
      if (repairer !== undefined) {
        setCopied(l2, at, true);
        changed += 1;
      }
      continue;
    }
    const offset = entryOffset(l2, at);
    const cluster = clusterOf(offset, clusterSize);
    const wantedIndex = Math.floor(cluster / refcountsPerBlock);
    if (block === undefined || wantedIndex !== blockIndex) {
      block = context.onDisk.loaded(wantedIndex);
      blockIndex = wantedIndex;
    }
    if (block !== undefined) {
      // The common case, without a Task: one image easily has a hundred thousand entries.
      const isOne = getRefcount(block, cluster % refcountsPerBlock, refcountOrder) === 1;
      if (isOne === entryIsCopied(l2, at)) continue;
    }
    const refcount = yield* findRefcount(context, offset);
    if (refcount !== undefined && refcount.isOne !== entryIsCopied(l2, at)) {
      const entry = readU64Exact(l2, at);
      context.found({ kind: 'l2-copied-flag', isRepaired, entry, refcount: refcount.exact() });
      if (repairer !== undefined) {
        setCopied(l2, at, refcount.isOne);
        changed += 1;
      }
    }
  }
  return changed;
}

interface Refcount {
  readonly isOne: boolean;
  exact(): Exact;
}

/** The refcount in the image of the cluster at `offset`; undefined when it cannot be read. */
function* findRefcount(context: CheckContext, offset: HostOffset): Task<Refcount | undefined> {
  const { clusterSize, refcountsPerBlock, refcountOrder } = context.metadata.geometry;
  const cluster = clusterOf(offset, clusterSize);
  let block: Uint8Array | undefined;
  try {
    block = yield* context.onDisk.block(Math.floor(cluster / refcountsPerBlock));
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    return undefined;
  }
  if (block === undefined) {
    return { isOne: false, exact: () => 0 };
  }
  const found = block;
  const index = cluster % refcountsPerBlock;
  return {
    isOne: getRefcount(found, index, refcountOrder) === 1,
    exact: () => exactRefcount(found, index, refcountOrder),
  };
}
