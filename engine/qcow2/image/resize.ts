// Changing the size of the guest disk; where it grows, with or without allocating the new clusters
// at once.
import { writeU64 } from '../../base/endian.ts';
import { alignUp } from '../../base/align.ts';
import { EINVAL, ENOTSUP } from '../../base/errno.ts';
import { FormatError, IoError } from '../../base/errors.ts';
import { NO_FLAGS, type Preallocation } from '../../block/node.ts';
import { truncate } from '../../block/request.ts';
import { explain } from '../../task/explain.ts';
import type { Task } from '../../task/task.ts';
import { requireResizableBitmaps } from '../bitmaps/change.ts';
import { headerField } from '../format/header.ts';
import { growL1Table } from '../mapping/l1-table.ts';
import { zeroClusters } from '../mapping/zero.ts';
import { settle } from '../refcounts/freed.ts';
import type { Image } from '../state/image.ts';
import { takeBackOrEnd, writeSync } from '../state/sync-write.ts';
import type { CacheOptions } from './cache-sizes.ts';
import { makeCaches } from './caches.ts';
import { writeCaches } from './flush-and-close.ts';
import { preallocateArea, preallocateMetadata } from './preallocate.ts';
import { clearBehindEnd } from './clear-behind-end.ts';
import { cutTail } from './shrink.ts';
import { writeGuest } from './write.ts';

/** What is told where the new part of a disk cannot be made to read as zeroes. */
export const NEW_AREA = 'Failed to zero out the new area';

/** How the guest disk is to change. */
export interface ResizeRequest {
  /** New size of the disk, bytes. */
  readonly length: number;
  readonly preallocation: Preallocation;
  /** The new part must read as zeroes although the backing file is longer. */
  readonly mustReadZero: boolean;
}

/** A disk has whole sectors. Throws FormatError with the message that the tools print. */
export function requireWholeSectors(length: bigint): void {
  if (length % 512n !== 0n) {
    throw new FormatError('The new size must be a multiple of 512', { errno: EINVAL });
  }
}

/** Throws FormatError with the message that the tools print. */
export function* resizeImage(
  image: Image,
  request: ResizeRequest,
  cacheOptions: CacheOptions,
): Task<void> {
  const { length } = request;
  requireWholeSectors(BigInt(length));
  if (!image.lock.tryLock()) yield* image.lock.lock();
  try {
    if (image.snapshots.length > 0 && image.header.version < 3) {
      throw new FormatError("Can't resize a v2 image which has snapshots", { errno: ENOTSUP });
    }
    yield* requireResizableBitmaps(image);
    const before = image.size;
    const isLengthFirst = image.isStrict && length < before;
    let { preallocation } = request;
    // Where the data file is to be read alone, the tables must say the same of the new part.
    if (length >= before && image.isDataFileRaw && preallocation === 'off') {
      preallocation = 'metadata';
    }
    const l1Entries = Math.ceil(length / image.geometry.bytesPerL2Table);
    if (length < before) {
      if (preallocation !== 'off') {
        throw new FormatError("Preallocation can't be used for shrinking an image");
      }
      if (isLengthFirst) {
        // What was cut off is reachable no more before it goes; a growth drops what then is left.
        yield* explain('Failed to update the image size', storeSize(image, length));
        image.vmStateL1Index = l1Entries;
        // The tables that name VM state, and what a growth that failed has left, go without it.
        const reach = image.l1Entries * image.geometry.bytesPerL2Table;
        const clearing = clearBehindEnd(image, before, reach);
        yield* explain('Failed to discard cropped clusters', clearing);
      }
      yield* cutTail(image, before, length);
    } else {
      yield* explain('Failed to grow the L1 table', growL1Table(image, l1Entries, true));
      if (image.isStrict) yield* explain(NEW_AREA, clearBehindEnd(image, before, length));
    }
    yield* extend(image, { ...request, preallocation });
    // Areas that the file itself has extended with data read as zeroes already.
    const isZeroed =
      !image.geometry.hasDataFile && (preallocation === 'falloc' || preallocation === 'full');
    // Of an encrypted image the guest reads what decrypting zeroes gives.
    const isNoise = image.isStrict && image.encryption !== undefined && preallocation !== 'off';
    if (((request.mustReadZero && !isZeroed) || isNoise) && length > before) {
      yield* zeroNewArea(image, before, length);
    }
    if (preallocation !== 'off') {
      yield* explain('Failed to flush the preallocated area to disk', writeCaches(image));
    }
    // What hides the backing file is on the disk before the length behind which it would show.
    yield* explain(NEW_AREA, settle(image));
    if (!isLengthFirst) {
      yield* explain('Failed to update the image size', storeSize(image, length));
    }
    image.vmStateL1Index = l1Entries;
    yield* explain('Failed to flush the L2 table cache', image.l2Cache.flush());
    yield* explain('Failed to flush the refcount block cache', image.refcountCache.flush());
    makeCaches(image, cacheOptions);
  } finally {
    image.lock.unlock();
  }
}

/** Allocates the new part, if it is to be; a data file gets the length of the disk. */
function* extend(image: Image, request: ResizeRequest): Task<void> {
  const { length, preallocation, mustReadZero } = request;
  const { hasDataFile } = image.geometry;
  if (preallocation === 'off') {
    if (hasDataFile) yield* truncate(image.dataFile, length);
  } else if (preallocation === 'metadata' || hasDataFile) {
    yield* preallocateMetadata(image, image.size, length, preallocation);
  } else {
    yield* preallocateArea(image, image.size, length, preallocation, mustReadZero);
  }
}

function* storeSize(image: Image, length: number): Task<void> {
  const before = image.size;
  if (!image.isStrict) setSize(image, length); // QEMU's disk has it even where that fails
  try {
    yield* writeSize(image, length);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    yield* takeBackOrEnd(image, writeSize(image, before));
    throw error;
  }
  if (image.isStrict) {
    setSize(image, length);
    for (const bitmap of image.dirtyBitmaps) {
      bitmap.resize(length);
      if (length > before && bitmap.isEnabled) bitmap.mark(before, length - before);
    }
  }
}

function setSize(image: Image, length: number): void {
  image.size = length;
  image.header.size = length;
}

function* writeSize(image: Image, length: number): Task<void> {
  const bytes = new Uint8Array(8);
  writeU64(bytes, 0, length);
  yield* writeSync(image, headerField('size').offset, bytes);
}

/** Whole (sub)clusters become zero ones; the rest of the last old one is written as zeroes. */
function* zeroNewArea(image: Image, before: number, length: number): Task<void> {
  const aligned = alignUp(before, image.geometry.subclusterSize);
  if (aligned < length) {
    const zeroing = zeroClusters(image, aligned, length - aligned, NO_FLAGS);
    yield* explain('Failed to zero out new clusters', zeroing);
  }
  if (aligned > before) {
    const head = new Uint8Array(Math.min(aligned, length) - before);
    image.lock.unlock();
    try {
      yield* explain('Failed to zero out the new area', writeGuest(image, before, head));
    } finally {
      if (!image.lock.tryLock()) yield* image.lock.lock();
    }
  }
}
