// Writing the snapshot table: always a new one, in new clusters, and then the header points at it.
import { hostAdd, hostAlignUp, type HostOffset } from '../../base/address.ts';
import { alignUp } from '../../base/align.ts';
import { writeU32, writeU64 } from '../../base/endian.ts';
import { EFBIG } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import { flush, read, write } from '../../block/request.ts';
import type { Task } from '../../task/task.ts';
import { headerField } from '../format/header.ts';
import { MAX_SNAPSHOT_TABLE_BYTES } from '../format/limits.ts';
import {
  encodeSnapshotEntry,
  SNAPSHOT_FIXED_SIZE,
  SNAPSHOT_KNOWN_EXTRA,
  type SnapshotEntry,
  snapshotLengths,
} from '../format/snapshot-entry.ts';
import { checkOverlap } from '../overlap/check.ts';
import { allocateClusters } from '../refcounts/allocate.ts';
import { freeClusters } from '../refcounts/update.ts';
import type { Image } from '../state/image.ts';
import { isTakenBack, writeSync } from '../state/sync-write.ts';

/**
 * Writes a table of `image.snapshots`, makes it the one in force and frees the old one.
 *
 * The new table and its refcounts are on disk before the header points at it. Throws IoError; the
 * old table then stays in force and the new clusters are freed. Without any snapshot nothing is
 * allocated, and the offset in the header is that of the next free cluster.
 */
export function* writeSnapshotTable(image: Image): Task<void> {
  const entries = image.snapshots.map(encodeSnapshotEntry);
  const size = tableSizeOf(entries);
  const offset = yield* allocateClusters(image, size);
  const at = headerField('snapshotCount').offset;
  let before: Uint8Array | undefined;
  try {
    yield* flush(image.node);
    yield* checkOverlap(image, offset, size);
    yield* writeEntries(image, entries, offset);
    yield* flush(image.node);
    const fields = new Uint8Array(12);
    writeU32(fields, 0, entries.length);
    writeU64(fields, 4, offset);
    if (image.isStrict) {
      const inForce = new Uint8Array(12);
      yield* read(image.file, at, inForce);
      before = inForce; // from here on the header may be another one
    }
    yield* writeSync(image, at, fields);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    const isFree = !before || (yield* isTakenBack(image, writeSync(image, at, before)));
    if (offset > 0 && isFree) yield* freeClusters(image, offset, size, 'always');
    throw error;
  }
  const old = { offset: image.header.snapshotsOffset, length: image.snapshotTableSize };
  yield* freeClusters(image, old.offset, old.length, 'snapshot');
  image.header.snapshotsOffset = offset;
  image.snapshotTableSize = size;
}

/** Replaces the list in memory, and the count that the next header rewrite would store. */
export function setSnapshots(image: Image, snapshots: SnapshotEntry[]): void {
  image.snapshots = snapshots;
  image.header.snapshotCount = snapshots.length;
}

/** Bytes from the first entry to the end of the last name. Throws IoError(EFBIG). */
function tableSizeOf(entries: readonly Uint8Array[]): number {
  let end = 0;
  for (const entry of entries) {
    end = alignUp(end, 8) + usedBytes(entry);
    if (end > MAX_SNAPSHOT_TABLE_BYTES) throw new IoError(EFBIG);
  }
  return end;
}

/** Bytes of an entry without its padding. */
function usedBytes(entry: Uint8Array): number {
  const { extra, id, name } = snapshotLengths(entry, 0);
  return SNAPSHOT_FIXED_SIZE + extra + id + name;
}

/** Part by part, as QEMU writes them; the padding between entries is not written. */
function* writeEntries(
  image: Image,
  entries: readonly Uint8Array[],
  tableOffset: HostOffset,
): Task<void> {
  let offset = tableOffset;
  for (const entry of entries) {
    offset = hostAlignUp(offset, 8);
    const { extra, id, name } = snapshotLengths(entry, 0);
    const known = SNAPSHOT_KNOWN_EXTRA;
    const unknown = extra > known ? [extra - known] : [];
    let at = 0;
    for (const length of [SNAPSHOT_FIXED_SIZE, known, ...unknown, id, name]) {
      yield* write(image.file, hostAdd(offset, at), entry.subarray(at, at + length));
      at += length;
    }
    offset = hostAdd(offset, at);
  }
}
