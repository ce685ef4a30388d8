// Compressing one cluster.
import { deflate } from '../../base/deflate.ts';
import { zstdCompress } from '../../base/zstd.ts';
import { ZSTD } from '../format/compression-type.ts';

/**
 * The compressed form of a whole cluster, or undefined when it is not shorter by as much as QEMU
 * wants: deflate must leave a byte of a buffer of clusterSize - 1 unused, zstd may fill it.
 */
export function compressCluster(
  cluster: Uint8Array,
  compressionType: number,
): Uint8Array | undefined {
  const room = cluster.length - 1;
  if (compressionType === ZSTD) {
    const frame = zstdCompress(cluster);
    return frame.length <= room ? frame : undefined;
  }
  const stream = deflate(cluster);
  return stream.length < room ? stream : undefined;
}
