// Compressed writes: whole clusters, each compressed for itself, and packed one behind the other.
import { alignUp } from '../../base/align.ts';
import type { GuestOffset, HostOffset } from '../../base/address.ts';
import { EINVAL, ENOTSUP } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import { truncate, write } from '../../block/request.ts';
import { TaskPool } from '../../task/pool.ts';
import { ioTurn, type Task } from '../../task/task.ts';
import { compressCluster } from '../mapping/compress.ts';
import { linkCompressed, linkReserved, reserveCompressed } from '../mapping/link-compressed.ts';
import { MAX_PIECES_IN_FLIGHT } from '../mapping/read.ts';
import { checkOverlap } from '../overlap/check.ts';
import { freeClusters } from '../refcounts/update.ts';
import type { Image } from '../state/image.ts';
import { fire } from '../state/sync-write.ts';
import { writeGuest } from './write.ts';

const SECTOR = 512;

/**
 * Writes guest data compressed; a cluster that does not get shorter is written as it is. Starts at
 * a cluster and ends with one, or with the disk. Empty data makes the file end with a whole sector.
 * Throws IoError: EINVAL for other ranges, ENOTSUP with a data file, EIO where a cluster has a
 * place already; pieces that succeeded stay written.
 */
export function* writeCompressedGuest(
  image: Image,
  offset: GuestOffset,
  source: Uint8Array,
): Task<void> {
  if (image.geometry.hasDataFile) {
    throw new IoError(ENOTSUP);
  }
  if (source.length === 0) {
    yield* truncate(image.file, alignUp(image.file.length(), SECTOR));
    return;
  }
  const { clusterSize } = image.geometry;
  const endsWell = source.length % clusterSize === 0 || offset + source.length === image.size;
  if (offset % clusterSize !== 0 || !endsWell) {
    throw new IoError(EINVAL);
  }
  if (source.length <= clusterSize) {
    yield* writeCluster(image, offset, source);
    return;
  }
  const pool = new TaskPool(MAX_PIECES_IN_FLIGHT);
  for (let done = 0; done < source.length && pool.error === undefined; done += clusterSize) {
    const piece = source.subarray(done, done + clusterSize);
    yield* pool.start(writeCluster(image, offset + done, piece));
  }
  yield* pool.waitAll();
  if (pool.error !== undefined) throw pool.error;
}

/**
 * Writes one cluster, or the shorter last one of the disk, which is filled up with zeroes. The data
 * has its place and its L2 entry before it is written, and keeps them when that fails; in a strict
 * image it gets its entry behind that, and gives the place back.
 */
function* writeCluster(image: Image, offset: GuestOffset, data: Uint8Array): Task<void> {
  const { clusterSize } = image.geometry;
  let cluster = data;
  if (data.length < clusterSize) {
    cluster = new Uint8Array(clusterSize);
    cluster.set(data);
  }
  const compressed = compressCluster(cluster, image.header.compressionType);
  yield ioTurn; // compressing is done by another thread
  if (compressed === undefined) {
    yield* writeGuest(image, offset, data);
    return;
  }
  const place = yield* placeCompressed(image, offset, compressed.length);
  if (image.isStrict) {
    yield* writeThenLink(image, offset, place, compressed);
    return;
  }
  yield* fire(image, 'write_compressed');
  yield* write(image.file, place, compressed);
}

/** The bytes at `place` are reserved; they are free again where this throws IoError. */
function* writeThenLink(
  image: Image,
  offset: GuestOffset,
  place: HostOffset,
  compressed: Uint8Array,
): Task<void> {
  let failure: IoError | undefined;
  try {
    yield* fire(image, 'write_compressed');
    yield* write(image.file, place, compressed);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    failure = error;
  }
  if (!image.lock.tryLock()) yield* image.lock.lock();
  try {
    if (failure !== undefined) throw failure;
    yield* linkReserved(image, offset, { offset: place, size: compressed.length });
  } catch (error) {
    if (error instanceof IoError) yield* freeClusters(image, place, compressed.length, 'never');
    throw error;
  } finally {
    image.lock.unlock();
  }
}

function* placeCompressed(image: Image, offset: GuestOffset, size: number): Task<HostOffset> {
  if (!image.lock.tryLock()) yield* image.lock.lock();
  try {
    const take = image.isStrict ? reserveCompressed : linkCompressed;
    const place = yield* take(image, offset, size);
    yield* checkOverlap(image, place, size);
    return place;
  } finally {
    image.lock.unlock();
  }
}
