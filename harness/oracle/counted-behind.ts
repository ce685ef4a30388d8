// Refcounts of what lies behind the end of an image file. A check looks at the clusters of the file
// alone, so that they are no leaks until the file grows over them: then they are, whoever made it
// grow.
import { PlainError, PlainImage } from './plain-image.ts';

/** How many clusters behind the end of the file count as used; 0 of what is no image. */
export function countedBehind(bytes: Uint8Array): number {
  try {
    return countOf(new PlainImage(bytes));
  } catch (error) {
    if (error instanceof PlainError || error instanceof RangeError) return 0;
    throw error;
  }
}

function countOf(image: PlainImage): number {
  const { bytes, clusterSize, refcountBits, refcountTable } = image;
  const end = Math.ceil(bytes.length / clusterSize);
  const perBlock = (clusterSize * 8) / refcountBits;
  let counted = 0;
  for (let slot = Math.floor(end / perBlock); slot < refcountTable.entries; slot += 1) {
    const block = image.pointer(refcountTable.offset + slot * 8);
    // A block of zeroes, as most of what is behind the end, is not read count by count.
    if (block === 0 || bytes.subarray(block, block + clusterSize).every(isZero)) continue;
    const first = Math.max(end, slot * perBlock);
    for (let cluster = first; cluster < (slot + 1) * perBlock; cluster += 1) {
      if (image.refcount(cluster) > 0) counted += 1;
    }
  }
  return counted;
}

const isZero = (byte: number): boolean => byte === 0;
