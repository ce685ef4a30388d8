// Giving the refcounts of an image another width: new blocks and a new table beside the old ones.
//
// The new structures must be counted in the old ones before these are copied, and counting them
// can make further blocks necessary. So the old table is walked until a walk allocates nothing;
// one more walk then writes the new blocks. Until the header is written the old table is in force.
import { asCluster, hostOf, type HostOffset, NO_HOST } from '../../base/address.ts';
import { alignUp } from '../../base/align.ts';
import { writeU64 } from '../../base/endian.ts';
import { EINVAL, ENOTSUP } from '../../base/errno.ts';
import { FormatError } from '../../base/errors.ts';
import type { Progress } from '../../block/format.ts';
import { write } from '../../block/request.ts';
import { explain } from '../../task/explain.ts';
import type { Task } from '../../task/task.ts';
import { geometryOf } from '../format/geometry.ts';
import { MAX_REFCOUNT_TABLE_BYTES } from '../format/limits.ts';
import { getRefcount, exactRefcount, setRefcount } from '../format/refcount-block.ts';
import { checkOverlap } from '../overlap/check.ts';
import { type Image, refcountBlockOffset } from '../state/image.ts';
import { takeBackOrEnd, updateHeader } from '../state/sync-write.ts';
import { allocateClusters } from './allocate.ts';
import { loadRefcountBlock } from './lookup.ts';
import { freeClusters } from './update.ts';

/** The table that is being made. */
interface NewTable {
  bytes: Uint8Array;
  /** Host offset; 0 as long as it has no place. */
  offset: HostOffset;
  /** Bytes that were allocated for it. */
  allocated: number;
}

/** What becomes of each new block: `block` holds its counters, unless the walk only looks. */
type BlockDone = (index: number, isEmpty: boolean) => Task<void>;

interface Walk {
  readonly order: number;
  /** Takes the counters of one new block; undefined: only whether there are any counts. */
  readonly block: Uint8Array | undefined;
  readonly done: BlockDone;
  readonly status: Progress;
  /** Which walk this is, and of how many. */
  readonly index: number;
  readonly total: number;
}

/**
 * Changes the width to 2^order bits. Throws FormatError; the old structures then stay in force and
 * the new ones are freed.
 */
export function* changeRefcountWidth(image: Image, order: number, status: Progress): Task<void> {
  const table: NewTable = { bytes: new Uint8Array(0), offset: NO_HOST, allocated: 0 };
  let old = table;
  try {
    const walks = yield* allocateStructures(image, order, table, status);
    yield* writeBlocks(image, { order, table, index: walks, status });
    yield* explain('Overlap check failed', checkOverlap(image, table.offset, table.bytes.length));
    const writing = write(image.file, table.offset, table.bytes);
    yield* explain('Failed to write the new reftable', writing);
    yield* explain('Failed to flush the refblock cache', image.refcountCache.flush());
    old = yield* switchTo(image, order, table);
  } finally {
    // What is not in force any more, or never was.
    yield* freeStructures(image, old);
  }
}

/** Walks until everything new has a place. Returns how many walks that took. */
function* allocateStructures(
  image: Image,
  order: number,
  table: NewTable,
  status: Progress,
): Task<number> {
  const { clusterSize } = image.geometry;
  for (let walks = 0; ;) {
    let hasAllocated = false;
    const index = walks;
    walks += 1;
    yield* walkOver(image, {
      order,
      block: undefined,
      *done(slot, isEmpty) {
        if (isEmpty) return;
        growTable(image, table, slot);
        if (refcountBlockOffset(table.bytes, slot) !== 0) return;
        const allocating = allocateClusters(image, clusterSize);
        const offset = yield* explain('Failed to allocate refblock', allocating);
        writeU64(table.bytes, slot * 8, offset);
        hasAllocated = true;
      },
      status,
      index,
      total: Math.max(index + 2, 3),
    });
    if (!hasAllocated) return walks;
    if (table.offset !== 0) {
      yield* freeClusters(image, table.offset, table.allocated, 'never');
    }
    table.offset = NO_HOST;
    const allocating = allocateClusters(image, table.bytes.length);
    table.offset = yield* explain('Failed to allocate the new reftable', allocating);
    table.allocated = table.bytes.length;
  }
}

/** Makes the table long enough for `slot`. Throws FormatError past the limit of the format. */
function growTable(image: Image, table: NewTable, slot: number): void {
  if (slot * 8 < table.bytes.length) return;
  const length = alignUp((slot + 1) * 8, image.geometry.clusterSize);
  if (length > MAX_REFCOUNT_TABLE_BYTES) {
    throw new FormatError(
      'This operation would make the refcount table grow beyond the maximum size supported by ' +
        'QEMU, aborting',
      { errno: ENOTSUP },
    );
  }
  const grown = new Uint8Array(length);
  grown.set(table.bytes);
  table.bytes = grown;
}

function* writeBlocks(
  image: Image,
  how: { order: number; table: NewTable; index: number; status: Progress },
): Task<void> {
  const { order, table, index, status } = how;
  const block = new Uint8Array(image.geometry.clusterSize);
  yield* walkOver(image, {
    order,
    block,
    *done(slot) {
      const offset = slot * 8 < table.bytes.length ? refcountBlockOffset(table.bytes, slot) : 0;
      if (offset !== 0) {
        yield* explain('Overlap check failed', checkOverlap(image, offset, block.length));
        yield* explain('Failed to write refblock', write(image.file, offset, block));
      }
      block.fill(0);
    },
    status,
    index,
    total: index + 1,
  });
}

/** Goes through all counters of the old structures, which may grow meanwhile. */
function* walkOver(image: Image, walk: Walk): Task<void> {
  const { clusterSize, refcountsPerBlock, refcountOrder } = image.geometry;
  const { order, block: target, done, status, index, total } = walk;
  const newPerBlock = (clusterSize * 8) / 2 ** order;
  let newIndex = 0;
  let filled = 0;
  let isEmpty = true;
  function* finish(): Task<void> {
    yield* done(newIndex, isEmpty);
    newIndex += 1;
    filled = 0;
    isEmpty = true;
  }
  for (let slot = 0; slot < image.refcountTableEntries; slot += 1) {
    const entries = image.refcountTableEntries;
    status(index * entries + slot, total * entries);
    const old = yield* explain('Failed to retrieve refblock', loadRefcountBlock(image, slot));
    try {
      for (let at = 0; at < refcountsPerBlock;) {
        if (filled === newPerBlock) yield* finish();
        if (old === undefined) {
          const count = Math.min(refcountsPerBlock - at, newPerBlock - filled);
          at += count;
          filled += count;
          continue;
        }
        const count = getRefcount(old.bytes, at, refcountOrder);
        if (order < 6 && count >= 2 ** (2 ** order)) {
          const offset = hostOf(asCluster(slot * refcountsPerBlock + at), clusterSize);
          const text = String(exactRefcount(old.bytes, at, refcountOrder));
          throw tooLarge(2 ** order, offset, text);
        }
        if (target !== undefined && count !== 0) setRefcount(target, filled, order, count);
        if (count !== 0) isEmpty = false;
        filled += 1;
        at += 1;
      }
    } finally {
      if (old !== undefined) image.refcountCache.put(old);
    }
  }
  if (filled > 0) yield* finish();
  const entries = image.refcountTableEntries;
  status((index + 1) * entries, total * entries);
}

function tooLarge(bits: number, offset: HostOffset, count: string): FormatError {
  const at = offset === 0 ? '0' : `0x${offset.toString(16)}`;
  return new FormatError(
    `Cannot decrease refcount entry width to ${bits} bits: ` +
      `Cluster at offset ${at} has a refcount of ${count}`,
    { errno: EINVAL },
  );
}

/** Points the header at the new table. Returns the old one. */
function* switchTo(image: Image, order: number, table: NewTable): Task<NewTable> {
  const { header, geometry } = image;
  const bytes = image.refcountTable;
  const offset = header.refcountTableOffset;
  const before = { ...header };
  header.refcountOrder = order;
  header.refcountTableOffset = table.offset;
  header.refcountTableClusters = table.bytes.length / geometry.clusterSize;
  try {
    yield* explain('Failed to update the qcow2 header', updateHeader(image));
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    header.refcountOrder = before.refcountOrder;
    header.refcountTableOffset = offset;
    header.refcountTableClusters = before.refcountTableClusters;
    yield* takeBackOrEnd(image, updateHeader(image)); // freed behind the next flush
    throw error;
  }
  const { clusterBits, extendedL2, hasDataFile } = geometry;
  image.storeRefcountTable(table.bytes);
  image.geometry = geometryOf(clusterBits, order, extendedL2, hasDataFile);
  return { bytes, offset, allocated: bytes.length };
}

function* freeStructures(image: Image, table: NewTable): Task<void> {
  const { clusterSize } = image.geometry;
  for (let slot = 0; slot < table.bytes.length / 8; slot += 1) {
    const offset = refcountBlockOffset(table.bytes, slot);
    if (offset !== 0) yield* freeClusters(image, offset, clusterSize, 'other');
  }
  if (table.offset > 0) {
    yield* freeClusters(image, table.offset, table.bytes.length, 'other');
  }
}
