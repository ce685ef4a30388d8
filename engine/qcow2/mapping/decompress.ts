// Compressed clusters: raw deflate streams, padded by whatever stands in the rest of their last
// sector.
import { inflateRawSync } from 'node:zlib';
import { EIO } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';

const COMPRESSION_ZLIB = 0;

/**
 * The `clusterSize` bytes of a cluster. Throws IoError(EIO) when the stream is damaged or too
 * short.
 */
export function inflateCluster(
  source: Uint8Array,
  clusterSize: number,
  compressionType: number,
): Uint8Array {
  if (compressionType !== COMPRESSION_ZLIB) {
    throw new IoError(EIO); // zstd images are refused when they are opened
  }
  let cluster: Uint8Array;
  try {
    cluster = inflateRawSync(source, { maxOutputLength: clusterSize, finishFlush: 2 });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new IoError(EIO);
  }
  if (cluster.length < clusterSize) {
    throw new IoError(EIO);
  }
  return cluster;
}
