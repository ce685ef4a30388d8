// Reads the directory of persistent bitmaps and the tables below it, as an open validates them. The
// bits themselves are not read.
import { EINVAL, strerror } from '../../base/errno.ts';
import { FormatError, IoError } from '../../base/errors.ts';
import type { BlockNode } from '../../block/node.ts';
import { read } from '../../block/request.ts';
import type { Task } from '../../task/task.ts';
import type { BitmapEntry } from '../format/bitmap-entry.ts';
import {
  BITMAP_IN_USE,
  bitmapTableSize,
  decodeBitmapDirectory,
  isBitmapTableSound,
} from '../format/bitmap-entry.ts';

/** The bitmaps of an image, and what their entries are judged by. */
export interface BitmapsWhere {
  readonly bitmaps: { readonly count: number; readonly size: number; readonly offset: number };
  /** Bytes. */
  readonly clusterSize: number;
  /** Bytes. */
  readonly diskSize: number;
}

/** The directory's entries. Throws FormatError (EINVAL) where it or an entry breaks the rules. */
function* readBitmapDirectory(
  file: BlockNode,
  where: BitmapsWhere,
): Task<readonly BitmapEntry[]> {
  const { count, size, offset } = where.bitmaps;
  if (size === 0) {
    throw new FormatError('Requested bitmap directory size is zero');
  }
  const directory = new Uint8Array(size);
  try {
    yield* read(file, offset, directory);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    throw new FormatError(`Failed to read bitmap directory: ${strerror(error.errno)}`);
  }
  const decoded = decodeBitmapDirectory(directory, count, where.clusterSize, where.diskSize);
  if (decoded.problem !== undefined) {
    throw new FormatError(decoded.problem);
  }
  return decoded.entries;
}

/** Reads a bitmap's table. Throws IoError: EINVAL where an entry breaks the rules. */
function* readBitmapTable(
  file: BlockNode,
  entry: BitmapEntry,
  clusterSize: number,
): Task<void> {
  const table = new Uint8Array(entry.tableSize * 8);
  yield* read(file, entry.tableOffset, table);
  if (!isBitmapTableSound(table, clusterSize)) {
    throw new IoError(EINVAL);
  }
}

/** Throws FormatError where the bitmaps of an image that is being opened could not be loaded. */
export function* validateBitmaps(file: BlockNode, where: BitmapsWhere): Task<void> {
  const { clusterSize, diskSize } = where;
  const names = new Set<string>();
  for (const entry of yield* readBitmapDirectory(file, where)) {
    if (names.has(entry.name)) throw new FormatError(`Bitmap already exists: ${entry.name}`);
    names.add(entry.name);
    if (entry.flags % 2 === BITMAP_IN_USE) continue;
    try {
      yield* readBitmapTable(file, entry, clusterSize);
    } catch (error) {
      if (!(error instanceof IoError)) throw error;
      const where = `bitmap_table table from image for bitmap '${entry.name}'`;
      throw new FormatError(`Could not read ${where}: ${strerror(error.errno)}`);
    }
    if (entry.tableSize !== bitmapTableSize(entry, clusterSize, diskSize)) {
      const text = strerror(EINVAL);
      throw new FormatError(`Could not read bitmap '${entry.name}' from image: ${text}`);
    }
  }
}
