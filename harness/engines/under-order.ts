// Programs of an engine under an order of completions that somebody else decides.
import type { ChoiceSource } from '../../engine/index.ts';
import type { Engine } from './engine.ts';

/** In which I/Os end; undefined: the engine's own order. */
export type Order =
  | {
      /** A new source of choices for each program. */
      readonly choices: () => ChoiceSource;
      /** I/O takes effect when it ends, not when it is submitted. */
      readonly landsLate: boolean;
    }
  | undefined;

/**
 * Calls `go`, whose programs run under `order`; those behind it run in the engine's own order
 * again. Throws what `go` throws, and Error where the engine takes no order.
 */
export function underOrder<T>(engine: Engine, order: Order, go: () => T): T {
  if (order === undefined) return go();
  const files = engine.memoryFiles?.();
  if (engine.setChoices === undefined || files === undefined) {
    throw new Error(`${engine.traits.name} takes no order`);
  }
  engine.setChoices(order.choices);
  files.landsLate = order.landsLate;
  try {
    return go();
  } finally {
    engine.setChoices(undefined);
    files.landsLate = false;
  }
}
