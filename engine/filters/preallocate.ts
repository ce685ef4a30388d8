// The driver preallocate: whoever writes behind the end of the file gets a lot of space at once,
// which reads as zeroes. Above it the file is as long as what was written; what is left of the
// space is cut off when the filter is closed, or may be written no longer.
//
// It does so only for a user that may make the file longer, as formats may: nobody else changes
// the length then, so that it is known here without asking.
import { alignUp } from '../base/align.ts';
import { FormatError, IoError } from '../base/errors.ts';
import { type BlockNode, NO_FLAGS, type OpenMode, type PreparedReopen } from '../block/node.ts';
import type { Truncation, UseOfNode, WriteFlags } from '../block/node.ts';
import type { Driver, Options } from '../block/open.ts';
import { takeSize } from '../block/options.ts';
import { flush, truncate, write, writeZeroes } from '../block/request.ts';
import type { Task } from '../task/task.ts';
import { WaitQueue } from '../task/wait-queue.ts';
import { FilterNode } from './filter-node.ts';

/** How much space is made, in bytes. */
interface Step {
  /** The file then ends at a multiple of this. */
  readonly align: number;
  /** Behind what is written. */
  readonly size: number;
}

/** Space that is being made: writes into it wait. */
interface Reservation {
  readonly start: number;
  readonly finished: WaitQueue;
}

const MIB = 1024 * 1024;
const SECTOR = 512;

/** The filter; see the head of this file. */
export class PreallocateNode extends FilterNode {
  readonly driver = 'preallocate';
  step: Step;
  #mayGrow = false;
  /** Where what was written ends: the length seen above. Undefined: as long as the file is. */
  #dataEnd: number | undefined;
  /** From here to the end of the file everything reads as zeroes. */
  #zeroStart: number | undefined;
  /** Where the file ends; undefined where that has to be asked. */
  #fileEnd: number | undefined;
  #reservation: Reservation | undefined;

  constructor(filename: string, mode: OpenMode, below: BlockNode, step: Step) {
    super(filename, mode, below);
    this.step = step;
  }

  override noteUse({ writes, resizes }: UseOfNode): void {
    this.#mayGrow = writes && resizes;
    if (this.#mayGrow && this.#dataEnd === undefined) this.#setEnds(this.below.length());
  }

  override length(): number {
    return this.#dataEnd ?? this.below.length();
  }

  override *doWrite(offset: number, source: Uint8Array, flags: WriteFlags): Task<void> {
    yield* this.#prepare(offset, source.length, false);
    yield* write(this.below, offset, source, flags);
  }

  override *doWriteZeroes(offset: number, length: number, flags: WriteFlags): Task<void> {
    const maySkip = !flags.fua && !flags.mayUnmap;
    const isDone = yield* this.#prepare(offset, length, maySkip);
    if (!isDone) yield* writeZeroes(this.below, offset, length, flags);
  }

  override *doTruncate(length: number, how: Truncation): Task<void> {
    if (this.#dataEnd !== undefined && length > this.#dataEnd) {
      const fileEnd = (this.#fileEnd ??= this.below.length());
      if (how.preallocation === 'falloc') {
        if (length <= fileEnd) {
          this.#dataEnd = length; // that space is there already
          return;
        }
      } else {
        // Otherwise this would be no growth; and what is filled has to be written indeed.
        yield* this.#dropSpace('preallocate-filter: failed to drop write-zero preallocation: ');
      }
      this.#dataEnd = length;
    }
    try {
      yield* truncate(this.below, length, how.preallocation, how.isExact);
    } catch (error) {
      this.#setEnds(undefined);
      throw error;
    }
    if (this.#mayGrow) this.#setEnds(length);
  }

  /** Also where the filter is closed, as in QEMU. */
  override doFlushWhole(): Task<void> {
    return flush(this.below);
  }

  /** Cuts the space off, and takes the length of the file for its own from then on. */
  *giveUp(): Task<void> {
    if (this.#dataEnd !== undefined) yield* this.#dropSpace('Failed to drop preallocation: ');
    this.#setEnds(undefined);
  }

  /** What stays behind where the space cannot be cut off is told to nobody. */
  override *doClose(): Task<void> {
    try {
      yield* this.giveUp();
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
    }
  }

  #setEnds(end: number | undefined): void {
    this.#dataEnd = this.#zeroStart = this.#fileEnd = end;
  }

  /** Throws FormatError with `prefix` in front of the reason. */
  *#dropSpace(prefix: string): Task<void> {
    const fileEnd = (this.#fileEnd ??= this.below.length());
    const dataEnd = this.#dataEnd ?? fileEnd;
    if (fileEnd <= dataEnd) return;
    try {
      yield* truncate(this.below, dataEnd);
    } catch (error) {
      if (!(error instanceof IoError) && !(error instanceof FormatError)) throw error;
      this.#fileEnd = undefined;
      throw new FormatError(prefix + error.message, { errno: error.errno });
    }
    this.#fileEnd = dataEnd;
  }

  /**
   * Makes space where the range that is about to be written ends behind the file. Returns whether
   * nothing is left to do, as zeroes were wanted and are there; only where `maySkip`.
   */
  *#prepare(offset: number, length: number, maySkip: boolean): Task<boolean> {
    const isDone = yield* this.#makeSpace(offset, offset + length, maySkip);
    while (this.#reservation !== undefined && offset + length > this.#reservation.start) {
      yield this.#reservation.finished;
    }
    return isDone;
  }

  *#makeSpace(offset: number, end: number, maySkip: boolean): Task<boolean> {
    if (!this.#mayGrow) return false;
    const dataEnd = (this.#dataEnd ??= this.below.length());
    if (end <= dataEnd) return false;
    this.#dataEnd = end;
    if (!maySkip) this.#zeroStart = end;
    const zeroStart = (this.#zeroStart ??= end);
    const fileEnd = (this.#fileEnd ??= this.below.length());
    if (end <= fileEnd) return maySkip && offset >= zeroStart;
    // One at a time: QEMU has the second fail, and go on without space of its own.
    if (this.#reservation !== undefined) return false;
    const unit = this.below.limits.requestAlignment;
    const start = alignUp(maySkip ? Math.min(offset, fileEnd) : fileEnd, unit);
    const newEnd = alignUp(Math.max(start, end) + this.step.size, Math.max(this.step.align, unit));
    const isMade = yield* this.#reserve(start, newEnd);
    this.#fileEnd = isMade ? newEnd : undefined;
    return isMade && maySkip && start <= offset;
  }

  /** False where the file could not be made longer: the request then goes on as it is. */
  *#reserve(start: number, end: number): Task<boolean> {
    const reservation = { start, finished: new WaitQueue() };
    this.#reservation = reservation;
    try {
      yield* writeZeroes(this.below, start, end - start, { ...NO_FLAGS, noFallback: true });
      return true;
    } catch (error) {
      if (!(error instanceof IoError)) throw error;
      return false;
    } finally {
      this.#reservation = undefined;
      reservation.finished.wakeAll();
    }
  }
}

/** Takes the options out. Throws FormatError. */
function takeStep(options: Options, below: BlockNode | undefined): Step {
  const align = takeSize(options, 'prealloc-align') ?? MIB;
  const size = takeSize(options, 'prealloc-size') ?? 128 * MIB;
  const what = 'prealloc-align parameter of preallocate filter is not aligned to';
  if (align % SECTOR !== 0) throw new FormatError(`${what} ${SECTOR}`);
  const unit = below?.limits.requestAlignment ?? 1;
  if (align % unit !== 0) {
    throw new FormatError(`${what} underlying node request alignment (${unit})`);
  }
  return { align, size };
}

/** `preallocate`: child file; options prealloc-align and prealloc-size, in bytes. */
export const preallocateDriver: Driver = {
  name: 'preallocate',
  isFilter: true,
  ownsLength: true,
  *open(request): Task<BlockNode> {
    const below = yield* request.openChild('file');
    const step = takeStep(request.options, below);
    return new PreallocateNode(request.filename, request.mode, below, step);
  },
  *prepareReopen(node, { options, mode }): Task<PreparedReopen> {
    const step = takeStep(options, node.primary);
    if (!(node instanceof PreallocateNode)) return { commit() {} };
    if (mode.readOnly) yield* node.giveUp();
    return {
      commit() {
        node.step = step;
      },
    };
  },
};
