// The refcounts of an open image for a check that repairs: through the image's own cache, because
// what was repaired is not on disk yet.
import type { Task } from '../../task/task.ts';
import type { RefcountSource } from '../check/repairer.ts';
import { nextEntry, wordsOf } from '../format/l2-entry.ts';
import { loadRefcountBlock } from '../refcounts/lookup.ts';
import { type Image, refcountBlockOffset } from '../state/image.ts';

/** As the write path sees them. A block is only good until the cache is used again. */
export class CachedRefcounts implements RefcountSource {
  readonly #image: Image;

  constructor(image: Image) {
    this.#image = image;
  }

  loaded(blockIndex: number): Uint8Array | undefined {
    const image = this.#image;
    if (blockIndex >= image.refcountTableEntries) {
      return undefined;
    }
    const offset = refcountBlockOffset(image.refcountTable, blockIndex);
    const entry = offset === 0 ? undefined : image.refcountCache.tryGet(offset);
    if (entry !== undefined) image.refcountCache.put(entry);
    return entry?.bytes;
  }

  nextBlock(blockIndex: number): number {
    return nextEntry(wordsOf(this.#image.refcountTable), blockIndex);
  }

  *block(blockIndex: number): Task<Uint8Array | undefined> {
    const entry = yield* loadRefcountBlock(this.#image, blockIndex);
    if (entry !== undefined) this.#image.refcountCache.put(entry);
    return entry?.bytes;
  }
}
