// Commit as QEMU does it: whatever the images above `base` hold is written into `base`.
//
// Several copies are in flight at once, each of at most 1 MiB. Nothing above `base` is changed
// until all of it has been copied and flushed, so a commit that ends half-way can be run again from
// the start. Images between `top` and `base` keep what they hold. They are no longer good for
// anything: where only an image above them had data, `base` has changed below them.
import { alignUp } from '../base/align.ts';
import { QEMU_7_2 } from '../base/behaviour.ts';
import { IoError } from '../base/errors.ts';
import { KeptBytes } from '../base/kept-bytes.ts';
import { overlayOf } from '../block/chain.ts';
import { useOfCommit } from '../block/file-claims.ts';
import { makeWritable } from '../block/make-writable.ts';
import { type BlockNode, NO_FLAGS } from '../block/node.ts';
import type { OpenContext } from '../block/open.ts';
import { flush, read, statusAbove, truncate, write, writeZeroes } from '../block/request.ts';
import { spawn } from '../task/scheduler.ts';
import { nextTurn, type Task } from '../task/task.ts';
import { WaitQueue } from '../task/wait-queue.ts';
import { ChunkList } from './chunk-list.ts';
import { readsAllZero } from './reads-all-zero.ts';

const MAX_IN_FLIGHT = 16;
const MAX_COPY = 1024 * 1024;
/** Bytes of one area that is copied without looking up. */
const MAX_AREA = MAX_IN_FLIGHT * MAX_COPY;
const SECTOR = 512;
/** Bytes that are marked as to be copied at once: as large as the clusters of the target. */
const MIN_CHUNK = 4096;
const MAX_CHUNK = 65536;
/** Most bytes that one look at the allocation covers. */
const MAX_LOOK = 2 ** 31 - 1;

/** Told how many bytes are done, and how many are known to be left. */
export type Progress = (done: number, left: number) => void;

/** One copy in flight, and who waits for its end. */
interface Operation {
  readonly ended: WaitQueue;
}

/**
 * Makes `base`, one of the backing files of `top`, ready for commitInto(): it can be written from
 * now on. Throws IoError where its file cannot, and FormatError where that conflicts with another
 * node of the graph.
 */
export function* beginCommit(context: OpenContext, top: BlockNode, base: BlockNode): Task<void> {
  const isGrown = alignUp(top.length(), SECTOR) > alignUp(base.length(), SECTOR);
  yield* makeWritable(context, base, useOfCommit(isGrown));
}

/**
 * Commits `top`, and what is between, into `base`, which beginCommit() has made ready, and makes it
 * as long as `top` first. Throws IoError, and FormatError where `base` cannot grow.
 */
export function* commitInto(
  { behaviour = QEMU_7_2 }: OpenContext,
  top: BlockNode,
  base: BlockNode,
  progress: Progress = () => {},
): Task<void> {
  const length = alignUp(top.length(), SECTOR);
  if (length > alignUp(base.length(), SECTOR)) {
    yield* truncate(base, length);
  }
  if (length === 0) return;
  const isZero = behaviour.commitSkipsZeroes && (yield* readsAllZero(base));
  yield* new CommitJob(top, base, { length, isZero }, progress).run();
}

/** What is known of the base. */
interface BaseFacts {
  /** Bytes to which the images above it reach. */
  readonly length: number;
  /** All of it reads as zeroes: none have to be written. */
  readonly isZero: boolean;
}

class CommitJob {
  readonly #top: BlockNode;
  readonly #base: BlockNode;
  readonly #length: number;
  readonly #isBaseZero: boolean;
  readonly #progress: Progress;
  readonly #chunks: ChunkList;
  /** Bytes that zeroes of the target have to cover as a whole; 0: any. */
  readonly #zeroUnit: number;
  readonly #inFlight: Operation[] = [];
  readonly #buffers: KeptBytes[] = [];
  #failure: IoError | undefined;
  #bytesInFlight = 0;
  #bytesDone = 0;

  constructor(top: BlockNode, base: BlockNode, facts: BaseFacts, progress: Progress) {
    this.#top = top;
    this.#base = base;
    this.#length = facts.length;
    this.#isBaseZero = facts.isZero;
    this.#progress = progress;
    const clusterSize = base.describe()?.clusterSize ?? 0;
    this.#zeroUnit = base.copyUnit || clusterSize;
    const chunk = Math.min(MAX_CHUNK, Math.max(MIN_CHUNK, clusterSize));
    this.#chunks = new ChunkList(clusterSize === 0 ? MAX_CHUNK : chunk);
  }

  *run(): Task<void> {
    yield* this.#markAllocated();
    try {
      while (this.#failure === undefined && this.#chunks.length > 0) {
        if (this.#inFlight.length >= MAX_IN_FLIGHT) {
          yield* this.#waitForOldest();
        } else {
          yield* this.#copyArea();
          // Whatever else wants a turn gets one between two areas.
          yield nextTurn;
        }
      }
    } finally {
      while (this.#inFlight.length > 0) yield* this.#waitForOldest();
    }
    if (this.#failure !== undefined) throw this.#failure;
    // When all is copied, and once more before the chain changes.
    yield* flush(this.#base);
    yield* flush(this.#base);
  }

  /** Marks what any image above `base` decides; what lies past its end reads as zeroes there. */
  *#markAllocated(): Task<void> {
    const last = overlayOf(this.#top, this.#base);
    const chunk = this.#chunks.chunkSize;
    const look = MAX_LOOK - (MAX_LOOK % chunk);
    for (let at = 0; at < this.#length;) {
      const left = Math.min(look, this.#length - at);
      const run = yield* statusAbove(this.#top, at, left, false, last);
      if (run.allocated) this.#chunks.add(at, run.length);
      at += run.length;
    }
  }

  *#waitForOldest(): Task<void> {
    const [oldest] = this.#inFlight;
    if (oldest !== undefined) yield oldest.ended;
  }

  /** Starts the copies of the next marked area. */
  *#copyArea(): Task<void> {
    const area = this.#chunks.take(MAX_AREA);
    if (area === undefined) return;
    const chunk = this.#chunks.chunkSize;
    const end = area.offset + area.length;
    for (let at = area.offset; at < Math.min(end, this.#length);) {
      const piece = yield* this.#nextPiece(at, end - at);
      while (this.#inFlight.length >= MAX_IN_FLIGHT) yield* this.#waitForOldest();
      if (this.#failure !== undefined) return;
      const length = Math.min(piece.length, this.#length - at);
      yield spawn(this.#perform(at, length, piece.isZero));
      at += alignUp(length, chunk);
    }
  }

  /** How far one operation goes from `at`: whole chunks; zeroes only in whole clusters. */
  *#nextPiece(at: number, limit: number): Task<{ length: number; isZero: boolean }> {
    const chunk = this.#chunks.chunkSize;
    let length: number;
    let isData = true;
    try {
      const run = yield* statusAbove(this.#top, at, limit, true);
      isData = run.data;
      length = isData ? Math.min(run.length, MAX_COPY) : run.length;
    } catch (error) {
      if (!(error instanceof IoError)) throw error;
      length = Math.min(limit, MAX_COPY);
    }
    length -= length % chunk;
    if (length < chunk) return { length: chunk, isZero: false };
    const unit = this.#zeroUnit;
    const isAligned = unit === 0 || (at % unit === 0 && length % unit === 0);
    return { length, isZero: !isData && isAligned };
  }

  *#perform(offset: number, length: number, isZero: boolean): Task<void> {
    const operation: Operation = { ended: new WaitQueue() };
    this.#inFlight.push(operation);
    this.#bytesInFlight += length;
    try {
      if (isZero) {
        const flags = { ...NO_FLAGS, mayUnmap: true };
        if (!this.#isBaseZero) yield* writeZeroes(this.#base, offset, length, flags);
      } else {
        yield* this.#copy(offset, length);
      }
      this.#bytesDone += length;
      this.#progress(this.#bytesDone, this.#bytesInFlight - length + this.#chunks.length);
    } catch (error) {
      if (!(error instanceof IoError)) throw error;
      this.#failure ??= error;
    }
    this.#bytesInFlight -= length;
    this.#inFlight.splice(this.#inFlight.indexOf(operation), 1);
    operation.ended.wakeAll();
  }

  *#copy(offset: number, length: number): Task<void> {
    const buffer = this.#buffers.pop() ?? new KeptBytes();
    const bytes = buffer.take(length);
    yield* read(this.#top, offset, bytes);
    yield* write(this.#base, offset, bytes, NO_FLAGS);
    this.#buffers.push(buffer);
  }
}
