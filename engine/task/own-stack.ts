// Deep recursion in Tasks: each `yield*` takes stack whenever the innermost one goes on, so a Task
// that calls itself once for each image of a long chain needs a fresh start now and then.
import { spawn } from './scheduler.ts';
import type { Task } from './task.ts';
import { WaitQueue } from './wait-queue.ts';

/**
 * Runs `task` as a fiber of its own, which begins with an empty stack, and waits for its end.
 * Returns what it returns and throws what it throws.
 */
export function* onOwnStack<T>(task: Task<T>): Task<T> {
  const ended = new WaitQueue();
  const outcomes: ({ readonly value: T } | { readonly error: unknown })[] = [];
  yield spawn(
    (function* (): Task<void> {
      try {
        outcomes.push({ value: yield* task });
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        outcomes.push({ error }); // thrown by whoever waits for the end
      }
      ended.wakeAll();
    })(),
  );
  for (;;) {
    const [outcome] = outcomes;
    if (outcome === undefined) yield ended;
    else if ('value' in outcome) return outcome.value;
    else throw outcome.error;
  }
}
