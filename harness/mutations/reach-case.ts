// The entry of the program whose sites are counted: one case, and the sites that it came by.
import { doJob } from '../run/do-job.ts';
import type { Job } from '../run/job.ts';
import type { MutantRun } from './program.ts';
import { SITE_COUNTER } from './sites.ts';

/** `output`: the numbers of the sites as JSON. `subject` is one Job. */
export function judge(subject: unknown): MutantRun {
  const reached = new Set<number>();
  const world = globalThis as unknown as Record<string, unknown>;
  world[SITE_COUNTER] = (number: number) => void reached.add(number);
  doJob(subject as Job, () => 0);
  return { verdict: 'green', output: JSON.stringify([...reached]) };
}
