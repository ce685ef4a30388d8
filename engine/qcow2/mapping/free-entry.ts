// Freeing whatever an L2 entry points at.
import { IoError } from '../../base/errors.ts';
import { discard } from '../../block/request.ts';
import type { Task } from '../../task/task.ts';
import { clusterKind, compressedClusters, entryOffset } from '../format/l2-entry.ts';
import { freeClusters } from '../refcounts/update.ts';
import { hex, noteCorruption } from '../state/corruption.ts';
import type { DiscardClass, Image } from '../state/image.ts';

/**
 * Lowers the refcounts behind `entry`; data in a data file has none. An unaligned offset is
 * reported and left alone.
 */
export function* freeByEntry(
  image: Image,
  entry: Uint8Array,
  discardClass: DiscardClass,
): Task<void> {
  const { clusterSize } = image.geometry;
  const kind = clusterKind(entry, 0, image.geometry);
  if (image.geometry.hasDataFile) {
    yield* dropData(image, entry, discardClass);
    return;
  }
  if (kind === 'compressed') {
    const { offset, length } = compressedClusters(entry, 0, image.geometry);
    yield* freeClusters(image, offset, length, discardClass);
    return;
  }
  if (kind !== 'normal' && kind !== 'zero-allocated') {
    return;
  }
  const offset = entryOffset(entry, 0);
  if (offset % clusterSize !== 0) {
    yield* noteCorruption(image, `Cannot free unaligned cluster ${hex(offset)}`);
    return;
  }
  yield* freeClusters(image, offset, clusterSize, discardClass);
}

/**
 * Tells the file that holds the data that it may drop what a cluster holds. What it cannot drop it
 * keeps, and so does the entry its place.
 */
export function* dropData(image: Image, entry: Uint8Array, discardClass: DiscardClass): Task<void> {
  const { clusterSize } = image.geometry;
  const kind = clusterKind(entry, 0, image.geometry);
  const hasCluster = kind === 'normal' || kind === 'zero-allocated';
  if (!hasCluster || !image.discardClasses.has(discardClass)) return;
  try {
    yield* discard(image.dataFile, entryOffset(entry, 0), clusterSize);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
  }
}
