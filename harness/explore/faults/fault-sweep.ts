// The faults of one step of a case.
import type { InstrumentedEngine } from '../../crashes/crash-sweep.ts';
import {
  type FaultBudget,
  type FaultSweep,
  noSweep,
  stepToSweep,
  sweepFaults as sweepStep,
} from '../../faults/fault-sweep.ts';
import type { StepLoop, StepsRun } from '../../run/step-loop.ts';
import { undisturbed } from '../../verbs/run-program.ts';
import type { Step } from '../../verbs/step.ts';

/** What the step printed, run to its end without a fault, and what its faults showed. */
export type StepFaultSweep = FaultSweep & { readonly run: StepsRun };

/** Runs the step and leaves the world as its end leaves it. */
export function sweepFaults(
  engine: InstrumentedEngine,
  loop: StepLoop,
  step: Step,
  budget: FaultBudget,
): StepFaultSweep {
  const swept = stepToSweep(engine, step);
  const run = loop.run([undisturbed(step)]);
  const sweep =
    run.crash === undefined ? sweepStep(swept, budget) : noSweep('it crashes without a fault');
  return { ...sweep, run };
}
