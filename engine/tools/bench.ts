// A stream of equal requests, a fixed number of them at a time, with flushes in between.
import { IoError } from '../base/errors.ts';
import { spawn } from '../task/scheduler.ts';
import { nextTurn, type Task } from '../task/task.ts';
import { WaitQueue } from '../task/wait-queue.ts';

/** What is sent. Offsets and steps in bytes. */
export interface BenchSpec {
  /** Requests in all. */
  readonly count: number;
  /** Requests at a time, at least 1. */
  readonly depth: number;
  readonly offset: number;
  readonly step: number;
  /** Offsets start over behind so many bytes. */
  readonly size: number;
  /** A flush after each so many requests; 0: none. */
  readonly flushInterval: number;
  /** Wait for all requests before a flush, and for the flush before the next ones. */
  readonly drains: boolean;
  /** After a failure as well, wait for all that was sent: the image is closed then. */
  readonly waits: boolean;
  readonly request: (offset: number) => Task<void>;
  readonly flush: () => Task<void>;
}

/** Which kind of request failed, and with what. */
export interface BenchFailure {
  readonly kind: 'request' | 'flush request';
  readonly errno: number;
  /** All requests had ended, and the run with them: a flush behind the last one failed. */
  readonly isLate: boolean;
}

/**
 * Sends everything, and waits for its end. At the first failure it returns, and leaves in flight
 * what is so, unless the spec `waits`.
 */
export function* bench(spec: BenchSpec): Task<BenchFailure | undefined> {
  const run = new Run(spec);
  yield* run.refill();
  while (!run.hasEnded) yield run.ended;
  while (run.isBusy && (spec.waits || run.failure === undefined)) yield run.ended;
  return run.failure;
}

class Run {
  readonly ended = new WaitQueue();
  failure: BenchFailure | undefined;
  readonly #spec: BenchSpec;
  #left: number;
  #offset: number;
  #inFlight = 0;
  /** Requests and flushes that have not ended. */
  #sent = 0;

  constructor(spec: BenchSpec) {
    this.#spec = spec;
    this.#left = spec.count;
    this.#offset = spec.offset;
  }

  get hasEnded(): boolean {
    return this.#left === 0 || this.failure !== undefined;
  }

  get isBusy(): boolean {
    return this.#sent > 0;
  }

  /** Sends requests until enough are in flight. */
  *refill(): Task<void> {
    const { depth, step, size } = this.#spec;
    while (this.#left > this.#inFlight && this.#inFlight < depth && !this.hasEnded) {
      const offset = this.#offset;
      this.#inFlight += 1;
      this.#offset = size === 0 ? 0 : (offset + step) % size;
      this.#sent += 1;
      yield spawn(this.#send('request', this.#spec.request(offset), () => this.#requestEnded()));
    }
  }

  /** Runs `task`, then `next`, which never runs in the turn in which `task` was sent. */
  *#send(kind: BenchFailure['kind'], task: Task<void>, next: () => Task<void>): Task<void> {
    try {
      yield* task;
      yield nextTurn;
    } catch (error) {
      if (!(error instanceof IoError)) throw error;
      this.failure ??= { kind, errno: error.errno, isLate: this.#left === 0 };
    }
    if (this.failure === undefined) yield* next();
    this.#sent -= 1;
    if (this.hasEnded) this.ended.wakeAll();
  }

  *#requestEnded(): Task<void> {
    const { flushInterval, drains } = this.#spec;
    const remaining = this.#left - this.#inFlight;
    this.#left -= 1;
    this.#inFlight -= 1;
    if (flushInterval > 0 && remaining % flushInterval === 0) {
      if (drains) {
        if (this.#inFlight === 0) yield* this.#flush(() => this.refill());
        return;
      }
      yield* this.#flush(nothing);
    }
    yield* this.refill();
  }

  *#flush(next: () => Task<void>): Task<void> {
    const kind = this.#spec.drains ? 'request' : 'flush request';
    this.#sent += 1;
    yield spawn(this.#send(kind, this.#spec.flush(), next));
  }
}

function* nothing(): Task<void> {}
