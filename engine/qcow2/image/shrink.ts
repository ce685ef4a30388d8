// Making the guest disk smaller: what is cut off is freed, then the tables lose what they no longer
// need, then the file loses what lies behind its last used cluster.
import { alignUp } from '../../base/align.ts';
import { FormatError, IoError } from '../../base/errors.ts';
import { truncate } from '../../block/request.ts';
import { explain } from '../../task/explain.ts';
import type { Task } from '../../task/task.ts';
import { discardClusters } from '../mapping/discard.ts';
import { shrinkL1Table } from '../mapping/l1-table.ts';
import { lastUsedCluster } from '../refcounts/lookup.ts';
import { dropEmptyBlocks } from '../refcounts/shrink.ts';
import type { Image } from '../state/image.ts';

/**
 * Gives up everything past `length` bytes of a disk that had `before`. The size in the header is
 * the caller's next step: until then the disk is as long as before, and what was cut off reads as
 * unallocated. In a strict image that step was the one before. Throws FormatError. A file
 * that cannot be cut is worth a warning only.
 */
export function* cutTail(image: Image, before: number, length: number): Task<void> {
  const { clusterSize, bytesPerL2Table } = image.geometry;
  const start = alignUp(length, clusterSize);
  // Where the disk ends within the same cluster, this is not even one byte.
  const cut = Math.max(0, before - start);
  const discarding = discardClusters(image, start, cut, { discardClass: 'always', isFull: true });
  yield* explain('Failed to discard cropped clusters', discarding);
  const l1Entries = Math.ceil(length / bytesPerL2Table);
  yield* explain('Failed to reduce the number of L2 tables', shrinkL1Table(image, l1Entries));
  yield* explain('Failed to discard unused refblocks', dropEmptyBlocks(image));
  const last = yield* explain('Failed to find the last cluster', lastUsedCluster(image));
  const end = (last + 1) * clusterSize;
  if (end < image.file.length()) {
    yield* truncateFile(image, end);
  }
}

function* truncateFile(image: Image, length: number): Task<void> {
  try {
    yield* truncate(image.file, length);
  } catch (error) {
    if (!(error instanceof IoError) && !(error instanceof FormatError)) throw error;
    const { message } = error;
    image.reporter.report(`warning: Failed to truncate the tail of the image: ${message}`);
  }
}
