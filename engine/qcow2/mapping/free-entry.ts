// Freeing whatever an L2 entry points at.
import type { Task } from '../../task/task.ts';
import { clusterKind, compressedRange, entryOffset } from '../format/l2-entry.ts';
import { freeClusters } from '../refcounts/update.ts';
import { hex, noteCorruption } from '../state/corruption.ts';
import type { DiscardClass, Image } from '../state/image.ts';

/** Lowers the refcounts behind `entry`. An unaligned offset is reported and left alone. */
export function* freeByEntry(
  image: Image,
  entry: Uint8Array,
  discardClass: DiscardClass,
): Task<void> {
  const { clusterSize } = image.geometry;
  const kind = clusterKind(entry, 0, image.geometry);
  if (kind === 'compressed') {
    const { offset, length } = compressedRange(entry, 0, image.geometry);
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
