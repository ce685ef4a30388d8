// Compressed clusters: a stream, padded by whatever stands in the rest of its last sector.
import { inflateRawSync } from 'node:zlib';
import { EIO } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import { zstdDecompress } from '../../base/zstd.ts';
import { ZSTD } from '../format/compression-type.ts';

/** zlib's Z_SYNC_FLUSH: a stream that ends early is no error by itself. */
const SYNC_FLUSH = 2;
/** More than the symbols in one byte of a deflate stream can stand for: 8 matches of 258 bytes. */
const BYTES_PER_BYTE = 4096;

/**
 * The `clusterSize` bytes of a cluster. Throws IoError(EIO) when the stream is damaged or too
 * short. A deflate stream may go on behind the cluster: that part is not looked at.
 */
export function decompressCluster(
  source: Uint8Array,
  clusterSize: number,
  compressionType: number,
): Uint8Array {
  const cluster =
    compressionType === ZSTD
      ? zstdDecompress(source, clusterSize)
      : (inflate(source, clusterSize) ?? inflateStart(source, clusterSize));
  if (cluster === undefined || cluster.length < clusterSize) {
    throw new IoError(EIO);
  }
  return cluster;
}

/** What the stream stands for; undefined when it is damaged, or stands for more than `limit`. */
function inflate(source: Uint8Array, limit: number): Uint8Array | undefined {
  try {
    return inflateRawSync(source, {
      windowBits: 12,
      maxOutputLength: limit,
      finishFlush: SYNC_FLUSH,
    });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return undefined;
  }
}

/**
 * The cluster at the start of a stream that goes on behind it: what the shortest part of the stream
 * that fills the cluster stands for. Undefined where none does.
 */
function inflateStart(source: Uint8Array, clusterSize: number): Uint8Array | undefined {
  let [tooShort, enough] = [0, source.length];
  while (enough - tooShort > 1) {
    const middle = Math.floor((tooShort + enough) / 2);
    const found = inflate(source.subarray(0, middle), clusterSize);
    if (found !== undefined && found.length < clusterSize) tooShort = middle;
    else enough = middle;
  }
  const found = inflate(source.subarray(0, enough), clusterSize + BYTES_PER_BYTE);
  return found?.subarray(0, clusterSize);
}
