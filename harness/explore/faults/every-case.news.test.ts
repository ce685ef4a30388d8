// The faults of every numbered case: each broken promise is a flaw that QEMU has, too.
import { FAULT_WORDS, faultLines } from '../../report/fault-table.ts';
import { loadBundled } from '../../testing/bundled.ts';
import { testNoNews } from '../../testing/news.ts';
import type * as sources from './fault-job.ts';

const { failSteps } = (await loadBundled('harness/explore/faults/fault-job.ts')) as typeof sources;

/** Runs of one case, which its steps share, and of each of them at least. */
const RUNS = 2400;
const LEAST = 16;
/** What the sweep of one step may cost: see oracle/work-budget.ts. */
const WORK = 20_000;

testNoNews({
  run: failSteps,
  jobOf: (testCase): sources.FaultJob => ({
    kind: 'faults',
    case: testCase,
    part: 0,
    parts: 1,
    seed: 0,
    distinct: Math.max(LEAST, Math.floor(RUNS / testCase.steps.length)),
    isSpread: true,
    work: WORK,
    deadline: Infinity,
  }),
  lines: faultLines,
  words: FAULT_WORDS,
  cut: (steps) => steps.filter(({ notReached }) => notReached.length > 0).length,
});
