// Reading guest data: piece by piece, pieces in flight together where there are several.
import type { GuestOffset } from '../../base/address.ts';
import { EIO } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import { read } from '../../block/request.ts';
import { onOwnStack } from '../../task/own-stack.ts';
import { TaskPool } from '../../task/pool.ts';
import { ioTurn, mustAwaitIo, type Task } from '../../task/task.ts';
import type { Image } from '../state/image.ts';
import { decryptData, MAX_ENCRYPTED_CLUSTERS } from '../state/encryption.ts';
import { fire } from '../state/sync-write.ts';
import { decompressCluster } from './decompress.ts';
import { lookUp, type Piece } from './lookup.ts';

/** Pieces of one request in flight at once. */
export const MAX_PIECES_IN_FLIGHT = 8;

/**
 * Fills `target` with guest data. Throws the first IoError, after every started piece has ended.
 */
export function* readGuest(image: Image, offset: GuestOffset, target: Uint8Array): Task<void> {
  let pool: TaskPool | undefined;
  let failure: IoError | undefined;
  let done = 0;
  const isPlain = image.encryption === undefined;
  const longest = isPlain ? Infinity : MAX_ENCRYPTED_CLUSTERS * image.geometry.clusterSize;
  while (done < target.length && pool?.error === undefined) {
    const start = offset + done;
    let piece: Piece;
    try {
      piece = yield* lookUpLocked(image, start, Math.min(target.length - done, longest));
      const part = target.subarray(done, done + piece.length);
      if (readsAsZero(image, piece)) {
        part.fill(0);
      } else if (pool === undefined && part.length === target.length - done) {
        yield* readPiece(image, piece, start, part);
      } else {
        pool ??= new TaskPool(MAX_PIECES_IN_FLIGHT);
        yield* pool.start(readPiece(image, piece, start, part));
      }
    } catch (error) {
      if (!(error instanceof IoError)) throw error;
      failure = error;
      break;
    }
    done += piece.length;
  }
  if (pool !== undefined) yield* pool.waitAll();
  failure ??= pool?.error;
  if (failure !== undefined) throw failure;
}

function* lookUpLocked(image: Image, offset: GuestOffset, length: number): Task<Piece> {
  if (!image.lock.tryLock()) yield* image.lock.lock();
  try {
    return yield* lookUp(image, offset, length);
  } finally {
    image.lock.unlock();
  }
}

function readsAsZero(image: Image, piece: Piece): boolean {
  switch (piece.kind) {
    case 'zero-plain':
    case 'zero-allocated':
      return true;
    case 'unallocated':
      return image.node.backing === undefined;
    default:
      return false;
  }
}

function* readPiece(
  image: Image,
  piece: Piece,
  offset: GuestOffset,
  target: Uint8Array,
): Task<void> {
  if (piece.kind === 'compressed') {
    yield* readCompressed(image, piece, offset, target);
    return;
  }
  const { backing } = image.node;
  if (piece.kind === 'unallocated' && backing !== undefined) {
    yield* fire(image, 'read_backing_aio');
    const below = read(backing, offset, target);
    yield* backing.isReadOnOwnStack ? onOwnStack(below) : below;
    return;
  }
  yield* fire(image, 'read_aio');
  yield* read(image.dataFile, piece.hostOffset, target);
  const { encryption } = image;
  if (encryption !== undefined) {
    const place = { guestOffset: offset, hostOffset: piece.hostOffset };
    yield* decryptData(encryption, place, target);
  }
}

function* readCompressed(
  image: Image,
  piece: Piece,
  offset: GuestOffset,
  target: Uint8Array,
): Task<void> {
  if (piece.compressed === undefined) throw new IoError(EIO);
  const source = new Uint8Array(piece.compressed.length);
  yield* fire(image, 'read_compressed');
  yield* read(image.file, piece.compressed.offset, source);
  if (mustAwaitIo()) yield ioTurn; // decompressing is done by another thread
  const { clusterSize } = image.geometry;
  const cluster = decompressCluster(source, clusterSize, image.header.compressionType);
  const from = offset % clusterSize;
  target.set(cluster.subarray(from, from + target.length));
}
