// The COPIED flags of the active L1 table and of the L2 tables below it: set exactly where the
// refcount in the image (not the one expected) is one. An L2 table is repaired as a whole.
import { strerror } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import { read } from '../../block/request.ts';
import type { Task } from '../../task/task.ts';
import {
  clusterKind,
  entryHex,
  entryIsCopied,
  entryIsZeroWord,
  entryOffset,
  nextEntry,
  nextUsedEntry,
  setCopied,
  wordsOf,
} from '../format/l2-entry.ts';
import { getRefcount, refcountText } from '../format/refcount-block.ts';
import type { CheckContext } from './check-context.ts';
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
  const sound = new Set<number>();
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
      context.giveUp(`ERROR: Could not read L2 table: ${strerror(error.errno)}`, error.errno);
    }
    const before = context.troubles;
    const changed = yield* checkL2(context, l2, repairer);
    context.spend(geometry.l2EntriesPerTable, context.troubles - before);
    if (context.shared.isImpatient && context.isShared(l2Offset)) {
      if (context.troubles === before) sound.add(l2Offset);
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
  context.corruption(
    `${repairer === undefined ? 'ERROR' : 'Repairing'} OFLAG_COPIED L2 cluster: ` +
      `l1_index=${index} l1_entry=${entryHex(l1, at)} refcount=${refcount.text()}`,
  );
  if (repairer === undefined) {
    return;
  }
  const entry = l1.slice(at, at + 8);
  setCopied(entry, 0, refcount.isOne);
  try {
    yield* repairer.writeL1Entry(index, entry);
  } catch (error) {
    if (error instanceof IoError) context.result.checkErrors += 1;
    throw error;
  }
  context.fixedCorruption();
}

function* writeL2Table(
  context: CheckContext,
  repairer: Repairer,
  offset: number,
  l2: Uint8Array,
): Task<void> {
  let line = 'ERROR: Could not write L2 table; metadata overlap check failed: ';
  try {
    yield* repairer.checkL2Table(offset);
    line = 'ERROR: Could not write L2 table: ';
    yield* repairer.write(offset, l2);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    context.giveUp(line + strerror(error.errno), error.errno);
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
  const word = repairer === undefined ? 'ERROR' : 'Repairing';
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
      context.corruption(lineAbout(word, l2, at, '1'));
      if (repairer !== undefined) {
        setCopied(l2, at, true);
        changed += 1;
      }
      continue;
    }
    const offset = entryOffset(l2, at);
    const cluster = Math.floor(offset / clusterSize);
    const wantedIndex = Math.floor(cluster / refcountsPerBlock);
    if (block === undefined || wantedIndex !== blockIndex) {
      block = context.onDisk.loaded(wantedIndex);
      blockIndex = wantedIndex;
    }
    if (block !== undefined) {
      // The common case, without a task: a hundred thousand entries are no rarity.
      const isOne = getRefcount(block, cluster % refcountsPerBlock, refcountOrder) === 1;
      if (isOne === entryIsCopied(l2, at)) continue;
    }
    const refcount = yield* findRefcount(context, offset);
    if (refcount !== undefined && refcount.isOne !== entryIsCopied(l2, at)) {
      context.corruption(lineAbout(word, l2, at, refcount.text()));
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
  /** In decimal. */
  text(): string;
}

const lineAbout = (word: string, l2: Uint8Array, at: number, refcount: string): string =>
  `${word} OFLAG_COPIED data cluster: l2_entry=${entryHex(l2, at)} refcount=${refcount}`;

/** The refcount in the image of the cluster at `offset`; undefined when it cannot be read. */
function* findRefcount(context: CheckContext, offset: number): Task<Refcount | undefined> {
  const { clusterSize, refcountsPerBlock, refcountOrder } = context.metadata.geometry;
  const cluster = Math.floor(offset / clusterSize);
  let block: Uint8Array | undefined;
  try {
    block = yield* context.onDisk.block(Math.floor(cluster / refcountsPerBlock));
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    return undefined;
  }
  if (block === undefined) {
    return { isOne: false, text: () => '0' };
  }
  const found = block;
  const index = cluster % refcountsPerBlock;
  return {
    isOne: getRefcount(found, index, refcountOrder) === 1,
    text: () => refcountText(found, index, refcountOrder),
  };
}
