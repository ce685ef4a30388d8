// Giving up refcount blocks that count nothing any more.
import { clusterOf, type HostOffset, NO_HOST } from '../../base/address.ts';
import { EINVAL } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import type { Task } from '../../task/task.ts';
import { entryIsZeroWord } from '../format/l2-entry.ts';
import {
  getRefcount,
  type RefcountTableEntry,
  refcountTableEntry,
  setRefcount,
} from '../format/refcount-block.ts';
import { hex, signalCorruption } from '../state/corruption.ts';
import { type Image, refcountBlockOffset } from '../state/image.ts';
import { writeSync } from '../state/sync-write.ts';
import { processDiscards, queueDiscard } from './discards.ts';

/**
 * Rewrites the refcount table without the blocks that count nothing but themselves, then frees
 * those. The table keeps its length, and is written even where nothing changes. Throws IoError:
 * blocks that had to go are then gone from memory as well, as nobody knows what stands on disk.
 */
export function* dropEmptyBlocks(image: Image): Task<void> {
  const table = image.refcountTable.slice();
  const dropped: number[] = [];
  for (let slot = 0; slot < image.refcountTableEntries; slot += 1) {
    const offset = refcountBlockOffset(table, slot);
    if (offset !== 0 && !(yield* isEmptyBlock(image, slot, offset))) continue;
    // Reserved bits alone name a block at offset 0, and there is none.
    if (!entryIsZeroWord(table, slot * 8)) dropped.push(slot);
    table.fill(0, slot * 8, slot * 8 + 8);
  }
  let failure: IoError | undefined;
  try {
    yield* writeSync(image, image.header.refcountTableOffset, table);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    failure = error;
  }
  for (const slot of dropped) {
    const entry = refcountTableEntry(image.refcountTable, slot, image.geometry.clusterSize);
    const { offset } = entry;
    try {
      if (failure === undefined) yield* freeBlock(image, entry);
    } catch (error) {
      if (!(error instanceof IoError)) throw error;
      failure = error;
    }
    image.refcountTable.fill(0, slot * 8, slot * 8 + 8);
    if (offset !== 0) image.owners.remove('refcount block', offset);
  }
  if (!image.holdsDiscards) {
    yield* processDiscards(image, failure === undefined);
  }
  if (failure !== undefined) throw failure;
}

/**
 * Index of the block that describes the cluster at `offset`. QEMU takes the low 32 bits for it:
 * wild offsets seem to be described.
 */
const slotOf = ({ geometry }: Image, offset: bigint): number => {
  const bytesOfBlock = geometry.clusterSize * geometry.refcountsPerBlock;
  return Number(BigInt.asUintN(32, offset / BigInt(bytesOfBlock)));
};

/** Index of the cluster at `offset` in that block. */
const indexInBlock = ({ geometry }: Image, offset: bigint): number =>
  Number((offset / BigInt(geometry.clusterSize)) % BigInt(geometry.refcountsPerBlock));

function* isEmptyBlock(image: Image, slot: number, offset: HostOffset): Task<boolean> {
  // Exact: a wild offset above 2^53 must not look aligned.
  const entry = refcountTableEntry(image.refcountTable, slot, image.geometry.clusterSize);
  const exact = entry.exactOffset();
  if (entry.misalignment !== 0) {
    yield* signalCorruption(
      image,
      `Cannot get entry from refcount block cache: Offset 0x${exact.toString(16)} is unaligned`,
    );
  }
  const block = yield* image.refcountCache.get(offset);
  const counts = block.bytes.slice();
  image.refcountCache.put(block);
  if (slotOf(image, exact) === slot) {
    setRefcount(counts, indexInBlock(image, exact), image.geometry.refcountOrder, 0);
  }
  return counts.every((byte) => byte === 0);
}

/**
 * Frees a block without freeClusters(), which would look for the refcount block that describes it.
 * That may be this very one, which is no longer in the table.
 */
function* freeBlock(image: Image, { offset, exactOffset }: RefcountTableEntry): Task<void> {
  const { clusterSize, refcountOrder } = image.geometry;
  const exact = exactOffset();
  const shown = offset === 0 ? hex(0) : `0x${exact.toString(16)}`;
  const slot = slotOf(image, exact);
  const isDescribed = slot < image.refcountTableEntries;
  const owner = isDescribed ? refcountBlockOffset(image.refcountTable, slot) : NO_HOST;
  // At offset 0 is the header, which is never freed.
  if (owner === 0 || offset === 0) {
    yield* signalCorruption(
      image,
      `Refblock at ${shown} is not covered by the refcount structures`,
    );
  }
  const block = yield* image.refcountCache.get(owner);
  const index = indexInBlock(image, exact);
  const count = getRefcount(block.bytes, index, refcountOrder);
  if (count !== 1) {
    image.refcountCache.put(block);
    yield* signalCorruption(
      image,
      `Invalid refcount: refblock offset ${hex(owner)}, reftable index ${slot}, ` +
        `block offset ${shown}, refcount ${hex(count)}`,
      EINVAL,
    );
  }
  setRefcount(block.bytes, index, refcountOrder, 0);
  image.refcountCache.markDirty(block);
  image.refcountCache.put(block);
  const cluster = clusterOf(offset, clusterSize);
  if (cluster < image.freeClusterIndex) image.freeClusterIndex = cluster;
  const cached = image.refcountCache.find(offset);
  if (cached !== undefined) image.refcountCache.drop(cached);
  queueDiscard(image, offset, clusterSize);
}
