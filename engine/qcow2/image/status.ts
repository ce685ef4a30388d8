// Block status of the guest disk.
import { asCluster, type GuestOffset } from '../../base/address.ts';
import { IoError } from '../../base/errors.ts';
import type { StatusRun } from '../../block/node.ts';
import type { Task } from '../../task/task.ts';
import { lookUp } from '../mapping/lookup.ts';
import { countFree } from '../refcounts/lookup.ts';
import type { Image } from '../state/image.ts';

/** The status at `offset` for at most `length` bytes, as BlockNode.doStatus gives it. */
export function* guestStatus(image: Image, offset: GuestOffset, length: number): Task<StatusRun> {
  if (!image.lock.tryLock()) yield* image.lock.lock();
  try {
    image.isPreallocated ??= yield* looksPreallocated(image);
    const piece = yield* lookUp(image, offset, length);
    // Encrypted data stand nowhere as they are read.
    const hasHost = piece.hasHost && image.encryption === undefined;
    const zero = piece.kind === 'zero-plain' || piece.kind === 'zero-allocated';
    const data = !zero && piece.kind !== 'unallocated';
    return {
      length: piece.length,
      data,
      zero,
      allocated: data || zero,
      hostOffset: hasHost ? piece.hostOffset : undefined,
      owner: hasHost ? image.dataFile : undefined,
      recurse: image.isPreallocated && data && hasHost,
      compressed: piece.kind === 'compressed',
    };
  } finally {
    image.lock.unlock();
  }
}

/** Bytes from `offset` on that no L1 entry has a table for; without end behind the last entry. */
export function unallocatedByL1({ l1, geometry }: Image, offset: number): number {
  const { bytesPerL2Table } = geometry;
  const first = Math.floor(offset / bytesPerL2Table) * 8;
  let at = first;
  while (at < l1.length && l1[at] === 0) at += 1;
  if (at >= l1.length) return Infinity;
  return Math.max(0, Math.floor(at / 8) * bytesPerL2Table - offset);
}

/**
 * Whether clearly more clusters are counted as used than the file takes on its device: then data
 * clusters may be holes of the file. Asked once per open; reads refcount blocks.
 */
function* looksPreallocated(image: Image): Task<boolean> {
  const allocated = image.file.allocatedBytes();
  if (allocated === undefined) {
    return false;
  }
  const { clusterSize } = image.geometry;
  const real = Math.floor(allocated / clusterSize);
  const threshold = Math.max(Math.floor((real * 10) / 9), real + 2);
  const inFile = Math.ceil(image.file.length() / clusterSize);
  // What the refcount table cannot describe counts as free: a sparse file may be huge.
  const end = Math.min(inFile, image.refcountTableEntries * image.geometry.refcountsPerBlock);
  let count = 0;
  try {
    for (let cluster = 0; count < threshold; cluster += 1) {
      cluster += yield* countFree(image, asCluster(cluster), end - cluster);
      if (cluster >= end) break;
      count += 1;
    }
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    return false;
  }
  return count >= threshold;
}
