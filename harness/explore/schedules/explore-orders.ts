// The exhaustive explorer: one `io` step after the other, under every order in which its I/Os may
// end, each from the state that the steps before it leave. What follows in its unit (mostly a check
// or a read) then goes on in the usual order, and is judged with it.
import { type ChoiceSource, everyOrder, type RecordedOrder } from '../../../engine/index.ts';
import type { TestCase } from '../../cases/types.ts';
import type { StepCell } from '../../host/step-cell.ts';
import { StepLoop, unitsOf } from '../../run/step-loop.ts';
import { stepMarker } from '../../run/step-place.ts';
import type { Step } from '../../verbs/step.ts';
import { verbNamed } from '../../verbs/table.ts';
import { keyOf, runUnit, type UnitText, unitText } from './explore-case.ts';
import { type ScheduledEngine, scheduledEngine } from './scheduled-engine.ts';

/** A case whose steps are explored; plain data, as workers are told it. */
export interface OrdersJob {
  readonly kind: 'orders';
  readonly case: TestCase;
  /** Most orders of one step: their number grows as fast as factorials do. */
  readonly limit: number;
  /** Milliseconds that the job may take. */
  readonly deadline: number;
  /** Where its step is noted; absent: nowhere. */
  readonly at?: StepCell;
}

/** One result of a step and what follows it, and the orders that gave it. */
export interface OrderResult extends UnitText {
  readonly count: number;
  /** What was chosen the first time, for `schedule: picks ...`. */
  readonly picks: readonly number[];
}

/** All that was seen of one step in which something can be chosen. */
export interface ExploredStep {
  /** In the engine's own order. */
  readonly own: UnitText;
  readonly seen: readonly OrderResult[];
  /** Orders that were run. */
  readonly orders: number;
  /** Whether there is no other order. */
  readonly isComplete: boolean;
}

/** Whether the step could ask for an order itself. */
function takesSchedule(step: Step): boolean {
  const verb = verbNamed(step.verb);
  return verb.tool !== undefined && verb.schedule !== undefined;
}

class OrderExplorer {
  readonly #engine: ScheduledEngine;
  readonly #loop: StepLoop;
  readonly #limit: number;
  readonly #onFound: ((found: ExploredStep) => void) | undefined;

  constructor(
    engine: ScheduledEngine,
    loop: StepLoop,
    limit: number,
    onFound: ((found: ExploredStep) => void) | undefined,
  ) {
    this.#engine = engine;
    this.#loop = loop;
    this.#limit = limit;
    this.#onFound = onFound;
  }

  explore(unit: readonly Step[]): readonly ExploredStep[] {
    const explored: ExploredStep[] = [];
    for (const [index, step] of unit.entries()) {
      const found = takesSchedule(step) ? this.#underEveryOrder(unit.slice(index)) : undefined;
      if (found !== undefined) {
        explored.push(found);
        this.#onFound?.(found);
      }
      const run = runUnit(this.#engine, this.#loop, [step]);
      this.#loop.keep(run.outputs);
      if (run.crash !== undefined) break;
    }
    return explored;
  }

  /** Undefined where nothing can be chosen in the first of the steps. */
  #underEveryOrder(steps: readonly Step[]): ExploredStep | undefined {
    const engine = this.#engine;
    const mark = engine.snapshot();
    const results = new Map<string, OrderResult>();
    let orders = 0;
    let isComplete = true;
    for (const source of everyOrder()) {
      if (orders === this.#limit) {
        isComplete = false;
        break;
      }
      const text = this.#runUnder(source, steps);
      engine.restore(mark);
      orders += 1;
      if (source.picks.length === 0) return undefined;
      const known = results.get(keyOf(text));
      const { count, picks } = known ?? { count: 0, picks: source.picks };
      results.set(keyOf(text), { ...text, count: count + 1, picks });
    }
    const own = unitText(runUnit(engine, this.#loop, steps));
    engine.restore(mark);
    return { own, seen: [...results.values()], orders, isComplete };
  }

  #runUnder(source: RecordedOrder, steps: readonly Step[]): UnitText {
    const sources: ChoiceSource[] = [source];
    this.#engine.setChoices(() => sources.pop());
    try {
      return unitText(runUnit(this.#engine, this.#loop, steps));
    } finally {
      this.#engine.setChoices(undefined);
    }
  }
}

/** Explores all `io` steps of a case, in their order; `onFound` is told of each at once. */
export function exploreOrders(
  { case: testCase, limit, at }: OrdersJob,
  onFound?: (found: ExploredStep) => void,
): readonly ExploredStep[] {
  const engine = scheduledEngine(testCase);
  try {
    const loop = new StepLoop(engine, [], stepMarker(testCase, at));
    const explorer = new OrderExplorer(engine, loop, limit, onFound);
    return unitsOf(testCase.steps).flatMap((unit) => explorer.explore(unit));
  } finally {
    engine.close();
  }
}
