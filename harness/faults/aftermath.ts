// Requests that an open image gets after a fault, as its caches may be wrong then: they go where
// nobody has been, so that what the step itself asked for stays as it was.
import type { MemoryStorage } from '../../engine/index.ts';
import { BLOCK } from '../oracle/disk-model.ts';
import { type Disk, blockOf } from '../oracle/disk.ts';
import type { LoggedRequest } from '../oracle/guest-log.ts';

/** Bytes that are read from the beginning of the disk. */
const HEAD = 256 * 1024;
/** Bytes of the longer one of the writes at most. */
const LONG = 64 * 1024;
/** Clusters that are looked at for one that nobody used, from either end. */
const TRIES = 64;

/** Place of the cluster_bits in a header, and the sizes that a cluster may have. */
const CLUSTER_BITS = 23;

/** The cluster size that the image's header names, in bytes; leaves all as it is. */
export function clusterSizeOf(files: MemoryStorage, path: string): number {
  const [bits = 16] = files.readBytes(path, CLUSTER_BITS, 1);
  return 2 ** Math.min(21, Math.max(9, bits));
}

const isZero = (disk: Disk, offset: number, length: number): boolean => {
  for (let at = offset; at < offset + length; at += BLOCK) {
    if (blockOf(disk, at / BLOCK).some((byte) => byte !== 0)) return false;
  }
  return true;
};

/** Commands for qemu-io; none where no cluster of the disk is unused. */
export function aftermathOf(
  files: MemoryStorage,
  path: string,
  disks: readonly Disk[],
  asked: readonly LoggedRequest[],
): readonly string[] {
  const cluster = clusterSizeOf(files, path);
  const size = Math.min(...disks.map((disk) => disk.size));
  const count = Math.floor(size / cluster);
  const isUnused = (number: number): boolean => {
    const start = number * cluster;
    const isAsked = asked.some(
      ({ offset, length }) => offset < start + cluster && start < offset + length,
    );
    return !isAsked && disks.every((disk) => isZero(disk, start, cluster));
  };
  const numbers = Array.from({ length: Math.min(TRIES, count) }, (_none, index) => index);
  const low = numbers.find(isUnused);
  const high = numbers.map((number) => count - 1 - number).find(isUnused);
  if (low === undefined || high === undefined || low === high) return [];
  const [first, last] = [low * cluster, high * cluster];
  const length = Math.min(LONG, cluster);
  return [
    'flush',
    `write -P 0xa7 ${first} ${BLOCK}`,
    `write -P 0x58 ${last} ${length}`,
    `read ${first} ${BLOCK}`,
    `read ${last} ${length}`,
    `read 0 ${Math.min(HEAD, size - (size % BLOCK))}`,
    'flush',
  ];
}
