// Crashes of numbered cases: nothing breaks but what real QEMU breaks, too, and that is found.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ALL_CASES } from '../../cases/selection.ts';
import { selectCases } from '../../cases/suite-folder.ts';
import { loadBundled } from '../../testing/bundled.ts';
import type * as sources from './crash-job.ts';

const root = join(import.meta.dirname, '../../..');
const { crashSteps } = (await loadBundled(
  'harness/explore/crashes/crash-job.ts',
)) as typeof sources;

/** Quick ones of many kinds: chains, dirty images, subclusters, requests that meet. */
const CASES = ['024', '039', '046', '066', '583', '585', '586', '590', '580', '642'];

test('ten thousand states and more of numbered cases break no promise that QEMU keeps', () => {
  const found = CASES.flatMap((word) => {
    const [testCase] = selectCases(root, { ...ALL_CASES, words: [word] });
    if (testCase === undefined) throw new Error(`there is no case ${word}`);
    const job = { kind: 'crashes', case: testCase, part: 0, parts: 1, seed: 0 } as const;
    return crashSteps({ ...job, distinct: 400, deadline: Infinity });
  });
  const states = found.reduce((sum, step) => sum + step.states, 0);
  expect(states).toBeGreaterThan(10_000);
  const classes = found.flatMap((step) => step.classes);
  const news = classes.filter(({ known }) => known === undefined);
  expect(news.map(({ name, token }) => `${name}: ${token}`)).toEqual([]);
  const shown = new Set(classes.flatMap(({ known = [] }) => known.map((flaw) => flaw.case)));
  expect([...shown].sort()).toEqual([530, 580, 583, 585, 586, 590, 642]);
}, 120_000);
