// Tests that sweep every numbered case: one for each, red where a promise breaks that QEMU keeps,
// and at the end the list of what was judged.
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ALL_CASES } from '../cases/selection.ts';
import { selectCases } from '../cases/suite-folder.ts';
import type { TestCase } from '../cases/types.ts';
import { canBeSwept } from '../explore/instrumented-engine.ts';
import type { SweepJob } from '../explore/sweep-steps.ts';
import { newsOf, sweepSums, sweepSumText } from '../report/sweep-table.ts';

type Step = Parameters<typeof sweepSums>[0][number] & { readonly step: number };

/** One kind of sweep. */
interface NewsSweep<J extends SweepJob, S extends Step> {
  readonly run: (job: J) => readonly S[];
  readonly jobOf: (testCase: TestCase) => J;
  /** What a user is told of the steps. */
  readonly lines: (testCase: TestCase, steps: readonly S[]) => readonly string[];
  readonly words: Parameters<typeof sweepSumText>[1];
  /** Numbers of the steps of which the budget left something out. */
  readonly cut: (steps: readonly S[]) => number;
}

/** Adds the tests to the file that calls it. */
export function testNoNews<J extends SweepJob, S extends Step>(sweep: NewsSweep<J, S>): void {
  const judged: string[] = [];
  const all: S[] = [];
  const cases = selectCases(join(import.meta.dirname, '../..'), ALL_CASES).filter(canBeSwept);
  test.each(cases.map((one) => [one.slug, one] as const))('%s has no news', (slug, testCase) => {
    const steps = sweep.run(sweep.jobOf(testCase));
    all.push(...steps);
    const cut = sweep.cut(steps);
    const left = cut === 0 ? '' : `; ${cut} of ${steps.length} steps are not swept whole`;
    judged.push(`${slug}: ${sweepSumText(sweepSums(steps), sweep.words)}${left}`);
    const news = newsOf(steps);
    expect(news.length === 0 ? [] : sweep.lines(testCase, news)).toEqual([]);
  });
  afterAll(() => {
    const sum = `${judged.length} cases: ${sweepSumText(sweepSums(all), sweep.words)}`;
    process.stdout.write(`${[...judged, sum].join('\n')}\n`);
  });
}
