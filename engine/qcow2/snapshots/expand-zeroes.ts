// Version 2 has no zero clusters: without a backing file they become unallocated, over one they
// become clusters of zeroes, in the tables of the disk and in those of its snapshots.
import { clusterOf, type GuestOffset, hostAdd, type HostOffset } from '../../base/address.ts';
import { assert } from '../../base/assert.ts';
import { FormatError, IoError } from '../../base/errors.ts';
import { flush, read, write, writeZeroes } from '../../block/request.ts';
import type { Task } from '../../task/task.ts';
import { clusterKind, entryOffset, storeEntry } from '../format/l2-entry.ts';
import type { SnapshotEntry } from '../format/snapshot-entry.ts';
import { checkOverlap } from '../overlap/check.ts';
import { allocateClusters } from '../refcounts/allocate.ts';
import type { Progress } from '../../block/format.ts';
import { refcountOf } from '../refcounts/lookup.ts';
import { freeClusters, updateRefcounts } from '../refcounts/update.ts';
import { hex, signalCorruption } from '../state/corruption.ts';
import { encryptData } from '../state/encryption.ts';
import type { Image } from '../state/image.ts';
import { checkSnapshotL1 } from './find.ts';

/** One L1 table on the way through all of them. */
interface Pass {
  readonly l1: Uint8Array;
  readonly isActive: boolean;
  /** Called when an entry has been dealt with. */
  readonly visited: () => void;
}

/** Throws IoError; what was expanded until then stays so, and reads as before. */
export function* expandZeroClusters(image: Image, status: Progress): Task<void> {
  const total = image.snapshots.reduce((sum, { l1Size }) => sum + l1Size, image.l1Entries);
  let done = 0;
  const visited = (): void => {
    done += 1;
    status(done, total);
  };
  yield* expandBelow(image, { l1: image.l1, isActive: true, visited });
  // Tables of snapshots are changed past the cache, and may be those of the disk.
  yield* image.l2Cache.empty();
  for (const snapshot of image.snapshots) {
    requireUsableL1(image, snapshot);
    const l1 = new Uint8Array(snapshot.l1Size * 8);
    yield* read(image.file, snapshot.l1TableOffset, l1);
    yield* expandBelow(image, { l1, isActive: false, visited });
  }
}

function requireUsableL1(image: Image, snapshot: SnapshotEntry): void {
  try {
    checkSnapshotL1(image, snapshot);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    image.reporter.report(error.message);
    throw new IoError(error.errno);
  }
}

function* expandBelow(image: Image, { l1, isActive, visited }: Pass): Task<void> {
  const { geometry } = image;
  const { clusterSize } = geometry;
  const { tableSize } = image.l2Cache;
  for (let index = 0; index < l1.length / 8; index += 1) {
    const l2Offset = entryOffset(l1, index * 8);
    if (l2Offset % clusterSize !== 0) {
      yield* signalCorruption(
        image,
        `L2 table offset ${hex(l2Offset)} unaligned (L1 index: ${hex(index)})`,
      );
    }
    if (l2Offset !== 0) {
      const users = yield* refcountOf(image, clusterOf(l2Offset, clusterSize));
      for (let start = 0; start < clusterSize; start += tableSize) {
        const entries = index * geometry.l2EntriesPerTable + start / geometry.l2EntrySize;
        const guestOffset = entries * clusterSize;
        const slice = { offset: hostAdd(l2Offset, start), guestOffset, l2Offset, users };
        yield* isActive ? expandCached(image, slice) : expandOnDisk(image, slice);
      }
    }
    visited();
  }
}

/** Part of an L2 table. */
interface Slice {
  readonly offset: HostOffset;
  /** What its first entry maps. */
  readonly guestOffset: GuestOffset;
  /** Of the whole table. */
  readonly l2Offset: HostOffset;
  /** Refcount of the table. */
  readonly users: number;
}

function* expandCached(image: Image, slice: Slice): Task<void> {
  const entry = yield* image.l2Cache.get(slice.offset);
  try {
    if (yield* expandEntries(image, entry.bytes, slice)) {
      image.l2Cache.markDirty(entry);
      image.l2Cache.dependOnFileFlush();
    }
  } finally {
    image.l2Cache.put(entry);
  }
}

function* expandOnDisk(image: Image, slice: Slice): Task<void> {
  const bytes = new Uint8Array(image.l2Cache.tableSize);
  yield* read(image.file, slice.offset, bytes);
  if (!(yield* expandEntries(image, bytes, slice))) return;
  yield* checkOverlap(image, slice.offset, bytes.length, 'active L2 table');
  if (image.isStrict) yield* flush(image.file); // zeroes before the table that shows them
  yield* write(image.file, slice.offset, bytes);
}

/** Returns whether an entry was changed. */
function* expandEntries(image: Image, table: Uint8Array, slice: Slice): Task<boolean> {
  const { l2EntrySize } = image.geometry;
  const { users, l2Offset } = slice;
  const { clusterSize } = image.geometry;
  let isChanged = false;
  for (let at = 0; at < table.length; at += l2EntrySize) {
    const kind = clusterKind(table, at, image.geometry);
    if (kind === 'zero-plain' && image.node.backing === undefined) {
      table.fill(0, at, at + l2EntrySize);
      isChanged = true;
    } else if (kind === 'zero-plain' || kind === 'zero-allocated') {
      const index = at / l2EntrySize;
      const old = entryOffset(table, at);
      const isShared = kind === 'zero-allocated' && (yield* isSharedBeyond(image, old, users));
      const isNew = kind === 'zero-plain' || isShared;
      const offset = isNew ? yield* allocateFor(image, users) : old;
      const guestOffset = slice.guestOffset + index * clusterSize;
      yield* writeCluster(image, { offset, guestOffset, isNew, l2Offset, index });
      storeEntry(table, at, { offset, copied: users === 1 });
      if (isShared) yield* freeForEach(image, old, users);
      isChanged = true;
    }
  }
  return isChanged;
}

/** Whether tables besides this one name the cluster: QEMU zeroes it in place all the same. */
function* isSharedBeyond(image: Image, offset: HostOffset, users: number): Task<boolean> {
  if (!image.isStrict) return false;
  const { clusterSize } = image.geometry;
  return (yield* refcountOf(image, clusterOf(offset, clusterSize))) > users;
}

/** Takes back the references that one table with so many users had. */
function* freeForEach(image: Image, offset: HostOffset, users: number): Task<void> {
  for (let left = users; left > 0; left -= 1) {
    yield* freeClusters(image, offset, image.geometry.clusterSize, 'never');
  }
}

/**
 * A cluster with one reference for each user of the table that will point at it. Only the first one
 * can fail: its refcount block is in the cache then, and holds as many for the table.
 */
function* allocateFor(image: Image, users: number): Task<HostOffset> {
  const length = image.geometry.clusterSize;
  const offset = yield* allocateClusters(image, length);
  if (users <= 1) return offset;
  const raise = { offset, length, isDecrease: false, discardClass: 'other' } as const;
  const outcome = yield* updateRefcounts(image, { ...raise, becomes: users });
  assert(outcome === 'done', 'a cluster that is allocated has a refcount block');
  return offset;
}

function* writeCluster(
  image: Image,
  place: {
    offset: HostOffset;
    guestOffset: GuestOffset;
    isNew: boolean;
    l2Offset: HostOffset;
    index: number;
  },
): Task<void> {
  const { clusterSize } = image.geometry;
  const { offset, guestOffset, isNew, l2Offset, index } = place;
  try {
    if (offset % clusterSize !== 0) {
      yield* signalCorruption(
        image,
        `Cluster allocation offset ${hex(offset)} unaligned ` +
          `(L2 offset: ${hex(l2Offset)}, L2 index: ${hex(index)})`,
      );
    }
    yield* checkOverlap(image, offset, clusterSize);
    yield* writeZeroCluster(image, guestOffset, offset);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    if (isNew) yield* freeClusters(image, offset, clusterSize, 'always');
    throw error;
  }
}

/** QEMU leaves plain zeroes in an encrypted image as well, and its guest reads noise there. */
function* writeZeroCluster(
  { encryption, file, geometry, isStrict }: Image,
  guestOffset: GuestOffset,
  hostOffset: HostOffset,
): Task<void> {
  const { clusterSize } = geometry;
  if (encryption === undefined || !isStrict) {
    yield* writeZeroes(file, hostOffset, clusterSize);
    return;
  }
  const zeroes = new Uint8Array(clusterSize);
  yield* write(
    file,
    hostOffset,
    yield* encryptData(encryption, { guestOffset, hostOffset }, zeroes),
  );
}
