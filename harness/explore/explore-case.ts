// The schedule explorer: runs the units of a case under many schedules, each from the same state,
// and collects what they print. A unit is one combination of a matrix, or neighbouring steps
// outside of one.
import { RecordedOrder, seededOrder } from '../../engine/index.ts';
import type { Case, Step } from '../cases/types.ts';
import type { Engine } from '../engines/engine.ts';
import type { StepOutput } from '../golden/transcript.ts';
import { unitsOf } from '../run/run-case.ts';
import { runStep } from '../run/run-step.ts';
import { type ScheduledEngine, scheduledEngine } from './scheduled-engine.ts';

/** Some schedules of one case; plain data, as workers are told it. */
export interface ExploreJob {
  readonly case: Case;
  readonly seeds: readonly number[];
  /** Milliseconds that the job may take. */
  readonly deadline: number;
}

/** What a unit printed, step by step. */
export interface UnitText {
  readonly outputs: readonly StepOutput[];
  /** Promises that did not hold, and what crashed. */
  readonly broken: readonly string[];
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
export const keyOf = ({ outputs, broken }: UnitText): string =>
  [...outputs.map(({ text }) => text), ...broken].join('\0');

/** Runs the steps; a step that crashes is the last. */
export function runUnit(
  engine: Engine,
  steps: readonly Step[],
  before: string,
): UnitText & { readonly hasCrashed: boolean } {
  const outputs: StepOutput[] = [];
  const broken: string[] = [];
  let hasCrashed = false;
  engine.takeTrace?.();
  let text = before;
  for (const step of steps) {
    const { line, title } = step;
    try {
      const result = runStep(engine, step, text, []);
      outputs.push({ line, title, text: result.text });
      broken.push(...result.broken.map((what) => `${line}: ${title}: ${what}`));
      text += result.text;
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      outputs.push({ line, title, text: '' });
      broken.push(`${line}: ${title}: crashed: ${error.message}`);
      hasCrashed = true;
      break;
    }
  }
  return { outputs, broken, hasCrashed };
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
  readonly #seeds: readonly number[];
  #before = '';

  constructor(engine: ScheduledEngine, seeds: readonly number[]) {
    this.#engine = engine;
    this.#seeds = seeds;
  }

  explore(steps: readonly Step[]): ExploredUnit {
    const engine = this.#engine;
    // What the unit makes anew need not be kept: large images would be copied again and again.
    const first = steps[0];
    if (first?.verb === 'create') engine.remove(first.image);
    const mark = engine.snapshot();
    const seen: SeenResult[] = [];
    for (const [index, seed] of this.#seeds.entries()) {
      const { hasChosen, text } = this.#runUnder(seed, steps);
      engine.restore(mark);
      // Where nothing was to be chosen, nothing ever is.
      const count = hasChosen ? 1 : this.#seeds.length - index;
      seen.push({ ...text, count, seed });
      if (!hasChosen) break;
    }
    engine.setChoices(undefined);
    const own = runUnit(engine, steps, this.#before);
    this.#before =
      own.outputs
        .map(({ text }) => text)
        .join('')
        .slice(-2) || this.#before;
    return { own, seen: mergeSeen(seen) };
  }

  #runUnder(seed: number, steps: readonly Step[]): { hasChosen: boolean; text: UnitText } {
    const sources: RecordedOrder[] = [];
    this.#engine.setChoices(() => {
      const source = new RecordedOrder(seededOrder(seed));
      sources.push(source);
      return source;
    });
    const text = runUnit(this.#engine, steps, this.#before);
    return { hasChosen: sources.some(({ picks }) => picks.length > 0), text };
  }
}

/** Explores a case by units; each begins where the one before ends without a schedule. */
export function exploreCase({ case: found, seeds }: ExploreJob): readonly ExploredUnit[] {
  const engine = scheduledEngine(found);
  try {
    const explorer = new Explorer(engine, seeds);
    return unitsOf(found.steps).map((steps) => explorer.explore(steps));
  } finally {
    engine.close();
  }
}
