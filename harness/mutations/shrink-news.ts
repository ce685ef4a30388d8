// The entry of a program whose mutations make findings to cut down: what a case shows on an engine
// with a mistake in it, and on no other, is shrunk on that engine.
import { type Shrunk, shrinkSample } from '../bench/shrink-sizes.ts';
import type { TestCase } from '../cases/types.ts';
import { crashSteps } from '../explore/crashes/crash-job.ts';
import { failSteps } from '../explore/faults/fault-job.ts';
import type { MutantRun } from './program.ts';

/** A case, its text, and the steps of it that are swept. */
export interface NewsSubject {
  readonly case: TestCase;
  readonly text: string;
  readonly only: readonly number[];
}

const BOUNDS = { part: 0, parts: 1, seed: 0, distinct: 60, work: 6000, deadline: Infinity };

/** The token of the first broken promise that no known flaw explains. */
function newsOf({ case: testCase, only }: NewsSubject): string | undefined {
  const job = { ...BOUNDS, case: testCase, only };
  const sweeps = [
    () => crashSteps({ ...job, kind: 'crashes' }),
    () => failSteps({ ...job, kind: 'faults', isSpread: true }),
  ];
  for (const sweep of sweeps) {
    const classes = sweep().flatMap((step) => [...step.classes]);
    const news = classes.find(({ known }) => known === undefined);
    if (news !== undefined) return news.token;
  }
  return undefined;
}

/** What is printed of a red run. */
export const shrunkOf = (output: string): Shrunk => JSON.parse(output) as Shrunk;

/** Red where there is news; `output` is then a Shrunk, as JSON. `subject` is a NewsSubject. */
export function judge(subject: unknown): MutantRun {
  const given = subject as NewsSubject;
  const token = newsOf(given);
  if (token === undefined) return { verdict: 'green', output: '' };
  const shrunk = shrinkSample({ source: 'mutation', token, text: given.text });
  return { verdict: 'red', output: JSON.stringify(shrunk) };
}
