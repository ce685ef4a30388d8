// The entry of the program whose catches are counted: sweeps of faults of some steps of one case,
// and the catches that their runs came by.
import { sweepFaults } from '../explore/faults/fault-sweep.ts';
import { type SweepJob, sweepSteps } from '../explore/sweep-steps.ts';
import { CATCH_COUNTER } from './catches.ts';
import type { MutantRun } from './program.ts';

/** Pairs of faults of one step; what files are good for later is not asked. */
const EXTENT = { pairs: 8, laters: 0 };

/** `output`: the numbers of the catches as JSON. `subject` is one SweepJob. */
export function judge(subject: unknown): MutantRun {
  const job = subject as SweepJob;
  const reached = new Set<number>();
  const world = globalThis as unknown as Record<string, unknown>;
  let isSwept = false;
  world[CATCH_COUNTER] = (number: number) => isSwept && reached.add(number);
  sweepSteps(job, ({ engine, loop, step, drawsOf }) => {
    isSwept = true;
    const budget = { ...EXTENT, runs: job.distinct, random: drawsOf(' faults'), work: job.work };
    const { run } = sweepFaults(engine, loop, step, budget);
    isSwept = false;
    return { run, found: undefined };
  });
  return { verdict: 'green', output: JSON.stringify([...reached]) };
}
