// Compressed clusters: a stream, padded by whatever stands in the rest of its last sector.
import { EIO } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import { inflateStart } from '../../base/inflate.ts';
import { zstdDecompress } from '../../base/zstd.ts';
import { ZSTD } from '../format/compression-type.ts';

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
      : inflateStart(source, clusterSize);
  if (cluster === undefined || cluster.length < clusterSize) {
    throw new IoError(EIO);
  }
  return cluster;
}
