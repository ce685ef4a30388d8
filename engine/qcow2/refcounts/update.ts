// Changing refcounts, and making the refcount blocks that this takes.
//
// A refcount block must be described by a refcount block. A new one is put at the first free
// cluster; when that lies in the range that the block itself describes, it counts itself:
//
//     clusters described by this block
//     | B | . | . | . | . | . |        B = the new block, '.' = still free
//
// The cluster at B may be the one that the caller was about to take. So after every new block the
// caller starts over: the answer is 'retry', what was raised so far is taken back, and the
// free-cluster index returns to where the caller's range began, so that clusters the search passed
// are not left as holes.
import {
  asCluster,
  type ByteCount,
  clusterAdd,
  clusterOf,
  hostAdd,
  type HostCluster,
  hostOf,
  type HostOffset,
} from '../../base/address.ts';
import { assert } from '../../base/assert.ts';
import { writeU64 } from '../../base/endian.ts';
import { EAGAIN, EINVAL, strerror } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import type { Task } from '../../task/task.ts';
import type { CacheEntry } from '../cache/table-cache.ts';
import {
  getRefcount,
  HUGE_REFCOUNT,
  setRefcount,
  stepHugeRefcount,
} from '../format/refcount-block.ts';
import { signalCorruption } from '../state/corruption.ts';
import { type DiscardClass, type Image, refcountBlockOffset } from '../state/image.ts';
import { fire, takeBackOrEnd, writeSync } from '../state/sync-write.ts';
import {
  changeStubbornly,
  type Progress,
  type RefcountChange,
  type UpdateOutcome,
} from './change.ts';
import { processDiscards, queueDiscard } from './discards.ts';
import { dropNewBlock, forgetFreeBytes, requireUnused } from './forget.ts';
import { growRefcountTable } from './grow.ts';
import { refuseUnalignedBlock } from './lookup.ts';
import { ANY_OFFSET, findFreeClusters } from './search.ts';
import { waitForEntries } from './write-order.ts';

/** Slots of the refcount table that an update tells apart; no table is as long. */
const SLOTS = 2 ** 32;

/**
 * Raises or lowers by one the refcount of every cluster that the range touches.
 *
 * The changes stay in the cache. Before refcounts are lowered the L2 cache is made to reach the
 * disk first: the other order could free a cluster that an entry on disk still points at.
 *
 * On an error, and on 'retry', the clusters changed so far are changed back. Should that fail as
 * well, they leak; the first error is the one that is thrown.
 */
export function* updateRefcounts(image: Image, change: RefcountChange): Task<UpdateOutcome> {
  if (change.length === 0) {
    return 'done';
  }
  if (change.isDecrease) {
    yield* waitForEntries(image);
  }
  const progress: Progress = { doneUpTo: change.offset, block: undefined };
  let outcome: UpdateOutcome = 'done';
  let failure: IoError | undefined;
  try {
    outcome = yield* changeClusters(image, change, progress);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    failure = error;
  }
  const hasSucceeded = failure === undefined && outcome === 'done';
  if (!image.holdsDiscards && image.discards.length > 0) {
    yield* processDiscards(image, hasSucceeded);
  }
  if (progress.block !== undefined) {
    image.refcountCache.put(progress.block);
  }
  if (!hasSucceeded) {
    yield* undo(image, change, progress.doneUpTo);
  }
  if (failure !== undefined) throw failure;
  return outcome;
}

function* undo(image: Image, change: RefcountChange, doneUpTo: number): Task<void> {
  const reverse = {
    offset: change.offset,
    length: Math.max(0, doneUpTo - change.offset),
    isDecrease: !change.isDecrease,
    discardClass: 'never',
  } as const;
  if (image.isStrict) {
    yield* changeStubbornly(image, reverse, changeClusters);
    return;
  }
  try {
    yield* updateRefcounts(image, reverse);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
  }
}

function* changeClusters(
  image: Image,
  change: RefcountChange,
  progress: Progress,
): Task<UpdateOutcome> {
  const { clusterSize, refcountsPerBlock, refcountOrder, maxRefcount } = image.geometry;
  const first = clusterOf(change.offset, clusterSize);
  // Exact also where offset + length is not.
  const lastByte = (change.offset % clusterSize) + change.length - 1;
  const clusters = Math.floor(lastByte / clusterSize) + 1;
  const firstSlot = Math.floor(first / refcountsPerBlock);
  let slot = -1;
  // Counted from the first one: above 2^53, where corrupt images may point, cluster + 1 can round
  // back to cluster.
  for (let step = 0; step < clusters; step += 1) {
    const cluster = clusterAdd(first, step);
    const place = (first % refcountsPerBlock) + step;
    const wantedSlot = firstSlot + Math.floor(place / refcountsPerBlock);
    if (wantedSlot !== slot) {
      if (progress.block !== undefined) image.refcountCache.put(progress.block);
      progress.block = undefined;
      const block = yield* blockForUpdate(image, cluster);
      if (block === 'retry') {
        if (first < image.freeClusterIndex) image.freeClusterIndex = first;
        return 'retry';
      }
      image.refcountCache.markDirty(block);
      progress.block = block;
      slot = wantedSlot;
    }
    const block = progress.block;
    assert(block !== undefined, 'the block of the cluster is loaded');
    const index = place % refcountsPerBlock;
    const before = getRefcount(block.bytes, index, refcountOrder);
    if (before >= HUGE_REFCOUNT && change.becomes === undefined) {
      const isDone = stepHugeRefcount(block.bytes, index, change.isDecrease ? -1n : 1n);
      if (!isDone) throw new IoError(EINVAL);
      progress.doneUpTo = (cluster + 1) * clusterSize;
      continue;
    }
    const count = change.becomes ?? before + (change.isDecrease ? -1 : 1);
    if (count < 0 || count > maxRefcount) {
      throw new IoError(EINVAL);
    }
    if (count === 0 && cluster < image.freeClusterIndex) {
      image.freeClusterIndex = cluster;
    }
    setRefcount(block.bytes, index, refcountOrder, count);
    if (
      count === 0 &&
      (yield* forgetFreed(image, change, hostOf(cluster, clusterSize), progress))
    ) {
      slot = -1;
    }
    progress.doneUpTo = (cluster + 1) * clusterSize;
  }
  return 'done';
}

/**
 * Drops what the caches still hold of a freed table, changes included, and queues the cluster for
 * discard. True: the block in use was released as well. Throws IoError, and reports corruption,
 * where that table is in use; QEMU fails an assertion then.
 */
function* forgetFreed(
  image: Image,
  change: RefcountChange,
  clusterOffset: HostOffset,
  progress: Progress,
): Task<boolean> {
  let isReleased = false;
  if (image.isStrict) forgetFreeBytes(image, clusterOffset);
  const asBlock = image.refcountCache.find(change.offset);
  if (asBlock !== undefined) {
    if (progress.block !== undefined) image.refcountCache.put(progress.block);
    progress.block = undefined;
    isReleased = true;
    yield* requireUnused(image, asBlock);
    image.refcountCache.drop(asBlock);
  }
  const asL2 = image.l2Cache.find(change.offset);
  if (asL2 !== undefined) {
    yield* requireUnused(image, asL2);
    image.l2Cache.drop(asL2);
  }
  if (image.discardClasses.has(change.discardClass)) {
    queueDiscard(image, clusterOffset, image.geometry.clusterSize);
  }
  return isReleased;
}

/**
 * The refcount block that describes `cluster`, in use, or 'retry' when it had to be made. QEMU
 * keeps the slot in 32 bits here, so a cluster far beyond all tables is taken for one of the first
 * ones, and one that is in use may be freed. We do the same.
 */
function* blockForUpdate(image: Image, cluster: HostCluster): Task<CacheEntry | 'retry'> {
  const slot = Math.floor(cluster / image.geometry.refcountsPerBlock) % SLOTS;
  const stop = image.file.event('refblock_alloc');
  if (stop) yield* stop;
  if (slot < image.refcountTableEntries) {
    const offset = refcountBlockOffset(image.refcountTable, slot);
    if (offset !== 0) {
      yield* refuseUnalignedBlock(image, slot);
      const stopBefore = image.file.event('refblock_load');
      if (stopBefore) yield* stopBefore;
      return image.refcountCache.tryGet(offset) ?? (yield* image.refcountCache.get(offset));
    }
  }
  return yield* makeBlock(image, cluster, slot);
}

function* makeBlock(image: Image, cluster: HostCluster, slot: number): Task<'retry'> {
  const { clusterSize, refcountsPerBlock } = image.geometry;
  yield* image.l2Cache.flush();
  const offset = yield* findFreeClusters(image, 1, ANY_OFFSET);
  if (offset === 0) {
    yield* signalCorruption(image, 'Preventing invalid allocation of refcount block at offset 0');
  }
  const ownCluster = offset / clusterSize;
  const describesItself =
    Math.floor(ownCluster / refcountsPerBlock) === Math.floor(cluster / refcountsPerBlock);
  if (!describesItself) {
    // At most two levels deep: sooner or later a block lands in its own range.
    const outcome = yield* countNewBlock(image, offset);
    if (outcome === 'retry') {
      return outcome;
    }
  }
  const ownIndex = describesItself ? ownCluster % refcountsPerBlock : undefined;
  try {
    yield* putIntoUse(image, cluster, { slot, offset, ownIndex });
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    if (image.isStrict && image.node.isInserted) {
      dropNewBlock(image, offset);
      if (!describesItself) yield* lowerRefcounts(image, offset, clusterSize, 'never');
    }
    throw error;
  }
  return 'retry';
}

/** A block that no table names yet. */
interface NewBlock {
  readonly slot: number;
  readonly offset: HostOffset;
  /** Where it counts itself; undefined: another block does. */
  readonly ownIndex: number | undefined;
}

/** Writes a new block, then what names it. Throws IoError; nothing on the disk names it then. */
function* putIntoUse(
  image: Image,
  cluster: HostCluster,
  { slot, offset, ownIndex }: NewBlock,
): Task<void> {
  const block = yield* image.refcountCache.getEmpty(offset);
  try {
    block.bytes.fill(0);
    if (ownIndex !== undefined) {
      setRefcount(block.bytes, ownIndex, image.geometry.refcountOrder, 1);
    }
    yield* fire(image, 'refblock_alloc_write');
    image.refcountCache.markDirty(block);
    yield* image.refcountCache.flush();
    if (slot < image.refcountTableEntries) {
      yield* hookUp(image, slot, offset);
      return;
    }
  } finally {
    image.refcountCache.put(block);
  }
  yield* growFor(image, cluster, slot, offset);
}

/**
 * Counts a block that another block describes. Its refcount is on disk before the block is used.
 */
function* countNewBlock(image: Image, offset: HostOffset): Task<UpdateOutcome> {
  const { clusterSize } = image.geometry;
  const change = { offset, length: clusterSize, isDecrease: false, discardClass: 'never' } as const;
  const outcome = yield* updateRefcounts(image, change);
  if (outcome === 'retry') return outcome;
  try {
    yield* image.refcountCache.flush();
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    if (image.isStrict) yield* lowerRefcounts(image, offset, clusterSize, 'never');
    throw error;
  }
  return outcome;
}

/** Points the table's slot at the new block, on disk first. */
function* hookUp(image: Image, slot: number, offset: HostOffset): Task<void> {
  const entry = new Uint8Array(8);
  writeU64(entry, 0, offset);
  yield* fire(image, 'refblock_alloc_hookup');
  const at = hostAdd(image.header.refcountTableOffset, slot * 8);
  try {
    yield* writeSync(image, at, entry);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    yield* takeBackOrEnd(image, writeSync(image, at, new Uint8Array(8)));
    throw error;
  }
  image.refcountTable.set(entry, slot * 8);
  image.owners.add('refcount block', offset);
  image.lastRefcountTableIndex = Math.max(image.lastRefcountTableIndex, slot);
}

/**
 * The table has no slot for the new block: a larger one goes behind all that blocks can describe.
 */
function* growFor(
  image: Image,
  cluster: HostCluster,
  slot: number,
  offset: HostOffset,
): Task<void> {
  const { clusterSize, refcountsPerBlock } = image.geometry;
  yield* fire(image, 'reftable_grow');
  const described = Math.max(cluster + 1, offset / clusterSize + 1);
  const start = Math.ceil(described / refcountsPerBlock) * refcountsPerBlock;
  const { oldTable } = yield* growRefcountTable(image, {
    start: hostOf(asCluster(start), clusterSize),
    extraClusters: 0,
    isExact: false,
    newBlock: { slot, offset },
  });
  yield* freeClusters(image, oldTable.offset, oldTable.length, 'other');
  yield* fire(image, 'refblock_load');
  image.refcountCache.put(yield* image.refcountCache.get(offset));
}

/**
 * Lowers the refcounts of a range, in a strict image later on (freed.ts). Never throws IoError:
 * what cannot be freed leaks, a message says so, and the operation that no longer needs the
 * clusters has succeeded all the same.
 */
export function* freeClusters(
  image: Image,
  offset: HostOffset,
  length: ByteCount,
  discardClass: DiscardClass,
): Task<void> {
  yield* fire(image, 'cluster_free');
  if (!image.isStrict) yield* lowerRefcounts(image, offset, length, discardClass);
  else if (length > 0) {
    const users = image.node.tracked.slice();
    image.freed.push({ offset, length, discardClass, generation: undefined, users });
  }
}

/** freeClusters() at once, whatever on the disk may still name the range. */
export function* lowerRefcounts(
  image: Image,
  offset: HostOffset,
  length: ByteCount,
  discardClass: DiscardClass,
): Task<void> {
  const report = (why: string): void =>
    image.reporter.reportBare(`qcow2_free_clusters failed: ${why}`);
  try {
    const change = { offset, length, isDecrease: true, discardClass } as const;
    // A cluster far beyond the tables had no refcount block. It has one now, and is not freed.
    if ((yield* updateRefcounts(image, change)) === 'retry') report(strerror(EAGAIN));
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    report(error.message);
  }
}
