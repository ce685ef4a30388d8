// For the tests of this layer: a node that keeps its bytes in memory, says what it was asked, and
// can be given any limits and any fault.
import { ENOTSUP } from '../base/errno.ts';
import { IoError } from '../base/errors.ts';
import { Scheduler } from '../task/scheduler.ts';
import type { Task } from '../task/task.ts';
import { ioTurn } from '../task/task.ts';
import type { BlkdebugEvent } from '../block/events.ts';
import type { Limits, OpenMode, StatusRun, Truncation, WriteFlags } from '../block/node.ts';
import { BlockNode, NO_FLAGS, NO_LIMITS, READ_WRITE } from '../block/node.ts';

/** A node of `size` bytes, none of them zero. */
export class RecordingNode extends BlockNode {
  readonly driver = 'recording';
  override canCompress = false;
  override canBack = true;
  override honoursFua = false;
  /** One line per request that reached the driver, and per event. */
  log: string[] = [];
  bytes: Uint8Array;
  /** Requests whose log line is a key fail with the errno that stands there. */
  readonly faults = new Map<string, number>();
  /** Zero writes below this length are not supported; infinite: none are. */
  smallestZeroes = 0;
  /** What asking for the status gives, or what answers; undefined: all is data. */
  statusRun: StatusRun | ((offset: number, length: number) => StatusRun) | undefined;

  constructor(size: number, limits: Partial<Limits> = {}, mode: OpenMode = READ_WRITE) {
    super('recording', mode);
    this.bytes = Uint8Array.from({ length: size }, (_value, index) => 1 + (index % 251));
    this.limits = { ...NO_LIMITS, ...limits };
    this.zeroFlags = { ...NO_FLAGS, mayUnmap: true, noFallback: true };
  }

  length(): number {
    return this.bytes.length;
  }

  *#submit(line: string): Task<void> {
    this.log.push(line);
    yield ioTurn;
    const errno = this.faults.get(line);
    if (errno !== undefined) throw new IoError(errno);
  }

  *doRead(offset: number, target: Uint8Array): Task<void> {
    yield* this.#submit(`read ${offset} ${target.length}`);
    target.fill(0);
    target.set(this.bytes.subarray(offset, offset + target.length));
  }

  *doWrite(offset: number, source: Uint8Array, flags: WriteFlags): Task<void> {
    const marks = `${flags.fua ? ' fua' : ''}${flags.compressed ? ' compressed' : ''}`;
    yield* this.#submit(`write ${offset} ${source.length}${marks}`);
    this.#grow(offset + source.length);
    this.bytes.set(source, offset);
  }

  override *doWriteZeroes(offset: number, length: number, flags: WriteFlags): Task<void> {
    if (length < this.smallestZeroes) throw new IoError(ENOTSUP);
    const marks = `${flags.mayUnmap ? ' unmap' : ''}${flags.noFallback ? ' no-fallback' : ''}`;
    yield* this.#submit(`zero ${offset} ${length}${marks}`);
    this.#grow(offset + length);
    this.bytes.fill(0, offset, offset + length);
  }

  override *doDiscard(offset: number, length: number): Task<void> {
    yield* this.#submit(`discard ${offset} ${length}`);
  }

  override *doTruncate(length: number, { isExact }: Truncation): Task<void> {
    yield* this.#submit(`truncate ${length}${isExact ? ' exact' : ''}`);
    const bytes = new Uint8Array(length);
    bytes.set(this.bytes.subarray(0, length));
    this.bytes = bytes;
  }

  override *doFlushToOs(): Task<void> {
    this.log.push('flush-to-os');
  }

  override *doFlushToDisk(): Task<void> {
    yield* this.#submit('flush');
  }

  override *doStatus(offset: number, length: number, wantZero: boolean): Task<StatusRun> {
    const { statusRun } = this;
    if (typeof statusRun === 'function') return statusRun(offset, length);
    return statusRun ?? (yield* super.doStatus(offset, length, wantZero));
  }

  override event(name: BlkdebugEvent): undefined {
    this.log.push(name);
  }

  /** The log since the last call. */
  takeLog(): string[] {
    return this.log.splice(0);
  }

  #grow(length: number): void {
    if (length > this.bytes.length) {
      const bytes = new Uint8Array(length);
      bytes.set(this.bytes);
      this.bytes = bytes;
    }
  }
}

/** Runs a task to its end on a scheduler of its own. */
export const runAlone = <T>(task: Task<T>): T => new Scheduler().run(task);

/** 'ok', or the errno with which the task failed. */
export function outcomeOf(task: Task<unknown>): string | number {
  try {
    runAlone(task);
    return 'ok';
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    return error.errno;
  }
}
