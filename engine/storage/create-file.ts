// Creating a plain file: empty first, then as long as it shall be.
import { EFBIG } from '../base/errno.ts';
import { FormatError, IoError } from '../base/errors.ts';
import { createEmptyFile } from '../block/file-claims.ts';
import type { ImageOption } from '../block/format.ts';
import { closeGraph, openGraph } from '../block/graph.ts';
import { PREALLOCATIONS, READ_WRITE } from '../block/node.ts';
import type { CreateRequest, OpenContext } from '../block/open.ts';
import { truncate } from '../block/request.ts';
import { explained } from '../task/explain.ts';
import type { Task } from '../task/task.ts';

const SECTOR = 512n;
const TWO_63 = 2n ** 63n;

/** Taken, and without effect here: the file system of copies is nobody's business. */
const NOCOW: ImageOption = {
  name: 'nocow',
  type: 'switch',
  help: 'Turn off copy-on-write (valid only on btrfs)',
};
const EXTENT_SIZE_HINT: ImageOption = {
  name: 'extent_size_hint',
  type: 'size',
  help: 'Extent size hint for the image file, 0 to disable',
};

/** The size of the disk, which every image has. */
export const SIZE_OPTION: ImageOption = { name: 'size', type: 'size', help: 'Virtual disk size' };

/** What a file can be created with. */
export const FILE_OPTIONS: readonly ImageOption[] = [
  SIZE_OPTION,
  NOCOW,
  {
    name: 'preallocation',
    type: 'text',
    help: 'Preallocation mode (allowed values: off, falloc, full)',
  },
  EXTENT_SIZE_HINT,
];

/** Creates the file. Throws FormatError; one that could not be grown stays behind empty. */
export function* createFile(context: OpenContext, request: CreateRequest): Task<void> {
  const { filename, options } = request;
  const word = options.get('preallocation') ?? 'off';
  const preallocation = PREALLOCATIONS.find((mode) => mode === word);
  if (preallocation === undefined) {
    throw new FormatError(`invalid parameter value: ${String(word)}`);
  }
  const size = options.get('size');
  const given = typeof size === 'bigint' ? size : 0n;
  const length = ((given + SECTOR - 1n) / SECTOR) * SECTOR;
  makeEmptyFile(context, filename);
  if (length >= TWO_63) throw new FormatError('Could not resize file: Invalid argument');
  if (length > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw new FormatError('Could not resize file: File too large', { errno: EFBIG });
  }
  const node = yield* openGraph(context, { filename, format: 'file', mode: READ_WRITE });
  try {
    yield* truncate(node, Number(length), preallocation);
  } finally {
    yield* closeGraph(context, node);
  }
}

/**
 * Creates an empty file, or empties the one that is there. Throws FormatError, also where an open
 * node cannot bear that; then the file is as it was.
 */
export function makeEmptyFile(context: OpenContext, filename: string): void {
  try {
    createEmptyFile(context, filename);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    throw explained(`Could not create '${filename}'`, error);
  }
}
