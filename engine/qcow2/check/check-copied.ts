// The COPIED flags of the active L1 table and of the L2 tables below it: set exactly where the
// refcount in the image (not the one expected) is one.
import { strerror } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import { read } from '../../block/request.ts';
import type { Task } from '../../task/task.ts';
import {
  clusterKind,
  entryHex,
  entryIsCopied,
  entryOffset,
  nextEntry,
  wordsOf,
} from '../format/l2-entry.ts';
import { getRefcount, refcountText } from '../format/refcount-block.ts';
import type { CheckContext } from './check-context.ts';
import type { OnDiskRefcounts } from './on-disk-refcounts.ts';

/**
 * Reports and counts every flag that is wrong. Clusters whose refcount cannot be read are passed
 * over in silence: the comparison has reported them. Throws IoError when an L2 table cannot be
 * read.
 */
export function* checkCopiedFlags(context: CheckContext, onDisk: OnDiskRefcounts): Task<void> {
  const { l1, geometry } = context.metadata;
  const l2 = new Uint8Array(geometry.clusterSize);
  const words = wordsOf(l1);
  for (let index = nextEntry(words, 0); index >= 0; index = nextEntry(words, index + 1)) {
    const at = index * 8;
    const l2Offset = entryOffset(l1, at);
    if (l2Offset === 0) continue;
    const refcount = yield* findRefcount(context, onDisk, l2Offset);
    if (refcount === undefined) continue;
    if (refcount.isOne !== entryIsCopied(l1, at)) {
      context.corruption(
        `ERROR OFLAG_COPIED L2 cluster: l1_index=${index} l1_entry=${entryHex(l1, at)} ` +
          `refcount=${refcount.text()}`,
      );
    }
    try {
      yield* read(context.file, l2Offset, l2);
    } catch (error) {
      if (!(error instanceof IoError)) throw error;
      context.giveUp(`ERROR: Could not read L2 table: ${strerror(error.errno)}`, error.errno);
    }
    yield* checkL2(context, onDisk, l2);
  }
}

function* checkL2(context: CheckContext, onDisk: OnDiskRefcounts, l2: Uint8Array): Task<void> {
  const { geometry } = context.metadata;
  const { clusterSize, refcountsPerBlock, refcountOrder, l2EntrySize } = geometry;
  let block: Uint8Array | undefined;
  let blockIndex = -1;
  for (let at = 0; at < l2.length; at += l2EntrySize) {
    const kind = clusterKind(l2, at, geometry);
    if (kind !== 'normal' && kind !== 'zero-allocated') continue;
    if (geometry.hasDataFile) {
      // Nobody else can refer to a cluster of the data file.
      if (!entryIsCopied(l2, at)) reportData(context, l2, at, '1');
      continue;
    }
    const offset = entryOffset(l2, at);
    const cluster = Math.floor(offset / clusterSize);
    const wantedIndex = Math.floor(cluster / refcountsPerBlock);
    if (block === undefined || wantedIndex !== blockIndex) {
      block = onDisk.loaded(wantedIndex);
      blockIndex = wantedIndex;
    }
    if (block !== undefined) {
      // The common case, without a task: a hundred thousand entries are no rarity.
      const isOne = getRefcount(block, cluster % refcountsPerBlock, refcountOrder) === 1;
      if (isOne === entryIsCopied(l2, at)) continue;
    }
    const refcount = yield* findRefcount(context, onDisk, offset);
    if (refcount !== undefined && refcount.isOne !== entryIsCopied(l2, at)) {
      reportData(context, l2, at, refcount.text());
    }
  }
}

const reportData = (context: CheckContext, l2: Uint8Array, at: number, refcount: string): void =>
  context.corruption(
    `ERROR OFLAG_COPIED data cluster: l2_entry=${entryHex(l2, at)} refcount=${refcount}`,
  );

/** The refcount in the image of the cluster at `offset`; undefined when it cannot be read. */
function* findRefcount(
  context: CheckContext,
  onDisk: OnDiskRefcounts,
  offset: number,
): Task<{ isOne: boolean; text: () => string } | undefined> {
  const { clusterSize, refcountsPerBlock, refcountOrder } = context.metadata.geometry;
  const cluster = Math.floor(offset / clusterSize);
  let block: Uint8Array | undefined;
  try {
    block = yield* onDisk.block(Math.floor(cluster / refcountsPerBlock));
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
