// References of persistent bitmaps: their directory, their tables and the clusters of their bits.
import type { HostOffset } from '../../base/address.ts';
import { EINVAL } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import type { Task } from '../../task/task.ts';
import { type BitmapEntry, bitmapClusterOffset } from '../format/bitmap-entry.ts';
import type { CheckContext } from './check-context.ts';
import { countNoted, countTable } from './count-table.ts';
import { readBitmapTable } from '../metadata/bitmap-directory.ts';
import { readBitmaps } from './read-bitmaps.ts';

/**
 * Counts the references of all bitmaps. Throws IoError where the directory or a table is unusable,
 * which counts as a corruption and is not reported in words.
 */
export function* countBitmapReferences(context: CheckContext): Task<void> {
  const { file, metadata } = context;
  const { bitmaps } = metadata.extensions;
  if (bitmaps === undefined) {
    return;
  }
  const { clusterSize } = metadata.geometry;
  context.countRegion(bitmaps.offset, bitmaps.size);
  const { bitmapTables } = context.shared;
  const read = (tableOffset: HostOffset, size: number): Task<Uint8Array> =>
    orCorruption(context, readBitmapTable(file, { tableOffset, tableSize: size / 8 }, clusterSize));
  for (const { tableOffset, tableSize } of yield* orCorruption(context, readDirectory(context))) {
    const table = { offset: BigInt(tableOffset), entries: tableSize };
    yield* countTable(context, bitmapTables, table, {
      read,
      *count(part): Task<void> {
        forEachCluster(part, clusterSize, (offset) => context.countRegion(offset, clusterSize));
      },
    });
  }
  yield* countNoted(context, bitmapTables, read, (part, times) =>
    forEachCluster(part, clusterSize, (at) => context.countTimes(at, clusterSize, times)),
  );
}

function forEachCluster(
  table: Uint8Array,
  clusterSize: number,
  visit: (offset: HostOffset) => void,
): void {
  for (let at = 0; at < table.length; at += 8) {
    const offset = bitmapClusterOffset(table, at, clusterSize);
    if (offset !== undefined && offset !== 0) visit(offset);
  }
}

/**
 * Whether a bitmap fits is judged by the length of the disk, and a disk that was taken out of
 * service has none.
 */
function* readDirectory({ file, metadata, repairer }: CheckContext): Task<readonly BitmapEntry[]> {
  const entries = yield* readBitmaps(file, metadata);
  if (repairer?.isInService === false) throw new IoError(EINVAL);
  return entries;
}

/** Runs `reading` and counts a corruption where it fails. */
function* orCorruption<T>(context: CheckContext, reading: Task<T>): Task<T> {
  try {
    return yield* reading;
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    context.found({ kind: 'bitmaps-unreadable', errno: error.errno });
    throw error;
  }
}
