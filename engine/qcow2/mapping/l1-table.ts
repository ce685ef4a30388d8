// The L1 table: growing it, cutting it, and writing one of its entries.
import { hostAdd } from '../../base/address.ts';
import { writeU32, writeU64 } from '../../base/endian.ts';
import { EFBIG } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import { flush, writeZeroes } from '../../block/request.ts';
import type { Task } from '../../task/task.ts';
import { headerField } from '../format/header.ts';
import { entryOffset } from '../format/l2-entry.ts';
import { MAX_L1_BYTES } from '../format/limits.ts';
import { checkOverlap, findOverlap, refuseOverlap } from '../overlap/check.ts';
import { allocateClusters } from '../refcounts/allocate.ts';
import { freeClusters } from '../refcounts/update.ts';
import type { Image } from '../state/image.ts';
import { fire, takeBackOrEnd, writeSync } from '../state/sync-write.ts';

/**
 * Makes the L1 table at least `entries` long: exactly so, or with room to spare. The new table is
 * on disk before the header points at it. Throws IoError; the old table then stays in force and the
 * new clusters are freed.
 */
export function* growL1Table(image: Image, entries: number, isExact: boolean): Task<void> {
  if (entries <= image.l1Entries) {
    return;
  }
  let newEntries = entries;
  if (!isExact) {
    newEntries = Math.max(1, image.l1Entries);
    while (newEntries < entries) newEntries = Math.ceil((newEntries * 3) / 2);
  }
  if (newEntries * 8 > MAX_L1_BYTES) {
    throw new IoError(EFBIG);
  }
  const table = new Uint8Array(newEntries * 8);
  table.set(image.l1);
  yield* fire(image, 'l1_grow_alloc_table');
  const offset = yield* allocateClusters(image, table.length);
  let isNamed = false;
  try {
    yield* image.refcountCache.flush();
    yield* checkOverlap(image, offset, table.length);
    yield* fire(image, 'l1_grow_write_table');
    yield* writeSync(image, offset, table);
    const fields = new Uint8Array(12);
    writeU32(fields, 0, newEntries);
    writeU64(fields, 4, offset);
    yield* fire(image, 'l1_grow_activate_table');
    isNamed = true;
    yield* writeSync(image, headerField('l1Size').offset, fields);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    if (!isNamed || (yield* takeBackOrEnd(image, restoreHeader(image)))) {
      yield* freeClusters(image, offset, table.length, 'other');
    }
    throw error;
  }
  const { header } = image;
  const old = { offset: header.l1TableOffset, length: image.l1.length };
  header.l1TableOffset = offset;
  header.l1Size = newEntries;
  image.storeL1Table(table);
  yield* freeClusters(image, old.offset, old.length, 'other');
}

/** Writes the fields of the table in force. */
function* restoreHeader(image: Image): Task<void> {
  const fields = new Uint8Array(12);
  writeU32(fields, 0, image.l1Entries);
  writeU64(fields, 4, image.header.l1TableOffset);
  yield* writeSync(image, headerField('l1Size').offset, fields);
}

/**
 * Empties the entries from `entries` on, on disk first, and frees their L2 tables, the last one
 * first. The table keeps its length. Throws IoError; the entries are gone from memory all the same,
 * as what stands on disk is not known then.
 */
export function* shrinkL1Table(image: Image, entries: number): Task<void> {
  const before = image.l1Entries;
  if (entries >= before) {
    return;
  }
  const { header, geometry } = image;
  const empty = new Uint8Array(8);
  try {
    yield* fire(image, 'l1_shrink_write_table');
    const length = (before - entries) * 8;
    yield* writeZeroes(image.file, hostAdd(header.l1TableOffset, entries * 8), length);
    yield* flush(image.file);
    yield* fire(image, 'l1_shrink_free_l2_clusters');
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    for (let index = entries; index < before; index += 1) setL1Entry(image, index, empty);
    throw error;
  }
  for (let index = before - 1; index >= entries; index -= 1) {
    const offset = entryOffset(image.l1, index * 8);
    if (offset === 0) continue;
    yield* freeClusters(image, offset, geometry.clusterSize, 'always');
    setL1Entry(image, index, empty);
  }
}

/** Changes one entry in memory, and the metadata index with it. */
export function setL1Entry(image: Image, index: number, entry: Uint8Array): void {
  const at = index * 8;
  const before = entryOffset(image.l1, at);
  const after = entryOffset(entry, 0);
  image.l1.set(entry, at);
  if (before !== 0) image.owners.remove('active L2 table', before);
  if (after !== 0) image.owners.add('active L2 table', after);
}

/** Writes one L1 entry, and its neighbours where the file wants larger units, and flushes. */
export function* writeL1Entry(image: Image, index: number): Task<void> {
  const { clusterSize } = image.geometry;
  const length = Math.max(8, Math.min(image.file.limits.requestAlignment, clusterSize));
  const entries = length / 8;
  const first = index - (index % entries);
  const bytes = new Uint8Array(length);
  bytes.set(image.l1.subarray(first * 8, Math.min((first + entries) * 8, image.l1.length)));
  const offset = hostAdd(image.header.l1TableOffset, first * 8);
  const hit = findOverlap(image, offset, length, 'active L1 table');
  if (hit !== undefined) yield* refuseOverlap(image, hit);
  yield* fire(image, 'l1_update');
  yield* writeSync(image, offset, bytes);
}
