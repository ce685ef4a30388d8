// The step loop: steps one after the other in one world, and the memory of what was printed before
// them. Whoever repeats steps (a step that varies, a schedule that is explored) runs them several
// times from the same place, and keeps one of the runs.
import type { Engine } from '../engines/engine.ts';
import type { StepOutput } from '../golden/transcript.ts';
import type { ImageOptions, Step } from '../verbs/step.ts';
import { verbNamed } from '../verbs/table.ts';
import type { StepResult } from '../verbs/verb.ts';
import type { Failure } from './outcome.ts';
import { runStep } from './run-step.ts';

/** What steps gave, up to their end or to the one that crashed. */
export interface StepsRun {
  readonly outputs: readonly StepOutput[];
  readonly failures: readonly Failure[];
  /** The step that could not end, and what was thrown. */
  readonly crash: { readonly step: Step; readonly cause: unknown } | undefined;
}

/** The text of steps, joined. */
export const textOf = ({ outputs }: Pick<StepsRun, 'outputs'>): string =>
  outputs.map(({ text }) => text).join('');

/** Neighbouring steps with the same unit number. */
export function unitsOf(steps: readonly Step[]): readonly (readonly Step[])[] {
  const units: Step[][] = [];
  for (const step of steps) {
    const last = units.at(-1);
    if (last?.[0]?.unit === step.unit) last.push(step);
    else units.push([step]);
  }
  return units;
}

/**
 * How many steps before a unit its headings look back at. Goldens hold the consequence: behind two
 * steps that print nothing, a heading that begins a unit has no empty line before it.
 */
const STEPS_BEFORE = 2;
/** Characters of the transcript that steps look back at. */
const MEMORY = 2;

/** Runs steps in one world. */
export class StepLoop {
  readonly #engine: Engine;
  readonly #imageOptions: ImageOptions;
  readonly #begin: ((step: Step) => void) | undefined;
  #before: readonly StepOutput[] = [];

  /** `begin` is told each step before it runs. */
  constructor(engine: Engine, imageOptions: ImageOptions, begin?: (step: Step) => void) {
    this.#engine = engine;
    this.#imageOptions = imageOptions;
    this.#begin = begin;
  }

  /** Takes what steps have printed into the memory. */
  keep(outputs: readonly StepOutput[]): void {
    this.#before = [...this.#before, ...outputs].slice(-STEPS_BEFORE);
  }

  /**
   * Runs the steps behind what was kept last, and keeps nothing itself. `visit` is told what each
   * step gave, and ends the run in that step if it throws. Never throws.
   */
  run(steps: readonly Step[], visit?: (result: StepResult, output: StepOutput) => void): StepsRun {
    const outputs: StepOutput[] = [];
    const failures: Failure[] = [];
    let before = textOf({ outputs: this.#before }).slice(-MEMORY);
    for (const step of steps) {
      const { line, title } = step;
      this.#begin?.(step);
      try {
        const result = runStep(this.#engine, step, before, this.#imageOptions);
        const { text, unmet } = result;
        const io = this.#engine.takeWriteLog?.();
        const output: StepOutput = { line, title, text, ...(io !== undefined && { io }) };
        outputs.push(output);
        failures.push(...unmet.map((message) => ({ line, title, message })));
        before = (before + text).slice(-MEMORY);
        visit?.(result, output);
      } catch (cause) {
        return { outputs, failures, crash: { step, cause } };
      }
    }
    return { outputs, failures, crash: undefined };
  }

  /**
   * Marks the place that `steps` will be run from several times. The file that the first of them
   * creates is removed before: large images would be copied again and again.
   */
  mark(steps: readonly Step[]): unknown {
    const [first] = steps;
    const verb = first && verbNamed(first.verb);
    const made = verb?.tool === undefined ? undefined : verb.makes?.(first?.body);
    if (made !== undefined) this.#engine.remove(made);
    return this.#engine.snapshot();
  }
}
