// Which backing file an image names. The file itself is neither opened nor looked for.
import { EINVAL } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import { flush } from '../../block/request.ts';
import type { Task } from '../../task/task.ts';
import { MAX_BACKING_NAME_BYTES } from '../format/limits.ts';
import { encodeText } from '../format/text.ts';
import type { Image } from '../state/image.ts';
import { updateHeader } from '../state/sync-write.ts';

/**
 * Writes another backing file into the header; undefined: none. Throws IoError: EINVAL where the
 * name is too long for any image, ENOSPC where this image's header has no room for it.
 */
export function* changeBackingFile(
  image: Image,
  name: string | undefined,
  format: string | undefined,
): Task<void> {
  if (name !== undefined && encodeText(name).length > MAX_BACKING_NAME_BYTES) {
    throw new IoError(EINVAL);
  }
  image.backingFile = name;
  image.extensions.backingFormat = format;
  if (image.isStrict) yield* flush(image.node); // the copies before the new name
  yield* updateHeader(image);
}
