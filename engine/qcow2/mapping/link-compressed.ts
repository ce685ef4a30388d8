// Giving compressed data a place and an L2 entry.
import type { GuestOffset, HostOffset } from '../../base/address.ts';
import { EIO } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import type { Task } from '../../task/task.ts';
import { entryOffset, storeCompressedEntry } from '../format/l2-entry.ts';
import { allocateBytes } from '../refcounts/allocate-bytes.ts';
import { waitForRefcounts } from '../refcounts/write-order.ts';
import type { Image } from '../state/image.ts';
import { fire } from '../state/sync-write.ts';
import { type L2Position, l2ForWriting } from './l2-table.ts';

/**
 * Allocates `size` bytes for the cluster at `offset`, points its L2 entry at them, and returns
 * their host offset. The entry stands before the data does: when writing the data fails, the
 * cluster reads as an error. Throws IoError; EIO where the cluster has a place already, which
 * compressed data never replaces.
 */
export function* linkCompressed(image: Image, offset: GuestOffset, size: number): Task<HostOffset> {
  const position = yield* emptyEntry(image, offset);
  try {
    const place = yield* allocateBytes(image, size, maxOffset(image));
    yield* store(image, position, { offset: place, size });
    return place;
  } finally {
    image.l2Cache.put(position.slice);
  }
}

/** linkCompressed() without the entry: nothing names the bytes until linkReserved(). */
export function* reserveCompressed(
  image: Image,
  offset: GuestOffset,
  size: number,
): Task<HostOffset> {
  const { slice } = yield* emptyEntry(image, offset);
  try {
    return yield* allocateBytes(image, size, maxOffset(image));
  } finally {
    image.l2Cache.put(slice);
  }
}

/**
 * Points the L2 entry at bytes that were reserved, and are written. Throws IoError as
 * linkCompressed() does; the bytes are then the caller's to free.
 */
export function* linkReserved(
  image: Image,
  offset: GuestOffset,
  data: { readonly offset: HostOffset; readonly size: number },
): Task<void> {
  const position = yield* emptyEntry(image, offset);
  try {
    yield* waitForRefcounts(image);
    yield* store(image, position, data);
  } finally {
    image.l2Cache.put(position.slice);
  }
}

const maxOffset = ({ geometry }: Image): number => 2 ** (62 - (geometry.clusterBits - 8)) - 1;

/** The entry, which is in use. Throws IoError(EIO) where it has a place. */
function* emptyEntry(image: Image, offset: GuestOffset): Task<L2Position> {
  const position = yield* l2ForWriting(image, offset);
  const at = position.index * image.geometry.l2EntrySize;
  if (entryOffset(position.slice.bytes, at) === 0) return position;
  image.l2Cache.put(position.slice);
  throw new IoError(EIO);
}

function* store(
  image: Image,
  { slice, index }: L2Position,
  data: { readonly offset: HostOffset; readonly size: number },
): Task<void> {
  const { geometry } = image;
  const at = index * geometry.l2EntrySize;
  yield* fire(image, 'l2_update_compressed');
  image.l2Cache.markDirty(slice);
  storeCompressedEntry(slice.bytes, at, geometry, data);
  if (geometry.extendedL2) slice.bytes.fill(0, at + 8, at + 16);
}
