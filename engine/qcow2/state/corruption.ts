// What happens when the image turns out to be corrupt while it is in use.
import { EIO } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import type { Task } from '../../task/task.ts';
import { hasFeature, INCOMPATIBLE_CORRUPT, withFeature } from '../format/features.ts';
import type { Image } from './image.ts';
import { updateHeader } from './sync-write.ts';

/** `%#x` of C: 0 prints as 0. */
export const hex = (value: number): string => (value === 0 ? '0' : `0x${value.toString(16)}`);

/**
 * Reports corruption and throws IoError(errno). On a writable image it sets the corrupt bit on disk
 * and takes the image out of service: what its caches hold is lost, later requests fail with
 * ENOMEDIUM. Only the first report is printed, unless it was not fatal and this one is.
 */
export function* signalCorruption(image: Image, message: string, errno = EIO): Task<never> {
  yield* report(image, message, !image.node.mode.readOnly);
  throw new IoError(errno);
}

/** Reports corruption that the operation can step over. The image stays in service. */
export function* noteCorruption(image: Image, message: string): Task<void> {
  yield* report(image, message, false);
}

function* report(image: Image, message: string, isFatal: boolean): Task<void> {
  const { header } = image;
  const isMarked = hasFeature(header.incompatibleFeatures, INCOMPATIBLE_CORRUPT);
  if (image.hasSignaledCorruption && (!isFatal || isMarked)) {
    return;
  }
  image.hasSignaledCorruption = true;
  if (!isFatal) {
    image.reporter.reportBare(
      `qcow2: Image is corrupt: ${message}; further non-fatal corruption events will be suppressed`,
    );
    return;
  }
  image.reporter.reportBare(
    `qcow2: Marking image as corrupt: ${message}; further corruption events will be suppressed`,
  );
  const { incompatibleFeatures } = header;
  header.incompatibleFeatures = withFeature(incompatibleFeatures, INCOMPATIBLE_CORRUPT, true);
  try {
    yield* updateHeader(image);
  } catch (error) {
    // The image goes out of service all the same; nobody could act on this second error.
    if (!(error instanceof IoError)) throw error;
  }
  image.node.isInserted = false;
}
