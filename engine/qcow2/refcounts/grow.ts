// A larger refcount table, and the blocks that describe it, in one new area of the file.
//
//   | existing clusters ... | refcount blocks | refcount table | `extraClusters` |
//                           ^ start                            ^ end
//
// Blocks are on disk before the table, the table before the header points at it; until then the old
// table is valid, so a failure leaves nothing but leaks.
import { asHost, clusterOf, hostAdd, type HostOffset } from '../../base/address.ts';
import { assert } from '../../base/assert.ts';
import { readU64, writeU32, writeU64 } from '../../base/endian.ts';
import { EFBIG, EIO } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import type { Task } from '../../task/task.ts';
import type { CacheEntry } from '../cache/table-cache.ts';
import { headerField } from '../format/header.ts';
import { MAX_REFCOUNT_TABLE_BYTES } from '../format/limits.ts';
import { getRefcount, setRefcount } from '../format/refcount-block.ts';
import type { HostRange, Image } from '../state/image.ts';
import { fire, takeBackOrEnd, writeSync } from '../state/sync-write.ts';
import { dropNewBlock } from './forget.ts';
import { refcountSpaceFor } from './size.ts';

/** Where the new area goes and what it must describe. Offsets in bytes. */
export interface GrowRequest {
  /** Where the area begins; all clusters from here on are free. */
  readonly start: HostOffset;
  /** Clusters behind the area that the blocks must be able to describe as well; they stay free. */
  readonly extraClusters: number;
  /** No room to spare: for images whose final size is known. */
  readonly isExact: boolean;
  /** A block that was made already and has no place in the old table. */
  readonly newBlock: { readonly slot: number; readonly offset: HostOffset } | undefined;
}

/** What came of it. Offsets in bytes. */
export interface GrownTable {
  /** First byte behind the area. */
  readonly end: HostOffset;
  /** The old table: for the caller to free. */
  readonly oldTable: HostRange;
}

/** Builds the area and switches the image over to it. Throws IoError. */
export function* growRefcountTable(image: Image, request: GrowRequest): Task<GrownTable> {
  const { geometry } = image;
  const { clusterSize, refcountsPerBlock } = geometry;
  const startCluster = clusterOf(request.start, clusterSize);
  const space = refcountSpaceFor(geometry, startCluster + request.extraClusters, !request.isExact);
  const totalBlocks = space.blocks;
  if (totalBlocks > MAX_REFCOUNT_TABLE_BYTES) {
    throw new IoError(EFBIG);
  }
  const perCluster = geometry.refcountTableEntriesPerCluster;
  const wanted = request.isExact ? totalBlocks : totalBlocks + Math.ceil(totalBlocks / 2);
  const entries = Math.ceil(wanted / perCluster) * perCluster;
  if (entries > MAX_REFCOUNT_TABLE_BYTES) {
    throw new IoError(EFBIG); // the limit is in bytes, but it is entries that QEMU holds against it
  }
  const table = new Uint8Array(entries * 8);
  const used = Math.min((image.lastRefcountTableIndex + 1) * 8, table.length);
  table.set(image.refcountTable.subarray(0, Math.min(used, image.refcountTable.length)));
  if (request.newBlock !== undefined) {
    assert(request.newBlock.slot < totalBlocks, 'the new block has a slot in the new table');
    writeU64(table, request.newBlock.slot * 8, request.newBlock.offset);
  }

  const firstSlot = Math.floor(startCluster / refcountsPerBlock);
  let newBlocks = 0;
  for (let slot = firstSlot; slot < totalBlocks; slot += 1) {
    if (readU64(table, slot * 8) === 0) newBlocks += 1;
  }
  const tableOffset = hostAdd(request.start, newBlocks * clusterSize);
  const end = hostAdd(tableOffset, table.length);
  const counted: Counted[] = [];
  const area = { firstSlot, totalBlocks, blockOffset: request.start, start: request.start, end };
  try {
    yield* fillBlocks(image, table, area, counted);
    yield* fire(image, 'refblock_alloc_write_blocks');
    yield* image.refcountCache.flush();
    yield* fire(image, 'refblock_alloc_write_table');
    yield* writeSync(image, tableOffset, table);
    return yield* switchTable(image, table, tableOffset, end);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    if (image.isStrict && image.node.isInserted) {
      for (let at = request.start; at < tableOffset; at = hostAdd(at, clusterSize)) {
        dropNewBlock(image, at);
      }
      yield* takeBack(image, counted);
    }
    throw error;
  }
}

/** Clusters of the area that a block of the table in force, at `block`, counts. */
interface Counted {
  readonly block: HostOffset;
  readonly from: number;
  to: number;
}

/** Frees what was counted for an area that nothing names. Never throws IoError. */
function* takeBack(image: Image, counted: readonly Counted[]): Task<void> {
  for (const { block, from, to } of counted) {
    try {
      const entry = yield* image.refcountCache.get(block);
      for (let index = from; index < to; index += 1) {
        setRefcount(entry.bytes, index, image.geometry.refcountOrder, 0);
      }
      image.refcountCache.markDirty(entry);
      image.refcountCache.put(entry);
    } catch (error) {
      if (!(error instanceof IoError)) throw error; // it leaks
    }
  }
}

interface Area {
  readonly firstSlot: number;
  readonly totalBlocks: number;
  readonly blockOffset: HostOffset;
  readonly start: HostOffset;
  readonly end: HostOffset;
}

/**
 * Gives every slot of the area a block in the cache and counts the area's own clusters in it; which
 * of them a block counts that was there before goes into `counted`.
 */
function* fillBlocks(image: Image, table: Uint8Array, area: Area, counted: Counted[]): Task<void> {
  const { clusterSize, refcountsPerBlock, refcountOrder } = image.geometry;
  let blockOffset = area.blockOffset;
  for (let slot = area.firstSlot; slot < area.totalBlocks; slot += 1) {
    const existing = asHost(readU64(table, slot * 8)); // reserved bits count here, as in QEMU
    let block: CacheEntry;
    if (existing !== 0) {
      block = yield* image.refcountCache.get(existing);
    } else {
      block = yield* image.refcountCache.getEmpty(blockOffset);
      block.bytes.fill(0);
      image.refcountCache.markDirty(block);
      writeU64(table, slot * 8, blockOffset);
      blockOffset = hostAdd(blockOffset, clusterSize);
    }
    const described = slot * refcountsPerBlock * clusterSize;
    if (described < area.end) {
      const from = described > area.start ? 0 : (area.start - described) / clusterSize;
      const to = Math.min((area.end - described) / clusterSize, refcountsPerBlock);
      const own: Counted = { block: existing, from, to: from };
      if (existing !== 0) counted.push(own);
      for (let index = from; index < to; index += 1) {
        // After failed writes the caller's idea of what is free can be wrong. QEMU aborts here.
        if (getRefcount(block.bytes, index, refcountOrder) !== 0) {
          image.refcountCache.put(block);
          throw new IoError(EIO);
        }
        setRefcount(block.bytes, index, refcountOrder, 1);
        own.to = index + 1;
      }
      image.refcountCache.markDirty(block);
    }
    image.refcountCache.put(block);
  }
}

function* switchTable(
  image: Image,
  table: Uint8Array,
  tableOffset: HostOffset,
  end: HostOffset,
): Task<GrownTable> {
  const { header } = image;
  const tableClusters = table.length / image.geometry.clusterSize;
  const fields = new Uint8Array(12);
  writeU64(fields, 0, tableOffset);
  writeU32(fields, 8, tableClusters);
  yield* fire(image, 'refblock_alloc_switch_table');
  try {
    yield* writeSync(image, headerField('refcountTableOffset').offset, fields);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    yield* takeBackOrEnd(image, restoreTable(image));
    throw error;
  }
  const oldTable = {
    offset: header.refcountTableOffset,
    length: image.refcountTable.length,
  };
  header.refcountTableOffset = tableOffset;
  header.refcountTableClusters = tableClusters;
  image.storeRefcountTable(table);
  return { end, oldTable };
}

/** Writes the fields of the table in force. */
function* restoreTable(image: Image): Task<void> {
  const { header } = image;
  const fields = new Uint8Array(12);
  writeU64(fields, 0, header.refcountTableOffset);
  writeU32(fields, 8, image.refcountTable.length / image.geometry.clusterSize);
  yield* writeSync(image, headerField('refcountTableOffset').offset, fields);
}
