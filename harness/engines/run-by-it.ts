// Which programs of a world an engine of others runs itself: all else of it is our own engine's.
import type { Engine } from './engine.ts';

/** Whether the engine ran a program while `run` did; our own engine and the real tools run all. */
export function ranItself<T>(
  engine: Engine,
  run: () => T,
): { readonly result: T; readonly isItsOwn: boolean } {
  const before = engine.servedTally?.().served;
  const result = run();
  return { result, isItsOwn: before === undefined || engine.servedTally?.().served !== before };
}

/** The same of a program that `run` starts for this alone: the world stays as it is. */
export function isRunByIt(engine: Engine, run: () => unknown): boolean {
  if (engine.servedTally === undefined) return true;
  const mark = engine.snapshot();
  const { isItsOwn } = ranItself(engine, run);
  engine.restore(mark);
  return isItsOwn;
}
