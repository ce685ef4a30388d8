// Where the images of a chain lie: so a chain that comes back to one of them is found.
import { FormatError } from '../base/errors.ts';
import type { BlockNode } from './node.ts';
import type { OpenContext } from './open.ts';

/** Where the one file of an image lies, and what it was opened as. */
export interface ImagePlace {
  readonly path: string;
  readonly filename: string;
}

/** The place of an image that stands on `file`; undefined where that is no plain file. */
export function placeOf(
  { storage, drivers }: OpenContext,
  file: BlockNode,
): ImagePlace | undefined {
  let bottom = file;
  while (bottom.primary !== undefined) bottom = bottom.primary;
  const { filename } = bottom;
  const isFile = drivers.get(bottom.driver)?.opensFiles === true;
  const path = isFile ? storage.realPath(filename) : undefined;
  return path === undefined ? undefined : { path, filename };
}

/**
 * The images above the backing file of the one at `place`. Throws FormatError where that image is
 * among them: opening the chain would never end. (An image that is written is refused before, as
 * its file is in use.)
 */
export function nextAbove(
  above: readonly string[],
  place: ImagePlace | undefined,
): readonly string[] {
  if (place === undefined) return above;
  if (above.includes(place.path)) {
    throw new FormatError(`Backing file '${place.filename}' creates an infinite loop.`);
  }
  return [...above, place.path];
}
