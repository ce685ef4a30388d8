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
import { underOrder } from '../../engines/under-order.ts';
import { orderOf, type Ordering } from '../../orders/picks.ts';
import { withoutSchedule } from '../../verbs/io.ts';
import { makesImages, undisturbed, unharmed } from '../../verbs/run-program.ts';
import type { Step } from '../../verbs/step.ts';

/** A step that has run with a recorder next to the files. */
export type RecordedStep = RecordedRun<StepsRun>;

/**
 * Runs the step, and keeps all that is needed to crash it. With an order its I/Os end as that
 * says, whatever the step itself asks for.
 */
export function recordStep(
  engine: InstrumentedEngine,
  loop: StepLoop,
  step: Step,
  order?: Ordering,
): RecordedStep {
  const plain = undisturbed(order === undefined ? step : withoutSchedule(step));
  const calm = unharmed(plain);
  const run = (what: Step): StepsRun => underOrder(engine, orderOf(order), () => loop.run([what]));
  return recordRun(engine, {
    go: () => run(plain),
    makesImages: makesImages(step),
    goUnharmed: calm && (() => run(calm)),
  });
}

/** Runs the step and leaves the world as its end leaves it. */
export const sweepCrashes = (
  engine: InstrumentedEngine,
  loop: StepLoop,
  step: Step,
  budget: CrashBudget,
): CrashSweep<StepsRun> => sweepRun(engine, recordStep(engine, loop, step), budget);
