// The schedule explorer: runs the units of a case under many schedules, each from the same state,
// and collects what they print. A unit is one combination of a matrix, or neighbouring steps
// outside of one.
import { RecordedOrder, seededOrder } from '../../../engine/index.ts';
import type { TestCase } from '../../cases/types.ts';
import type { Engine } from '../../engines/engine.ts';
import type { StepOutput } from '../../golden/transcript.ts';
import type { StepCell } from '../../host/step-cell.ts';
import { StepLoop, type StepsRun, unitsOf } from '../../run/step-loop.ts';
import { stepMarker } from '../../run/step-place.ts';
import type { Step } from '../../verbs/step.ts';
import { type ScheduledEngine, scheduledEngine } from './scheduled-engine.ts';

/** Some schedules of one case; plain data, as workers are told it. */
export interface ExploreJob {
  readonly kind: 'schedules';
  readonly case: TestCase;
  readonly seeds: readonly number[];
  /** Milliseconds that the job may take. */
  readonly deadline: number;
  /** Where its step is noted; absent: nowhere. */
  readonly at?: StepCell;
}

/** What a unit printed, step by step. */
export interface UnitText {
  readonly outputs: readonly StepOutput[];
  /** Expectations that were not met, and what crashed. */
  readonly unmet: readonly string[];
}

/** One result of a unit, and the schedules that gave it. */
export interface SeenResult extends UnitText {
  readonly count: number;
  /** The lowest seed among them. */
  readonly seed: number;
}

/** All that was seen of one unit. */
export interface ExploredUnit {
  /** Without a schedule. */
  readonly own: UnitText;
  /** Under schedules, in no order. */
  readonly seen: readonly SeenResult[];
}

/** What makes two results one. */
export const keyOf = ({ outputs, unmet }: UnitText): string =>
  [...outputs.map(({ text }) => text), ...unmet].join('\0');

/** What a run of the loop printed, as it is compared. */
export function unitText({ outputs, failures, crash }: StepsRun): UnitText {
  const unmet = failures.map(({ line, title, message }) => `${line}: ${title}: ${message}`);
  if (crash === undefined) return { outputs, unmet };
  const { line, title } = crash.step;
  if (!(crash.cause instanceof Error)) throw crash.cause;
  return {
    outputs: [...outputs, { line, title, text: '' }],
    unmet: [...unmet, `${line}: ${title}: crashed: ${crash.cause.message}`],
  };
}

/** Runs steps behind what the loop has kept, with nothing in the trace of what came before. */
export function runUnit(engine: Engine, loop: StepLoop, steps: readonly Step[]): StepsRun {
  engine.takeTrace?.();
  return loop.run(steps);
}

/** Sums up results that are equal. */
export function mergeSeen(results: readonly SeenResult[]): readonly SeenResult[] {
  const merged = new Map<string, SeenResult>();
  for (const result of results) {
    const known = merged.get(keyOf(result));
    const count = result.count + (known?.count ?? 0);
    const seed = Math.min(result.seed, known?.seed ?? result.seed);
    merged.set(keyOf(result), { ...result, count, seed });
  }
  return [...merged.values()];
}

class Explorer {
  readonly #engine: ScheduledEngine;
  readonly #loop: StepLoop;
  readonly #seeds: readonly number[];

  constructor(engine: ScheduledEngine, loop: StepLoop, seeds: readonly number[]) {
    this.#engine = engine;
    this.#loop = loop;
    this.#seeds = seeds;
  }

  explore(steps: readonly Step[]): ExploredUnit {
    const engine = this.#engine;
    const mark = this.#loop.mark(steps);
    const seen: SeenResult[] = [];
    for (const [index, seed] of this.#seeds.entries()) {
      const { hasChosen, text } = this.#runUnder(seed, steps);
      engine.restore(mark);
      // A unit without choices in its first run has none under any schedule.
      const count = hasChosen ? 1 : this.#seeds.length - index;
      seen.push({ ...text, count, seed });
      if (!hasChosen) break;
    }
    engine.setChoices(undefined);
    const own = runUnit(engine, this.#loop, steps);
    this.#loop.keep(own.outputs);
    return { own: unitText(own), seen: mergeSeen(seen) };
  }

  #runUnder(seed: number, steps: readonly Step[]): { hasChosen: boolean; text: UnitText } {
    const sources: RecordedOrder[] = [];
    this.#engine.setChoices(() => {
      const source = new RecordedOrder(seededOrder(seed));
      sources.push(source);
      return source;
    });
    const text = unitText(runUnit(this.#engine, this.#loop, steps));
    return { hasChosen: sources.some(({ picks }) => picks.length > 0), text };
  }
}

/** Explores a case by units; each begins where the one before ends without a schedule. */
export function exploreCase({ case: testCase, seeds, at }: ExploreJob): readonly ExploredUnit[] {
  const engine = scheduledEngine(testCase);
  try {
    const loop = new StepLoop(engine, [], stepMarker(testCase, at));
    const explorer = new Explorer(engine, loop, seeds);
    return unitsOf(testCase.steps).map((steps) => explorer.explore(steps));
  } finally {
    engine.close();
  }
}
