// The raw format: the bytes of a file as a disk, or a window of them.
//
// A raw image that was only guessed to be one refuses to be given the first sector of another
// format, so that a guest cannot make the next opening take its disk for an image.
import { alignUp } from '../../base/align.ts';
import { assert } from '../../base/assert.ts';
import { EINVAL, ENOSPC, ENOTSUP, EPERM } from '../../base/errno.ts';
import { FormatError, IoError } from '../../base/errors.ts';
import { filenameOf } from '../../block/filename.ts';
import type { Measurement } from '../../block/format.ts';
import { factsFromBelow, type ImageFacts } from '../../block/image-facts.ts';
import type {
  OpenMode,
  PreparedReopen,
  StatusRun,
  Truncation,
  WriteFlags,
} from '../../block/node.ts';
import { BlockNode, inheritedLimits } from '../../block/node.ts';
import type { Driver, DriverRequest, Options } from '../../block/open.ts';
import { takeSize } from '../../block/options.ts';
import { discard, read, truncate, write, writeZeroes } from '../../block/request.ts';
import { createByProtocol, SIZE_OPTION } from '../../storage/create-file.ts';
import type { Task } from '../../task/task.ts';

const SECTOR = 512;

/** Which part of the file the disk is. */
export interface RawWindow {
  /** Where the disk begins in the file, in bytes. */
  readonly offset: number;
  /** Fixed length in bytes; undefined: what the file has. */
  readonly size: number | undefined;
}

/** The window, and how the format came to be raw. */
export interface RawOptions extends RawWindow {
  /** Given when the format was guessed: whether a first sector still looks like raw. */
  readonly looksRaw: ((sector: Uint8Array) => boolean) | undefined;
  /** Warns that it was; undefined where nobody needs to know. */
  readonly warn: (() => void) | undefined;
}

/** A disk whose bytes stand in a file as they are. */
export class RawNode extends BlockNode {
  readonly driver = 'raw';
  override readonly honoursFua: boolean;
  readonly #file: BlockNode;
  #options: RawOptions;

  constructor(filename: string, mode: OpenMode, file: BlockNode, options: RawOptions) {
    super(filename, mode);
    this.#file = file;
    this.#options = options;
    this.children = [{ role: 'file', node: file, isWritable: !mode.readOnly }];
    this.zeroFlags = file.zeroFlags;
    this.honoursFua = file.takesFua;
    this.limits = inheritedLimits([file]);
    if (options.looksRaw !== undefined) {
      // Whole sectors, so that the first one is never written in parts.
      this.limits = { ...this.limits, requestAlignment: SECTOR };
    }
  }

  get file(): BlockNode {
    return this.#file;
  }

  override describe(): ImageFacts | undefined {
    return factsFromBelow(this.#file.describe());
  }

  override hasZeroInit(): boolean {
    return this.#file.hasZeroInit();
  }

  override repeatWarning(): void {
    this.#options.warn?.();
  }

  /** Shows another part of the file from now on. */
  setWindow(window: RawWindow): void {
    this.#options = { ...this.#options, ...window };
  }

  override get clusterSize(): number {
    return this.#file.clusterSize;
  }

  /** Whole sectors: a shorter last one is filled up with zeroes. */
  length(): number {
    const { offset, size } = this.#options;
    return size ?? alignUp(Math.max(0, this.#file.length() - offset), SECTOR);
  }

  *doRead(offset: number, target: Uint8Array): Task<void> {
    const at = this.#place(offset, target.length, EINVAL);
    const stop = this.#file.event('read_aio');
    if (stop) yield* stop;
    yield* read(this.#file, at, target);
  }

  *doWrite(offset: number, source: Uint8Array, flags: WriteFlags): Task<void> {
    const { looksRaw } = this.#options;
    if (looksRaw !== undefined && offset === 0 && source.length > 0) {
      if (!looksRaw(source.subarray(0, SECTOR))) throw new IoError(EPERM);
    }
    const at = this.#place(offset, source.length, ENOSPC);
    const stop = this.#file.event('write_aio');
    if (stop) yield* stop;
    yield* write(this.#file, at, source, flags);
  }

  override doWriteZeroes(offset: number, length: number, flags: WriteFlags): Task<void> {
    return writeZeroes(this.#file, this.#place(offset, length, ENOSPC), length, flags);
  }

  override doDiscard(offset: number, length: number): Task<void> {
    return discard(this.#file, this.#place(offset, length, ENOSPC), length);
  }

  override *doTruncate(length: number, how: Truncation): Task<void> {
    if (this.#options.size !== undefined) {
      throw new IoError(ENOTSUP, 'Cannot resize fixed-size raw disks');
    }
    yield* truncate(this.#file, this.#options.offset + length, how.preallocation, how.isExact);
  }

  override *doStatus(offset: number, length: number): Task<StatusRun> {
    return {
      length,
      data: false,
      zero: false,
      allocated: true,
      hostOffset: offset + this.#options.offset,
      owner: this.#file,
      raw: true,
    };
  }

  /** The place in the file. Throws IoError(errno) outside a fixed window. */
  #place(offset: number, length: number, errno: number): number {
    const { size } = this.#options;
    if (size !== undefined && offset + length > size) throw new IoError(errno);
    return offset + this.#options.offset;
  }
}

/** Takes the options out. Throws FormatError for a part that the file does not have. */
function takeWindow(options: Options, file: BlockNode): RawWindow {
  const window = {
    offset: takeSize(options, 'offset') ?? 0,
    size: takeSize(options, 'size'),
  };
  checkWindow(file, window);
  return window;
}

function checkWindow(file: BlockNode, { offset, size }: RawWindow): void {
  const actual = alignUp(file.length(), SECTOR);
  if (actual < offset) {
    throw new FormatError(
      `Offset (${offset}) cannot be greater than size of the containing file (${actual})`,
    );
  }
  if (size !== undefined && actual - offset < size) {
    throw new FormatError(
      `The sum of offset (${offset}) and size (${size}) has to be smaller or equal to the  ` +
        `actual size of the containing file (${actual})`,
    );
  }
  if (size !== undefined && size % SECTOR !== 0) {
    throw new FormatError(`Specified size is not multiple of ${SECTOR}`);
  }
}

function warnOfProbing(request: DriverRequest, file: BlockNode): void {
  const { reportBare } = request.context;
  const name = filenameOf(file);
  reportBare(`WARNING: Image format was not specified for '${name}' and probing guessed raw.`);
  reportBare(
    '         Automatically detecting the format is dangerous for raw images, ' +
      'write operations on block 0 will be restricted.',
  );
  reportBare("         Specify the 'raw' format explicitly to remove the restrictions.");
}

/** Measures a raw image with the contents of `source`, or one of `size` bytes. */
export function measureRaw(size: number, source?: BlockNode): Measurement {
  const bytes = alignUp(source?.length() ?? size, SECTOR);
  return { required: bytes, fullyAllocated: bytes, bitmaps: undefined };
}

/** `raw`: options offset and size. Preallocation and the like are the file's business. */
export const rawDriver: Driver = {
  name: 'raw',
  creation: { options: [SIZE_OPTION], create: createByProtocol },
  *measure(options, source): Task<Measurement> {
    return measureRaw(Number(options.get('size') ?? 0n), source);
  },
  isStrong: (option) => option === 'offset' || option === 'size',
  *open(request): Task<BlockNode> {
    const { options, context } = request;
    const file = yield* request.openChild('file');
    const isDangerous = request.isProbed && !request.mode.readOnly;
    const warn = isDangerous ? () => warnOfProbing(request, file) : undefined;
    warn?.();
    const window = takeWindow(options, file);
    const looksRaw = (sector: Uint8Array): boolean =>
      [...context.drivers.values()].every((driver) => (driver.probe?.(sector) ?? 0) === 0);
    return new RawNode(request.filename, request.mode, file, {
      ...window,
      looksRaw: request.isProbed ? looksRaw : undefined,
      warn,
    });
  },
  *prepareReopen(node, { options }): Task<PreparedReopen> {
    assert(node instanceof RawNode, 'a raw node is what this driver has opened');
    const window = takeWindow(options, node.file);
    return { commit: () => node.setWindow(window) };
  },
};
