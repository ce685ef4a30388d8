// The driver blkverify: an image that is tested, beside a raw file that holds what it ought to
// hold. Writes go to both; what is read from the two has to be the same, and so has to be what
// their requests end with. Where something differs, that is said, and the program ends at once.
//
// The disk is as long as the image, and has the status of the raw file. What is written as zeroes
// reaches both as data, and nothing is discarded; only the image is flushed.
import { alignUp } from '../base/align.ts';
import { EIO, ENOTSUP } from '../base/errno.ts';
import { FormatError, IoError } from '../base/errors.ts';
import { plainNameOf } from '../block/filename.ts';
import { type BlockNode, inheritedLimits, NO_FLAGS, type OpenMode } from '../block/node.ts';
import type { StatusRun, UseOfNode, WriteFlags } from '../block/node.ts';
import type { Driver } from '../block/open.ts';
import { takeString } from '../block/options.ts';
import { flush, read, write } from '../block/request.ts';
import { endProgram } from '../task/program-end.ts';
import { spawn } from '../task/scheduler.ts';
import type { Task } from '../task/task.ts';
import { WaitQueue } from '../task/wait-queue.ts';
import { FilterNode } from './filter-node.ts';

const PREFIX = 'blkverify:';
/** The options that hold both names of `blkverify:RAW:IMAGE`. */
const RAW_NAME = 'x-raw';
const IMAGE_NAME = 'x-image';
const SECTOR = 512;
/** What the program ends with. */
const STATUS = 1;

/** A request, as it is named where something differs. */
interface Verified {
  readonly type: 'read' | 'write';
  readonly offset: number;
  readonly length: number;
}

class Blkverify extends FilterNode {
  readonly driver = 'blkverify';
  override readonly honoursFua = false;
  override readonly hasCopies = true;
  readonly #test: BlockNode;
  readonly #report: (line: string) => void;
  #mayGrow = false;

  constructor(mode: OpenMode, raw: BlockNode, test: BlockNode, report: (line: string) => void) {
    super('', mode, raw, 'raw');
    this.children = [...this.children, { role: 'test', node: test, isWritable: !mode.readOnly }];
    this.limits = inheritedLimits([raw, test]);
    this.zeroFlags = NO_FLAGS;
    this.#test = test;
    this.#report = report;
  }

  override noteUse({ writes, resizes }: UseOfNode): void {
    this.#mayGrow = writes && resizes;
  }

  override length(): number {
    return this.#test.length();
  }

  override *doRead(offset: number, target: Uint8Array): Task<void> {
    const request: Verified = { type: 'read', offset, length: target.length };
    const copy = new Uint8Array(target.length);
    yield* this.#verify(request, read(this.#test, offset, target), read(this.below, offset, copy));
    if (Buffer.compare(target, copy) === 0) return;
    const at = target.findIndex((byte, index) => byte !== copy[index]);
    yield* this.#end(request, `contents mismatch at offset ${offset + at}`);
  }

  override *doWrite(offset: number, source: Uint8Array, flags: WriteFlags): Task<void> {
    const request: Verified = { type: 'write', offset, length: source.length };
    const isShort = offset + source.length > alignUp(this.below.length(), SECTOR);
    // It is not made longer where it must not be.
    const raw = isShort && !this.#mayGrow ? fails(EIO) : write(this.below, offset, source, flags);
    yield* this.#verify(request, write(this.#test, offset, source, flags), raw);
  }

  /** The I/O path writes data instead. */
  override doWriteZeroes(): Task<void> {
    return fails(ENOTSUP);
  }

  override doDiscard(): Task<void> {
    return fails(ENOTSUP);
  }

  override doFlushWhole(): Task<void> {
    return flush(this.#test);
  }

  /** Behind the end of the raw file the image has to read as zeroes. */
  override *doStatus(offset: number, length: number, wantZero: boolean): Task<StatusRun> {
    const isBehind = offset >= alignUp(this.below.length(), SECTOR);
    if (isBehind) return { length, data: false, zero: true, allocated: true };
    return yield* super.doStatus(offset, length, wantZero);
  }

  /** Runs both at the same time. Throws the IoError that both end with. */
  *#verify(request: Verified, onTest: Task<void>, onRaw: Task<void>): Task<void> {
    const ended = new WaitQueue();
    const errnos: (number | undefined)[] = [undefined, undefined];
    for (const [index, task] of [onTest, onRaw].entries()) {
      yield spawn(
        (function* (): Task<void> {
          errnos[index] = yield* errnoOf(task);
          ended.wakeAll();
        })(),
      );
    }
    while (errnos.includes(undefined)) yield ended;
    const [test = 0, raw = 0] = errnos;
    if (test !== raw) {
      yield* this.#end(request, `return value mismatch ${textOf(test)} != ${textOf(raw)}`);
    }
    if (test !== 0) throw new IoError(test);
  }

  *#end({ type, offset, length }: Verified, what: string): Task<never> {
    this.#report(`blkverify: ${type} offset=${offset} bytes=${length} ${what}`);
    for (;;) yield endProgram(STATUS);
  }
}

/** Zero where it ended well. */
function* errnoOf(task: Task<void>): Task<number> {
  try {
    yield* task;
    return 0;
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    return error.errno;
  }
}

function* fails(errno: number): Task<void> {
  throw new IoError(errno);
}

/** As C has it: errors are negative. */
const textOf = (errno: number): string => (errno === 0 ? '0' : `-${errno}`);

/** `blkverify:RAW:IMAGE`, or children raw and test. */
export const blkverifyDriver: Driver = {
  name: 'blkverify',
  isProtocol: true,
  plainName({ primary, children }) {
    const test = children.find(({ role }) => role === 'test')?.node;
    const names = [primary, test].map((node) => node && plainNameOf(node));
    return names.includes(undefined) ? undefined : PREFIX + names.join(':');
  },
  parseFilename(filename, options) {
    if (!filename.startsWith(PREFIX)) {
      options.set(IMAGE_NAME, filename);
      return;
    }
    const rest = filename.slice(PREFIX.length);
    const colon = rest.indexOf(':');
    if (colon < 0) throw new FormatError('blkverify requires raw copy and original image path');
    options.set(RAW_NAME, rest.slice(0, colon));
    options.set(IMAGE_NAME, rest.slice(colon + 1));
  },
  *open({ options, mode, context, openChild }): Task<BlockNode> {
    const rawName = takeString(options, RAW_NAME);
    const imageName = takeString(options, IMAGE_NAME);
    const raw = yield* openChild('raw', rawName);
    const test = yield* openChild('test', imageName);
    return new Blkverify(mode, raw, test, context.reportBare);
  },
};
