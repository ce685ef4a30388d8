// Reads the bitmap directory for the walks of a check.
import { EINVAL } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import type { BlockNode } from '../../block/node.ts';
import { read } from '../../block/request.ts';
import type { Task } from '../../task/task.ts';
import type { BitmapEntry } from '../format/bitmap-entry.ts';
import { decodeBitmapDirectory } from '../format/bitmap-entry.ts';
import type { ImageMetadata } from '../format/image-metadata.ts';

/**
 * The bitmaps of the image, none without an extension. Throws IoError, EINVAL where it is broken.
 */
export function* readBitmaps(
  file: BlockNode,
  metadata: Pick<ImageMetadata, 'extensions' | 'geometry' | 'header'>,
): Task<readonly BitmapEntry[]> {
  const { extensions, geometry, header } = metadata;
  const { bitmaps } = extensions;
  if (bitmaps === undefined) {
    return [];
  }
  const directory = new Uint8Array(bitmaps.size);
  try {
    yield* read(file, bitmaps.offset, directory);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    // Whatever the file said, the directory counts as broken.
    throw new IoError(EINVAL);
  }
  const { clusterSize } = geometry;
  const decoded = decodeBitmapDirectory(directory, bitmaps.count, clusterSize, header.size);
  if (decoded.problem !== undefined) {
    throw new IoError(EINVAL);
  }
  return decoded.entries;
}
