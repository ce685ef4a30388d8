// References of persistent bitmaps: their directory, their tables and the clusters of their bits.
import { EINVAL } from '../../base/errno.ts';
import { FormatError, IoError } from '../../base/errors.ts';
import type { Task } from '../../task/task.ts';
import type { BitmapEntry } from '../format/bitmap-entry.ts';
import { bitmapClusterOffset } from '../format/bitmap-entry.ts';
import { readBitmapDirectory, readBitmapTable } from '../image/metadata-bitmaps.ts';
import type { CheckContext } from './check-context.ts';

/**
 * Counts the references of all bitmaps. Throws IoError where the directory or a table is unusable,
 * which counts as a corruption and is not reported in words.
 */
export function* countBitmapReferences(context: CheckContext): Task<void> {
  const { bitmaps } = context.metadata.extensions;
  if (bitmaps === undefined) {
    return;
  }
  const { clusterSize } = context.metadata.geometry;
  context.countRegion(bitmaps.offset, bitmaps.size);
  for (const entry of yield* loadDirectory(context, bitmaps)) {
    context.countRegion(entry.tableOffset, entry.tableSize * 8);
    let table: Uint8Array;
    try {
      table = yield* readBitmapTable(context.file, entry, clusterSize);
    } catch (error) {
      if (!(error instanceof IoError)) throw error;
      context.result.corruptions += 1;
      throw error;
    }
    for (let at = 0; at < table.length; at += 8) {
      const offset = bitmapClusterOffset(table, at, clusterSize);
      if (offset !== undefined && offset !== 0) context.countRegion(offset, clusterSize);
    }
  }
}

function* loadDirectory(
  context: CheckContext,
  bitmaps: { count: number; size: number; offset: number },
): Task<BitmapEntry[]> {
  const { header, geometry } = context.metadata;
  const { clusterSize } = geometry;
  try {
    return yield* readBitmapDirectory(context.file, {
      bitmaps,
      clusterSize,
      diskSize: header.size,
    });
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    context.result.corruptions += 1;
    throw new IoError(EINVAL);
  }
}
