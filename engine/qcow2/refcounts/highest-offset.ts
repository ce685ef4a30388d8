// Where the used part of an image file ends. Thin storage below has to grow in time, so it is asked
// for as soon as the image is open, before anything was written.
//
// The metadata index knows it of the metadata; of guest data the refcounts do. They are read from
// the last block down, and as a rule the first one read has the answer.
import type { Task } from '../../task/task.ts';
import { getRefcount, refcountTableEntry } from '../format/refcount-block.ts';
import type { Image } from '../state/image.ts';
import { loadRefcountBlock } from './lookup.ts';

/**
 * Host offset behind the last cluster that has a refcount, or that holds metadata as far as these
 * are protected. Blocks that do not lie on a cluster are ignored. Throws IoError.
 */
export function* endOfUsedClusters(image: Image): Task<number> {
  const { clusterSize, refcountsPerBlock, refcountOrder } = image.geometry;
  const metadataEnd = image.owners.endOfMetadata;
  for (let slot = image.lastRefcountTableIndex; slot >= 0; slot -= 1) {
    if (slot >= image.refcountTableEntries) continue;
    const { offset, misalignment } = refcountTableEntry(image.refcountTable, slot, clusterSize);
    // A block outside of the file holds zeroes, if it can be read at all.
    if (misalignment !== 0 || offset >= image.file.length()) continue;
    const block = yield* loadRefcountBlock(image, slot);
    if (block === undefined) continue;
    let index = refcountsPerBlock - 1;
    while (index >= 0 && getRefcount(block.bytes, index, refcountOrder) === 0) index -= 1;
    image.refcountCache.put(block);
    if (index >= 0) {
      return Math.max(metadataEnd, (slot * refcountsPerBlock + index + 1) * clusterSize);
    }
  }
  return metadataEnd;
}
