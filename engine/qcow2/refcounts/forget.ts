// What else knows of a cluster that is free, or was never named, and must not go on using it.
import { type HostOffset, NO_HOST } from '../../base/address.ts';
import type { Task } from '../../task/task.ts';
import type { CacheEntry } from '../cache/table-cache.ts';
import { hex, signalCorruption } from '../state/corruption.ts';
import type { Image } from '../state/image.ts';

/** Drops a refcount block that never came into use, with what stands in it. */
export function dropNewBlock(image: Image, offset: HostOffset): void {
  const entry = image.refcountCache.find(offset);
  if (entry?.users === 0) image.refcountCache.drop(entry);
}

/** Compressed data does not go on in a cluster that another owner may take. */
export function forgetFreeBytes(image: Image, clusterOffset: HostOffset): void {
  const used = image.freeByteOffset - 1;
  const { clusterSize } = image.geometry;
  if (used >= clusterOffset && used < clusterOffset + clusterSize) image.freeByteOffset = NO_HOST;
}

/** Throws IoError, and reports corruption, where a table that is to go is in use. */
export function* requireUnused(image: Image, table: CacheEntry): Task<void> {
  if (table.users === 0) return;
  const place = hex(table.offset);
  yield* signalCorruption(image, `Preventing the release of a table in use at offset ${place}`);
}
