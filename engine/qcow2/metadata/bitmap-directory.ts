// Reads the directory of persistent bitmaps and the tables it names.
import { EINVAL, strerror } from '../../base/errno.ts';
import { FormatError, IoError } from '../../base/errors.ts';
import type { BlockNode } from '../../block/node.ts';
import { read } from '../../block/request.ts';
import type { Task } from '../../task/task.ts';
import {
  type BitmapEntry,
  decodeBitmapDirectory,
  isBitmapTableSound,
} from '../format/bitmap-entry.ts';
import type { BitmapDirectory } from '../format/extensions.ts';

/** The bitmaps of an image, and what their entries are judged by. */
export interface BitmapsWhere {
  readonly bitmaps: BitmapDirectory;
  /** Bytes. */
  readonly clusterSize: number;
  /** Bytes. */
  readonly diskSize: number;
}

/** The directory's entries. Throws FormatError (EINVAL) where it or an entry breaks the rules. */
export function* readBitmapDirectory(
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

/** Reads a bitmap table, or a part of it. Throws IoError, EINVAL where one breaks the rules. */
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
