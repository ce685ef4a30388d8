// The pieces of one large request, at most `limit` in flight. Pieces that were started always
// finish; the first error is kept, and it is for the owner to look at it before starting another
// piece.
import { IoError } from '../base/errors.ts';
import { spawn } from './scheduler.ts';
import type { Task } from './task.ts';
import { WaitQueue } from './wait-queue.ts';

/** A bounded number of tasks in flight for one owner. */
export class TaskPool {
  #busy = 0;
  #error: IoError | undefined;
  readonly #limit: number;
  readonly #owner = new WaitQueue();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The error of the first piece that failed. */
  get error(): IoError | undefined {
    return this.#error;
  }

  /** Waits for a free place, then starts `task`, which runs at once to its first suspension. */
  *start(task: Task<void>): Task<void> {
    while (this.#busy >= this.#limit) {
      yield this.#owner;
    }
    this.#busy += 1;
    yield spawn(this.#run(task));
  }

  *waitAll(): Task<void> {
    while (this.#busy > 0) {
      yield this.#owner;
    }
  }

  *#run(task: Task<void>): Task<void> {
    try {
      yield* task;
    } catch (error) {
      if (!(error instanceof IoError)) throw error;
      this.#error ??= error;
    }
    this.#busy -= 1;
    this.#owner.wakeAll();
  }
}
