// Loading the persistent bitmaps of an image that is being opened: the directory, the table of each
// bitmap, and its bits. A bitmap that some writer did not finish is loaded without its bits.
import { EINVAL, strerror } from '../../base/errno.ts';
import { FormatError, IoError } from '../../base/errors.ts';
import type { BlockNode } from '../../block/node.ts';
import { read } from '../../block/request.ts';
import type { Task } from '../../task/task.ts';
import type { BitmapEntry } from '../format/bitmap-entry.ts';
import {
  bitmapClusterOffset,
  bitmapTableSize,
  isAuto,
  isBitmapAllOnes,
  isBitmapTableSound,
  isInUse,
} from '../format/bitmap-entry.ts';
import { DirtyBitmap } from '../format/dirty-bitmap.ts';
import { type BitmapsWhere, readBitmapDirectory } from './directory.ts';

/** The bitmaps of an image, in the order of its directory. */
export interface LoadedBitmaps {
  /** As the directory on disk lists them. */
  readonly entries: readonly BitmapEntry[];
  readonly bitmaps: readonly DirtyBitmap[];
}

export const NO_BITMAPS: LoadedBitmaps = { entries: [], bitmaps: [] };

/** Throws FormatError where the bitmaps of an image that is being opened cannot be loaded. */
export function* loadBitmaps(file: BlockNode, where: BitmapsWhere): Task<LoadedBitmaps> {
  const entries = yield* readBitmapDirectory(file, where);
  const bitmaps: DirtyBitmap[] = [];
  for (const entry of entries) {
    if (bitmaps.some(({ name }) => name === entry.name)) {
      throw new FormatError(`Bitmap already exists: ${entry.name}`);
    }
    bitmaps.push(yield* loadBitmap(file, entry, where));
  }
  return { entries, bitmaps };
}

/** Reads a bitmap's table. Throws IoError: EINVAL where an entry breaks the rules. */
export function* readBitmapTable(
  file: BlockNode,
  entry: Pick<BitmapEntry, 'tableOffset' | 'tableSize'>,
  clusterSize: number,
): Task<Uint8Array> {
  const table = new Uint8Array(entry.tableSize * 8);
  yield* read(file, entry.tableOffset, table);
  if (!isBitmapTableSound(table, clusterSize)) {
    throw new IoError(EINVAL);
  }
  return table;
}

function* loadBitmap(
  file: BlockNode,
  entry: BitmapEntry,
  { clusterSize, diskSize }: BitmapsWhere,
): Task<DirtyBitmap> {
  const { name } = entry;
  const bitmap = new DirtyBitmap({ name, granularity: 2 ** entry.granularityBits, size: diskSize });
  bitmap.isInconsistent = isInUse(entry);
  bitmap.isEnabled = !bitmap.isInconsistent && isAuto(entry);
  if (bitmap.isInconsistent) {
    return bitmap;
  }
  let table: Uint8Array;
  try {
    table = yield* readBitmapTable(file, entry, clusterSize);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    const what = `bitmap_table table from image for bitmap '${name}'`;
    throw new FormatError(`Could not read ${what}: ${strerror(error.errno)}`);
  }
  try {
    if (entry.tableSize !== bitmapTableSize(entry, clusterSize, diskSize)) {
      throw new IoError(EINVAL);
    }
    yield* readBits(file, table, bitmap, clusterSize);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    throw new FormatError(`Could not read bitmap '${name}' from image: ${strerror(error.errno)}`);
  }
  return bitmap;
}

function* readBits(
  file: BlockNode,
  table: Uint8Array,
  bitmap: DirtyBitmap,
  clusterSize: number,
): Task<void> {
  const cluster = new Uint8Array(clusterSize);
  for (let at = 0; at < table.length; at += 8) {
    const offset = bitmapClusterOffset(table, at, clusterSize) ?? 0;
    if (offset !== 0) {
      yield* read(file, offset, cluster);
    } else if (isBitmapAllOnes(table, at)) {
      cluster.fill(0xff);
    } else {
      continue;
    }
    bitmap.writeStored((at / 8) * clusterSize, cluster);
  }
}
