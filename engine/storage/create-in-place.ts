// "Creating" by protocols that make nothing: what is there already is opened, brought to its length
// as far as it can be, and its first sector is zeroed, so that nobody finds an old image in it.
import { ENOTSUP } from '../base/errno.ts';
import { FormatError, IoError } from '../base/errors.ts';
import type { ImageOption } from '../block/format.ts';
import { closeGraph } from '../block/close-graph.ts';
import { openGraph } from '../block/graph.ts';
import { type BlockNode, NO_FLAGS, READ_WRITE } from '../block/node.ts';
import type { CreateRequest, Creation, OpenContext } from '../block/open.ts';
import { truncate, writeZeroes } from '../block/request.ts';
import type { Task } from '../task/task.ts';
import { SIZE_OPTION } from './create-file.ts';

const SECTOR = 512;

const OPTIONS: readonly ImageOption[] = [
  SIZE_OPTION,
  { name: 'preallocation', type: 'text', help: 'Preallocation mode (allowed values: off)' },
];

/** The creation of the protocol `driver`. */
export const creationInPlace = (driver: string): Creation => ({
  options: OPTIONS,
  *create(context, { filename, options }): Task<void> {
    const preallocation = options.get('preallocation') ?? 'off';
    if (preallocation !== 'off') {
      throw new FormatError(`Unsupported preallocation mode '${String(preallocation)}'`);
    }
    const node = yield* openExisting(context, driver, filename);
    try {
      const length = yield* resize(node, options);
      const head = Math.min(SECTOR, length);
      if (head > 0) yield* writeZeroes(node, 0, head, { ...NO_FLAGS, mayUnmap: true });
    } finally {
      yield* closeGraph(context, node);
    }
  },
});

function* openExisting(context: OpenContext, format: string, filename: string): Task<BlockNode> {
  try {
    return yield* openGraph(context, { filename, format, mode: READ_WRITE });
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    const { message, errno } = error;
    const what = `Protocol driver '${format}' does not support image creation`;
    throw new FormatError(`${what}, and opening the image failed: ${message}`, { errno });
  }
}

/** Returns how many bytes of the new disk there are. What cannot be resized stays as it is. */
function* resize(node: BlockNode, options: CreateRequest['options']): Task<number> {
  const size = Number(options.get('size') ?? 0n);
  try {
    yield* truncate(node, size);
    return size;
  } catch (error) {
    const isFailure = error instanceof FormatError || error instanceof IoError;
    if (!isFailure || error.errno !== ENOTSUP) throw error;
    return Math.min(size, node.length());
  }
}
