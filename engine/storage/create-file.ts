// Creating a plain file: empty first, then as long as it shall be.
import { EFBIG, strerror } from '../base/errno.ts';
import { FormatError, IoError } from '../base/errors.ts';
import { createFileAnew, type NewLength } from '../block/file-claims.ts';
import type { ImageOption, ImageOptions } from '../block/format.ts';
import { closeGraph } from '../block/close-graph.ts';
import { openGraph } from '../block/graph.ts';
import { PREALLOCATIONS, READ_WRITE } from '../block/node.ts';
import type { CreateRequest, OpenContext } from '../block/open.ts';
import { fileCreation, protocolDriver } from '../block/protocol.ts';
import { truncate } from '../block/request.ts';
import { explained } from '../task/explain.ts';
import type { Task } from '../task/task.ts';

const SECTOR = 512n;
const TWO_63 = 2n ** 63n;
const MAX_EXTENT_SIZE_HINT = 2n ** 32n - 1n;

/** Accepted, and without effect here: whether copies share blocks is up to the file system. */
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
  checkExtentSizeHint(options);
  const size = options.get('size');
  const given = typeof size === 'bigint' ? size : 0n;
  const length = ((given + SECTOR - 1n) / SECTOR) * SECTOR;
  const isPossible = length <= BigInt(Number.MAX_SAFE_INTEGER);
  const wanted = { length: Number(length), preallocation };
  if (makeFile(context, filename, isPossible ? wanted : undefined)) return;
  if (length >= TWO_63) throw new FormatError('Could not resize file: Invalid argument');
  if (!isPossible) {
    throw new FormatError('Could not resize file: File too large', { errno: EFBIG });
  }
  const node = yield* openGraph(context, { filename, format: 'file', mode: READ_WRITE });
  try {
    yield* truncate(node, Number(length), preallocation);
  } finally {
    yield* closeGraph(context, node);
  }
}

/** Throws FormatError for a hint that no file system takes. */
function checkExtentSizeHint(options: ImageOptions): void {
  const hint = options.get('extent_size_hint');
  if (typeof hint === 'bigint' && hint > MAX_EXTENT_SIZE_HINT) {
    throw new FormatError('Extent size hint is too large');
  }
}

/** Creates what lies under that name as its protocol does. Throws FormatError or IoError. */
export function* createByProtocol(context: OpenContext, request: CreateRequest): Task<void> {
  yield* fileCreation(protocolDriver(context, request.filename)).create(context, request);
}

/**
 * Makes the file of an image that is written later: a new one is empty. Returns false where the
 * protocol, `driver`, made none, but took what was there. `options` are those of the image. Throws
 * FormatError or IoError.
 */
export function* makeFileOfImage(
  context: OpenContext,
  filename: string,
  options: ImageOptions,
  driver = protocolDriver(context, filename),
): Task<boolean> {
  if (driver.name === 'file') {
    checkExtentSizeHint(options);
    makeEmptyFile(context, filename);
    return true;
  }
  yield* fileCreation(driver).create(context, { filename, options: new Map() });
  return false;
}

/**
 * Removes a file of an image that could not be made. Reports it where the file is gone already: it
 * had two names, and was removed by the other one.
 */
export function removeMadeFile({ storage, report }: OpenContext, name: string): void {
  try {
    storage.remove(name);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    report(`${name} is not a regular file: ${strerror(error.errno)}`);
  }
}

/**
 * Creates an empty file, or empties the one that is there. Throws FormatError, also where that
 * conflicts with an open node; the file is then as it was.
 */
export function makeEmptyFile(context: OpenContext, filename: string): void {
  makeFile(context, filename);
}

/** The same; returns whether it has the length that is wanted. */
function makeFile(context: OpenContext, filename: string, wanted?: NewLength): boolean {
  try {
    return createFileAnew(context, filename, wanted);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    throw explained(`Could not create '${filename}'`, error);
  }
}
