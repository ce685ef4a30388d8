// Which cases come by which places of the engine, and how long each takes here: what a change is
// tried on, the quickest first.
import type { TestCase } from '../cases/types.ts';
import { jobOf } from './jobs.ts';
import type { MutantRun } from './program.ts';
import { type ChangedRun, Mutants } from './run.ts';

/** A case that comes by a place, and the milliseconds that it takes here. */
export interface TimedCase {
  readonly testCase: TestCase;
  readonly took: number;
}

/** The same, with the numbers of the places that it comes by. */
export interface ReachingCase extends TimedCase {
  readonly reached: ReadonlySet<number>;
}

/** Milliseconds that a run of one case may take where nothing is wrong. */
const DEADLINE = 300_000;

/**
 * Runs all cases, two at a time, with sources in the text of `changed`, which count the places that
 * they come by; the quickest is first. Throws Error where a case is red.
 */
export async function timeCases(
  cases: readonly TestCase[],
  changed: ReadonlyMap<string, string>,
): Promise<readonly ReachingCase[]> {
  const program = await Mutants.of('harness/mutations/reach-case.ts', DEADLINE, changed);
  try {
    const timed: ReachingCase[] = [];
    const waiting = cases.values();
    const lane = async (): Promise<void> => {
      for (const testCase of waiting) {
        const began = performance.now();
        const { verdict, output } = await program.rehearse(jobOf(testCase));
        if (verdict !== 'green') throw new Error(`${testCase.slug}: ${output}`);
        const reached = new Set(JSON.parse(output) as number[]);
        timed.push({ testCase, reached, took: performance.now() - began });
      }
    };
    await Promise.all([lane(), lane()]);
    return timed.sort((a, b) => a.took - b.took);
  } finally {
    program.close();
  }
}

/** Milliseconds of cases that are run together first: most changes need no more. */
const FIRST = 200;

/** The quickest cases, and the others. */
function inTwoParts(timed: readonly TimedCase[]): readonly (readonly TimedCase[])[] {
  let sum = 0;
  const count = timed.findIndex(({ took }) => (sum += took) > FIRST) + 1;
  const first = count === 0 ? timed.length : count;
  return [timed.slice(0, first), timed.slice(first)].filter((part) => part.length > 0);
}

/** What the cases say of the changed source, up to the first that is red; green without a case. */
export async function verdictOf(
  mutants: Mutants,
  change: Omit<ChangedRun, 'deadline'>,
  timed: readonly TimedCase[],
): Promise<Pick<MutantRun, 'verdict' | 'output'>> {
  for (const part of inTwoParts(timed)) {
    // An endless loop is red: so long no case takes that ends.
    const deadline = 10_000 + 20 * part.reduce((sum, { took }) => sum + took, 0);
    const jobs = part.map(({ testCase }) => jobOf(testCase));
    const run = await mutants.runChanged(jobs, { ...change, deadline });
    if (run.verdict !== 'green') return run;
  }
  return { verdict: 'green', output: '' };
}
