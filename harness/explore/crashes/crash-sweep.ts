// The crashes of one step of a case.
import {
  type CrashBudget,
  type CrashSweep,
  type InstrumentedEngine,
  type RecordedRun,
  recordRun,
  sweepRun,
} from '../../crashes/crash-sweep.ts';
import type { StepLoop, StepsRun } from '../../run/step-loop.ts';
import { makesImages, undisturbed } from '../../verbs/run-program.ts';
import type { Step } from '../../verbs/step.ts';

/** A step that has run with a recorder next to the files. */
export type RecordedStep = RecordedRun<StepsRun>;

/** Runs the step, and keeps all that is needed to crash it. */
export const recordStep = (engine: InstrumentedEngine, loop: StepLoop, step: Step): RecordedStep =>
  recordRun(engine, makesImages(step), () => loop.run([undisturbed(step)]));

/** Runs the step and leaves the world as its end leaves it. */
export const sweepCrashes = (
  engine: InstrumentedEngine,
  loop: StepLoop,
  step: Step,
  budget: CrashBudget,
): CrashSweep<StepsRun> => sweepRun(engine, recordStep(engine, loop, step), budget);
