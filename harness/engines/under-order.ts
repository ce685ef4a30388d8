// Programs of an engine under an order of completions that somebody else decides.
import type { ChoiceSource } from '../../engine/index.ts';
import type { Engine } from './engine.ts';

/** A new source of choices for each program; undefined: the engine's own order. */
export type Order = (() => ChoiceSource) | undefined;

/**
 * Calls `go`, whose programs run under `order`; those behind it run in the engine's own order
 * again. Throws what `go` throws, and Error where the engine takes no order.
 */
export function underOrder<T>(engine: Engine, order: Order, go: () => T): T {
  if (order === undefined) return go();
  if (engine.setChoices === undefined) throw new Error(`${engine.traits.name} takes no order`);
  engine.setChoices(order);
  try {
    return go();
  } finally {
    engine.setChoices(undefined);
  }
}
