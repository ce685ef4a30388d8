// A new encrypted disk, and how long its file would become.
import { assert } from '../../base/assert.ts';
import { EFBIG, EIO } from '../../base/errno.ts';
import { FormatError, IoError } from '../../base/errors.ts';
import type { ImageOption, ImageOptions, Measurement } from '../../block/format.ts';
import { closeGraph } from '../../block/close-graph.ts';
import { openGraph } from '../../block/graph.ts';
import {
  type BlockNode,
  type Preallocation,
  PREALLOCATIONS,
  READ_WRITE,
} from '../../block/node.ts';
import type { CreateRequest, OpenContext } from '../../block/open.ts';
import { protocolDriver } from '../../block/protocol.ts';
import { truncate } from '../../block/request.ts';
import { type KnownObjects, requiredPassword } from '../../block/secrets.ts';
import { checkKeyLength } from '../../crypto/luks-checks.ts';
import { keyLengthOf } from '../../crypto/algorithms.ts';
import {
  LUKS_OPTIONS,
  type LuksOptions,
  luksOverhead,
  parseLuksOptions,
  specOfOptions,
} from '../../luks/create-options.ts';
import { createLuks, type LuksArea } from '../../luks/volume.ts';
import { makeFileOfImage, removeMadeFile, SIZE_OPTION } from '../../storage/create-file.ts';
import type { Task } from '../../task/task.ts';
import { headerArea } from './header-area.ts';

const MAX_LENGTH = 2n ** 63n - 1n;
const TOO_LARGE = 'The requested file size is too large';

/** In the order in which `Formatting` prints them. */
export const OPTIONS: readonly ImageOption[] = [SIZE_OPTION, ...LUKS_OPTIONS];

const sizeIn = (options: ImageOptions): bigint => {
  const size = options.get('size');
  return typeof size === 'bigint' ? size : 0n;
};

/** Throws FormatError. Files have no metadata that could be made ahead. */
function preallocationIn(options: ImageOptions): Preallocation {
  const word = options.get('preallocation') ?? 'off';
  const mode = PREALLOCATIONS.find((name) => name === word);
  if (mode === undefined) throw new FormatError(`invalid parameter value: ${String(word)}`);
  return mode === 'metadata' ? 'off' : mode;
}

/** See `Creation.create`. */
export function* createLuksImage(context: OpenContext, request: CreateRequest): Task<void> {
  const { filename, options } = request;
  const preallocation = preallocationIn(options);
  const wanted = parseLuksOptions(options, context.behaviour);
  const size = sizeIn(options);
  const isMade = yield* makeFileOfImage(context, filename, options);
  const format = protocolDriver(context, filename).name;
  const file = yield* openGraph(context, { filename, format, mode: READ_WRITE });
  try {
    try {
      yield* fillFile(context, file, wanted, { size, preallocation });
    } finally {
      yield* closeGraph(context, file);
    }
  } catch (error) {
    if (isMade) removeMadeFile(context, filename);
    throw error;
  }
}

function* fillFile(
  context: OpenContext,
  file: BlockNode,
  wanted: LuksOptions,
  disk: { size: bigint; preallocation: Preallocation },
): Task<void> {
  const password = requiredPassword(context, wanted.keySecret, '');
  const creation = { spec: specOfOptions(wanted), password, iterTime: wanted.iterTime };
  const { crypto } = context;
  assert(crypto !== undefined, 'who makes encrypted images brings what keys are made with');
  const reserve = function* (overhead: number): Task<LuksArea> {
    yield* makeRoom(file, overhead, disk);
    return headerArea(file);
  };
  yield* createLuks(reserve, creation, crypto);
}

/** Makes the file as long as header and disk. Throws FormatError. */
function* makeRoom(
  file: BlockNode,
  overhead: number,
  { size, preallocation }: { size: bigint; preallocation: Preallocation },
): Task<void> {
  if (size > MAX_LENGTH - BigInt(overhead)) throw new FormatError(TOO_LARGE, { errno: EIO });
  try {
    yield* truncate(file, overhead + Number(size), preallocation);
  } catch (error) {
    const isFailure = error instanceof FormatError || error instanceof IoError;
    if (!isFailure || error.errno !== EFBIG) throw error;
    throw new FormatError(TOO_LARGE, { errno: EIO });
  }
}

/** See `FormatDriver.measure`: what is not written is encrypted as well. */
export function* measureLuks(
  objects: KnownObjects,
  options: ImageOptions,
  source: BlockNode | undefined,
): Task<Measurement> {
  const wanted = parseLuksOptions(options, objects.behaviour);
  requiredPassword(objects, wanted.keySecret, '');
  const spec = specOfOptions(wanted);
  checkKeyLength(spec, keyLengthOf(spec));
  const bytes = luksOverhead(spec) + (source?.length() ?? Number(sizeIn(options)));
  return { required: bytes, fullyAllocated: bytes, bitmaps: undefined };
}
