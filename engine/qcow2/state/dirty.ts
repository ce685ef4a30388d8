// The dirty bit: refcounts on disk may be behind what the L2 tables say.
import { writeU64 } from '../../base/endian.ts';
import { IoError } from '../../base/errors.ts';
import type { Task } from '../../task/task.ts';
import { INCOMPATIBLE_DIRTY, withFeature } from '../format/features.ts';
import { headerField } from '../format/header.ts';
import type { Image } from './image.ts';
import { writeSync } from './sync-write.ts';

/** Sets the dirty bit, on disk first. Throws IoError; the image is as clean as before then. */
export function* setDirtyBit(image: Image): Task<void> {
  const { header } = image;
  const features = withFeature(header.incompatibleFeatures, INCOMPATIBLE_DIRTY, true);
  if (features === header.incompatibleFeatures) {
    return;
  }
  const bytes = new Uint8Array(8);
  writeU64(bytes, 0, features);
  yield* writeSync(image, headerField('incompatibleFeatures').offset, bytes);
  header.incompatibleFeatures = features;
}

/**
 * Marks the image dirty: from then on refcounts need not be written before L2 tables. Never throws
 * IoError: where it fails the image stays clean, refcounts go on being written in order, and the
 * next caller tries again.
 */
export function* markDirty(image: Image): Task<void> {
  try {
    yield* setDirtyBit(image);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
  }
}
