// What became of all images of a world at once.
import type { ImageReader } from './image-reader.ts';
import type { ImageState } from './image-state.ts';
import { type Observation, observe } from './observation.ts';

/** What became of those images of a world that are still there, by their paths. */
export const changesOf = (
  before: ReadonlyMap<string, ImageState>,
  reader: ImageReader,
): ReadonlyMap<string, Observation> =>
  new Map(
    [...before]
      .filter(([path]) => reader.isImage(path))
      .map(([path, state]) => [path, observe(state, reader.look(path))]),
  );
