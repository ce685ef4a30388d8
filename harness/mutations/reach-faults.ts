// The entry of the program whose catches are counted: sweeps of faults of one case, and the catches
// that their failing runs came by.
import { failSteps, type FaultJob } from '../explore/faults/fault-job.ts';
import { CATCH_COUNTER } from './catches.ts';
import type { MutantRun } from './program.ts';

/** `output`: the numbers of the catches as JSON. `subject` is one FaultJob. */
export function judge(subject: unknown): MutantRun {
  const reached = new Set<number>();
  const world = globalThis as unknown as Record<string, unknown>;
  world[CATCH_COUNTER] = (number: number) => void reached.add(number);
  failSteps(subject as FaultJob);
  return { verdict: 'green', output: JSON.stringify([...reached]) };
}
