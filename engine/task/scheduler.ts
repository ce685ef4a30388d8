// One scheduler decides the order in which tasks run; nothing else may choose.
//
// (a) A spawned task runs at once to its first suspension, then its parent goes on.
// (b) Every I/O costs one turn; fault rules are tested when it is submitted.
// (c) Completions are delivered in submission order, and only when nothing else can run. This rule
//     alone may be replaced, by a source of choices.
// (d) Locks are handed over first come, first served.
// (e) A wake-up from inside a task waits until the waker suspends or ends.
// (f) A task that gave up a turn goes on before completions.
// (g) Large requests bound what they have in flight; see pool.ts.
import { assert, InvariantError } from '../base/assert.ts';
import type { Dispatcher, Suspension, Task } from './task.ts';
import { Fiber } from './task.ts';

/** Chooses which of `count` pending completions is delivered next: an index below `count`. */
export interface ChoiceSource {
  pick(count: number): number;
}

/** The rule in force unless a source of choices is given: submission order. */
export const inSubmissionOrder: ChoiceSource = { pick: () => 0 };

/** Runs tasks, one at a time, by the rules above. */
export class Scheduler implements Dispatcher {
  #current: Fiber | undefined;
  #turns: Fiber[] = [];
  #completions: Fiber[] = [];
  readonly #choices: ChoiceSource;

  constructor(choices: ChoiceSource = inSubmissionOrder) {
    this.#choices = choices;
  }

  addTurn(fiber: Fiber): void {
    this.#turns.push(fiber);
  }

  addCompletion(fiber: Fiber): void {
    this.#completions.push(fiber);
  }

  /** Makes `fiber` ready: it runs when the task that woke it suspends or ends. */
  wake(fiber: Fiber): void {
    if (this.#current === undefined) {
      this.#turns.push(fiber);
    } else {
      this.#current.woken.push(fiber);
    }
  }

  /**
   * Runs `task` to its end, and whatever else becomes ready meanwhile. Returns what it returns and
   * throws what it throws. Tasks that are still suspended then stay so until the next call.
   * Throws InvariantError when nothing can run and the task has not ended.
   */
  run<T>(task: Task<T>): T {
    assert(this.#current === undefined, 'run() is called from outside of tasks');
    const root = new Fiber(this, task);
    this.advance(root);
    while (!root.done) {
      this.#advanceNext();
    }
    return root.result as T;
  }

  /** Runs everything that can still run: what aio requests need before an image is closed. */
  drain(): void {
    while (this.#turns.length > 0 || this.#completions.length > 0) {
      this.#advanceNext();
    }
  }

  #advanceNext(): void {
    const turn = this.#turns.shift();
    if (turn !== undefined) {
      this.advance(turn);
      return;
    }
    const count = this.#completions.length;
    if (count === 0) {
      throw new InvariantError('every task waits for another one: nothing can run');
    }
    const index = count === 1 ? 0 : this.#choices.pick(count);
    const chosen = index === 0 ? this.#completions.shift() : this.#completions.splice(index, 1)[0];
    assert(chosen !== undefined, 'a choice names a pending completion');
    this.advance(chosen);
  }

  /**
   * Runs `first` until it suspends or ends, then what it woke, and what those woke, depth first.
   */
  advance(first: Fiber): void {
    this.#step(first);
    if (first.woken.length === 0) {
      return;
    }
    const pending = first.woken.splice(0);
    for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
      this.#step(next);
      if (next.woken.length > 0) {
        pending.unshift(...next.woken.splice(0));
      }
    }
  }

  #step(fiber: Fiber): void {
    const waker = this.#current;
    this.#current = fiber;
    try {
      for (;;) {
        const { done, value } = fiber.task.next();
        if (done === true) {
          fiber.done = true;
          fiber.result = value;
          return;
        }
        if (!(value as Suspension).suspend(fiber)) {
          return;
        }
      }
    } finally {
      this.#current = waker;
    }
  }
}

/**
 * Yielded by a parent: starts `task` as its own fiber, which runs at once to its first
 * suspension.
 */
export const spawn = (task: Task<unknown>): Suspension => ({
  suspend(parent) {
    parent.scheduler.advance(new Fiber(parent.scheduler, task));
    return true;
  },
});
