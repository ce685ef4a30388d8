// Copying the contents of disks, one behind the other, to another one.
//
// Several workers take pieces in order, each reads its own, and each writes when all before it are
// written (unless that order is given up). Where the target reads as zeroes anyway, zeroes are left
// out: those that the block status tells of, and those that are found in what was read.
import { type BlockNode, NO_FLAGS } from '../block/node.ts';
import { flush, write, writeZeroes } from '../block/request.ts';
import { IoError } from '../base/errors.ts';
import { KeptBytes } from '../base/kept-bytes.ts';
import { spawn } from '../task/scheduler.ts';
import type { Task } from '../task/task.ts';
import { Mutex, WaitQueue } from '../task/wait-queue.ts';
import { type ConvertJob, type ConvertPiece, ConvertPieces } from './convert-pieces.ts';
import { isZeroRange, nextRun } from './zero-runs.ts';

const SECTOR = 512;

interface Worker {
  /** The sector that this worker waits to write; -1 when it does not wait. */
  waitsFor: number;
  isDone: boolean;
  readonly turn: WaitQueue;
}

/**
 * Copies everything. False when anything failed; what did was reported, but for the end of a
 * compressed file. Pieces that were begun when the first one failed are still read, not written.
 */
export function* convert(job: ConvertJob): Task<boolean> {
  const pieces = new ConvertPieces(job);
  const all = yield* pieces.count();
  if (all === undefined) return false;
  const copy = new Copy(job, pieces, all);
  const isCopied = yield* copy.run();
  if (!isCopied || (job.compresses && !(yield* endCompressed(job.target)))) return false;
  return !job.target.isStrict || (yield* isFlushed(job));
}

/** A copy that is told as made is on the disk. */
function* isFlushed({ target, observer }: ConvertJob): Task<boolean> {
  try {
    yield* flush(target);
    return true;
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    observer.writeFailed(target.length(), error.errno);
    return false;
  }
}

/** Empty compressed data makes the file end with a whole sector. A failure is not reported. */
function* endCompressed(target: BlockNode): Task<boolean> {
  try {
    yield* write(target, 0, new Uint8Array(), { ...NO_FLAGS, compressed: true });
    return true;
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    return false;
  }
}

/** The state that the workers of one conversion share. */
class Copy {
  readonly #job: ConvertJob;
  readonly #pieces: ConvertPieces;
  readonly #allocated: number;
  readonly #workers: Worker[] = [];
  readonly #lock = new Mutex();
  readonly #ended = new WaitQueue();
  #running = 0;
  #next = 0;
  #written = 0;
  #allocatedDone = 0;
  #hasFailed = false;
  #copiesRanges: boolean;

  constructor(job: ConvertJob, pieces: ConvertPieces, allocated: number) {
    this.#job = job;
    this.#pieces = pieces;
    this.#allocated = allocated;
    this.#copiesRanges = job.copiesRanges;
  }

  *run(): Task<boolean> {
    const { workers } = this.#job;
    for (let index = 0; index < workers; index += 1) {
      const worker = { waitsFor: -1, isDone: false, turn: new WaitQueue() };
      this.#workers.push(worker);
      this.#running += 1;
      yield spawn(this.#work(worker));
    }
    while (this.#running > 0) yield this.#ended;
    return !this.#hasFailed;
  }

  *#work(worker: Worker): Task<void> {
    const buffer = new KeptBytes();
    for (;;) {
      const piece = yield* this.#take();
      if (piece === undefined) break;
      // What is only passed over needs no bytes.
      const isCopied = piece.kind === 'data' || isWrittenPiece(this.#job, piece);
      const bytes = buffer.take(isCopied ? piece.sectors * SECTOR : 0);
      yield* this.#copyPiece(worker, piece, bytes);
    }
    worker.isDone = true;
    this.#running -= 1;
    if (this.#running === 0) this.#ended.wakeAll();
  }

  /** The next piece; undefined when there is none or something failed. */
  *#take(): Task<ConvertPiece | undefined> {
    if (!this.#lock.tryLock()) yield* this.#lock.lock();
    try {
      if (this.#hasFailed || this.#next >= this.#pieces.totalSectors) return undefined;
      const piece = yield* this.#pieces.at(this.#next);
      if (piece === undefined) {
        this.#hasFailed = true;
        return undefined;
      }
      this.#next += piece.sectors;
      return piece;
    } finally {
      this.#lock.unlock();
    }
  }

  *#copyPiece(worker: Worker, piece: ConvertPiece, bytes: Uint8Array): Task<void> {
    const { job, isWritten } = { job: this.#job, isWritten: isWrittenPiece(this.#job, piece) };
    if (isWritten) {
      this.#allocatedDone += piece.sectors;
      job.observer.progress((100 * this.#allocatedDone) / this.#allocated);
    }
    if (piece.kind === 'data') yield* this.#read(piece, bytes);
    else if (isWritten) bytes.fill(0);
    if (job.keepsOrder) {
      while (this.#written !== piece.first && !this.#hasFailed) {
        worker.waitsFor = piece.first;
        yield worker.turn;
      }
      worker.waitsFor = -1;
    }
    if (!this.#hasFailed) {
      yield* this.#write(isWritten ? { ...piece, kind: 'data' } : piece, bytes);
    }
    if (job.keepsOrder) {
      this.#written = piece.first + piece.sectors;
      const next = this.#workers.find(
        ({ isDone, waitsFor }) => !isDone && waitsFor === this.#written,
      );
      if (next !== undefined) yield next.turn.enterNext();
    }
  }

  *#read(piece: ConvertPiece, bytes: Uint8Array): Task<void> {
    try {
      yield* this.#pieces.read(piece.first, bytes);
    } catch (error) {
      if (!(error instanceof IoError)) throw error;
      this.#job.observer.readFailed(piece.first * SECTOR, error.errno);
      this.#hasFailed = true;
    }
  }

  *#write(piece: ConvertPiece, bytes: Uint8Array): Task<void> {
    try {
      if (piece.kind === 'data') yield* this.#writeData(piece, bytes);
      else if (piece.kind === 'zero') yield* this.#writeZeroes(piece.first, piece.sectors);
    } catch (error) {
      if (!(error instanceof IoError)) throw error;
      this.#job.observer.writeFailed(piece.first * SECTOR, error.errno);
      this.#hasFailed = true;
    }
  }

  /** Data that was read: runs of zeroes in it are zeroed where they are looked for. */
  *#writeData(piece: ConvertPiece, bytes: Uint8Array): Task<void> {
    const { sparseSectors, compresses, target, flags } = this.#job;
    const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
    const search = { minZeroes: sparseSectors, alignment: this.#pieces.alignment };
    for (let from = 0; from < piece.sectors;) {
      const count = piece.sectors;
      let run = { isData: true, sectors: count - from };
      if (sparseSectors > 0 && !this.#copiesRanges) {
        if (compresses) run.isData = !isZeroRange(words, from * SECTOR, run.sectors * SECTOR);
        else run = { ...nextRun(words, { from, count, first: piece.first }, search) };
      }
      const first = piece.first + from;
      if (run.isData) {
        const source = bytes.subarray(from * SECTOR, (from + run.sectors) * SECTOR);
        yield* write(target, first * SECTOR, source, { ...flags, compressed: compresses });
      } else {
        yield* this.#writeZeroes(first, run.sectors);
      }
      from += run.sectors;
    }
  }

  *#writeZeroes(first: number, sectors: number): Task<void> {
    if (this.#pieces.isTargetZero) return;
    const { target, flags } = this.#job;
    yield* writeZeroes(target, first * SECTOR, sectors * SECTOR, { ...flags, mayUnmap: true });
  }
}

/** With zeroes not looked for, those that the block status tells of are written as data too. */
const isWrittenPiece = ({ sparseSectors }: ConvertJob, { kind }: ConvertPiece): boolean =>
  kind === 'data' || (sparseSectors === 0 && kind === 'zero');
