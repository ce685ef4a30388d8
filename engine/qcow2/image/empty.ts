// Taking everything out of an image, after what it held has been committed to its backing file.
//
// The fast way writes header, refcount table, one refcount block and L1 table anew:
//
//     | header | refcount table | refcount block | L1 table ... |
//     0        1                2                3              3 + L1 clusters = end of the file
//
// In between no refcount is right, so the dirty bit is on disk before the first change and goes
// when all is written: whoever finds it set counts again.
import { asCluster, type GuestOffset, HEADER_CLUSTER, hostOf } from '../../base/address.ts';
import { writeU32, writeU64 } from '../../base/endian.ts';
import { alignDown } from '../../base/align.ts';
import { assert } from '../../base/assert.ts';
import { FormatError, IoError } from '../../base/errors.ts';
import { NO_FLAGS } from '../../block/node.ts';
import { truncate, writeZeroes } from '../../block/request.ts';
import type { Task } from '../../task/task.ts';
import { CRYPT_LUKS, headerField } from '../format/header.ts';
import { discardClusters } from '../mapping/discard.ts';
import { allocateClusters } from '../refcounts/allocate.ts';
import { setDirtyBit } from '../state/dirty.ts';
import type { Image } from '../state/image.ts';
import { fire, writeSync } from '../state/sync-write.ts';
import { clearDirtyBit } from './flush-and-close.ts';

/** Most bytes that the slow way gives up in one go. */
const DISCARD_STEP = 2 ** 31 - 1;

/**
 * Makes every cluster of the disk unallocated, so that the backing file shows through everywhere.
 * Throws IoError. When the fast way fails half-way the image goes out of service and stays dirty.
 */
export function* emptyImage(image: Image): Task<void> {
  if (!image.lock.tryLock()) yield* image.lock.lock();
  try {
    if (canBeWrittenAnew(image)) {
      yield* writeAnew(image);
    } else {
      yield* discardAll(image);
    }
  } finally {
    image.lock.unlock();
  }
}

/**
 * Makes the clusters of an aligned range unallocated and waits until that is on disk; only then the
 * file is told that it may drop what they held. Throws IoError; an entry that is still on disk then
 * points at bytes that are still there.
 */
export function* unallocateClusters(image: Image, offset: GuestOffset, length: number): Task<void> {
  if (!image.lock.tryLock()) yield* image.lock.lock();
  try {
    const options = { discardClass: 'snapshot', isFull: true, isFlushed: true } as const;
    yield* discardClusters(image, offset, length, options);
  } finally {
    image.lock.unlock();
  }
}

const l1ClustersOf = ({ l1, geometry }: Image): number =>
  Math.ceil(l1.length / geometry.clusterSize);

/**
 * Nothing but the disk's own clusters is in the image, no keys either, and one refcount block will
 * do.
 */
function canBeWrittenAnew(image: Image): boolean {
  const { header, extensions, geometry } = image;
  return (
    header.version >= 3 &&
    image.snapshots.length === 0 &&
    (extensions.bitmaps?.count ?? 0) === 0 &&
    extensions.dataFile === undefined &&
    header.cryptMethod !== CRYPT_LUKS &&
    3 + l1ClustersOf(image) <= geometry.refcountsPerBlock
  );
}

/** Clusters go one by one, tables stay; the file keeps its length. */
function* discardAll(image: Image): Task<void> {
  const step = alignDown(DISCARD_STEP, image.geometry.clusterSize);
  for (let offset = 0; offset < image.size; offset += step) {
    const length = Math.min(step, image.size - offset);
    // Strict: what cannot be written is told, and not called done.
    const options = { discardClass: 'snapshot', isFull: true, isFlushed: image.isStrict } as const;
    yield* discardClusters(image, offset, length, options);
  }
}

function* writeAnew(image: Image): Task<void> {
  yield* image.l2Cache.empty();
  yield* image.refcountCache.empty();
  yield* setDirtyBit(image);
  try {
    yield* writeTables(image);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    image.node.isInserted = false;
    throw error;
  }
  yield* clearDirtyBit(image);
  const { clusterSize } = image.geometry;
  try {
    yield* truncate(image.file, (3 + l1ClustersOf(image)) * clusterSize);
  } catch (error) {
    if (!(error instanceof IoError) && !(error instanceof FormatError)) throw error;
    image.reporter.report(error.message);
    throw error;
  }
}

function* writeTables(image: Image): Task<void> {
  const { header, file } = image;
  const { clusterSize } = image.geometry;
  const l1Clusters = l1ClustersOf(image);
  yield* fire(image, 'l1_update');
  yield* writeZeroes(file, header.l1TableOffset, l1Clusters * clusterSize, NO_FLAGS);
  image.storeL1Table(new Uint8Array(image.l1.length));
  yield* fire(image, 'empty_image_prepare');
  yield* writeZeroes(file, clusterSize, (2 + l1Clusters) * clusterSize, NO_FLAGS);
  yield* fire(image, 'l1_update');
  yield* fire(image, 'reftable_update');
  const fields = new Uint8Array(20);
  const l1TableOffset = hostOf(asCluster(3), clusterSize);
  const refcountTableOffset = hostOf(asCluster(1), clusterSize);
  writeU64(fields, 0, l1TableOffset);
  writeU64(fields, 8, refcountTableOffset);
  writeU32(fields, 16, 1);
  yield* writeSync(image, headerField('l1TableOffset').offset, fields);
  header.l1TableOffset = l1TableOffset;
  header.refcountTableOffset = refcountTableOffset;
  header.refcountTableClusters = 1;
  const table = new Uint8Array(clusterSize);
  image.storeRefcountTable(table);
  yield* fire(image, 'refblock_alloc');
  const slot = new Uint8Array(8);
  writeU64(slot, 0, 2 * clusterSize);
  yield* writeSync(image, refcountTableOffset, slot);
  const filled = table.slice();
  filled.set(slot);
  image.storeRefcountTable(filled);
  image.freeClusterIndex = HEADER_CLUSTER;
  image.freed.length = 0; // nothing counts them any more
  const first = yield* allocateClusters(image, 3 * clusterSize + image.l1.length);
  assert(first === 0, 'the first clusters of an emptied image are free');
}
