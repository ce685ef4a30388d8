// One scheduler decides the order in which tasks run; nothing else may choose.
//
// (a) A spawned task runs at once to its first suspension, then its parent goes on.
// (b) Every I/O costs one turn; fault rules are tested when it is submitted. Where its end would be
//     delivered next in any case, the turn is left out: nobody can tell (see mustAwaitIo).
// (c) Completions are delivered only when nothing else can run, in batches: what has been submitted
//     by then has ended, and the newest is delivered first. So does QEMU's thread pool on an idle
//     machine, as it looks at its requests from the newest on. This rule and (h) may be
//     replaced, by a source of choices: see choices.ts.
// (d) Locks are handed over first come, first served.
// (e) A wake-up from inside a task waits until the waker suspends or ends.
// (f) A task that gave up a turn goes on before completions.
// (g) Large requests bound what they have in flight; see pool.ts.
// (h) When the caller of the scheduler begins to wait, all pending I/O counts as completed, except
//     the one submitted last. Once what it waits for has happened, the rest of the batch is
//     delivered.
import { assert, InvariantError } from '../base/assert.ts';
import type { ChoiceSource } from './choices.ts';
import type { Dispatcher, Suspension, Task } from './task.ts';
import { Fiber, setRunning } from './task.ts';

/** Every task waits for another one, or for a command that stopped tasks wait for. */
export class NothingCanRun extends InvariantError {
  constructor() {
    super('every task waits for another one: nothing can run');
  }
}

/** Runs tasks, one at a time, by the rules above. */
export class Scheduler implements Dispatcher {
  #current: Fiber | undefined;
  #turns: Fiber[] = [];
  /** In the order of submission. */
  #completions: Fiber[] = [];
  /** The batch that is being delivered, from its end. */
  #ended: Fiber[] = [];
  /** In run(): it is left only when its task has ended. */
  #isWaitedFor = false;
  /** Steps under way: that of a task, that of a task which it spawned, and so on. */
  #depth = 0;
  /** What a step woke is being run, and may be more than one task. */
  #runsWoken = false;
  #started = 0;
  #submitted = 0;
  /** Why no task goes on any more. */
  #end: Error | undefined;
  readonly #choices: ChoiceSource | undefined;

  /** Without `choices` completions come as QEMU's do: see rule (c). */
  constructor(choices?: ChoiceSource) {
    this.#choices = choices;
  }

  countFiber(): number {
    this.#started += 1;
    return this.#started - 1;
  }

  addTurn(fiber: Fiber): void {
    this.#turns.push(fiber);
  }

  addCompletion(fiber: Fiber): void {
    this.#submitted += 1;
    fiber.submission = this.#submitted;
    this.#completions.push(fiber);
  }

  passIo(): boolean {
    const fiber = this.#current;
    const isAlone =
      fiber !== undefined &&
      this.#isWaitedFor &&
      this.#depth === 1 &&
      !this.#runsWoken &&
      fiber.woken.length === 0 &&
      this.#completions.length === 0 &&
      this.#turns.length === 0 &&
      this.#ended.length === 0;
    if (!isAlone) return false;
    this.#submitted += 1;
    fiber.submission = this.#submitted;
    return true;
  }

  end(reason: Error): never {
    this.#end = reason;
    this.#turns = [];
    this.#completions = [];
    this.#ended = [];
    throw reason;
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
   * Throws NothingCanRun when nothing can run and the task has not ended.
   */
  run<T>(task: Task<T>): T {
    const before = this.#completions.length;
    this.#runsWoken = false;
    this.#isWaitedFor = true;
    try {
      const root = this.#startRoot(task);
      if (root.done) return root.result as T;
      this.#endBatch(before);
      while (!root.done) {
        if (!this.#advanceNext()) throw new NothingCanRun();
      }
      return root.result as T;
    } finally {
      this.#isWaitedFor = false;
      this.#deliverBatch();
    }
  }

  /** Starts `task`, which runs at once to its first suspension, and does not wait for its end. */
  start(task: Task<void>): void {
    this.#startRoot(task);
  }

  /**
   * Runs whatever is ready until `isReached`. False when nothing can run before that; then tasks
   * stay as they are. `hasTimePassed`: the request that was submitted last has ended as well.
   */
  runUntil(isReached: () => boolean, hasTimePassed = false): boolean {
    assert(this.#current === undefined, 'runUntil() is called from outside of tasks');
    this.#refuseAtEnd();
    if (isReached()) return true;
    this.#endBatch(this.#completions.length - (hasTimePassed ? 0 : 1));
    while (!isReached()) {
      if (!this.#advanceNext()) return false;
    }
    this.#deliverBatch();
    return true;
  }

  /** Runs what has given up a turn, and what that makes ready; no I/O ends meanwhile. */
  runTurns(): void {
    for (let next = this.#turns.shift(); next !== undefined; next = this.#turns.shift()) {
      this.advance(next);
    }
  }

  #startRoot(task: Task<unknown>): Fiber {
    assert(this.#current === undefined, 'tasks are run from outside of tasks');
    this.#refuseAtEnd();
    const root = new Fiber(this, task);
    this.advance(root);
    return root;
  }

  #refuseAtEnd(): void {
    if (this.#end !== undefined) throw this.#end;
  }

  /** The oldest `count` pending completions have ended. */
  #endBatch(count: number): void {
    if (this.#choices === undefined && this.#ended.length === 0 && count > 0) {
      this.#ended = this.#completions.splice(0, count);
    }
  }

  #deliverBatch(): void {
    while (this.#ended.length > 0) this.#advanceNext();
  }

  /** Runs everything that can still run: what aio requests need before an image is closed. */
  drain(): void {
    while (this.#advanceNext());
  }

  /** Runs the next one by the rules; false when nothing can run. */
  #advanceNext(): boolean {
    const next = this.#turns.shift() ?? this.#ended.pop() ?? this.#nextCompletion();
    if (next === undefined) return false;
    this.advance(next);
    return true;
  }

  /** The next completion of those that are pending: of a new batch, or the chosen one. */
  #nextCompletion(): Fiber | undefined {
    const pending = this.#completions;
    if (pending.length < 2) return pending.shift();
    if (this.#choices === undefined) {
      this.#endBatch(pending.length);
      return this.#ended.pop();
    }
    const [chosen] = pending.splice(this.#choices.pick(pending), 1);
    assert(chosen !== undefined, 'a choice names a pending completion');
    return chosen;
  }

  /**
   * Runs `first` until it suspends or ends, then what it woke, and what those woke, depth first.
   */
  advance(first: Fiber): void {
    try {
      this.#step(first);
    } finally {
      // Also where it throws: that is an end like any other to those who wait.
      if (first.woken.length > 0) {
        const isNested = this.#runsWoken;
        this.#runsWoken = true;
        this.#runAll(first.woken.splice(0));
        this.#runsWoken = isNested;
      }
    }
  }

  /** Runs all of them, and what they wake; throws the last error that one of them throws. */
  #runAll(pending: Fiber[]): void {
    let next: Fiber | undefined;
    try {
      for (next = pending.shift(); next !== undefined; next = pending.shift()) {
        this.#step(next);
        if (next.woken.length > 0) pending.unshift(...next.woken.splice(0));
      }
    } finally {
      if (next !== undefined) this.#runAll([...next.woken.splice(0), ...pending]);
    }
  }

  #step(fiber: Fiber): void {
    if (this.#end !== undefined) return;
    const waker = this.#current;
    const outer = setRunning(this);
    this.#current = fiber;
    this.#depth += 1;
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
      this.#depth -= 1;
      setRunning(outer);
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
