// The crashes of every numbered case: each broken promise is a flaw that QEMU has, too.
import { CRASH_WORDS, crashLines } from '../../report/crash-table.ts';
import { loadBundled } from '../../testing/bundled.ts';
import { testNoNews } from '../../testing/news.ts';
import type * as sources from './crash-job.ts';

const { crashSteps } = (await loadBundled(
  'harness/explore/crashes/crash-job.ts',
)) as typeof sources;

/** Different images of one case, which its steps share, and of each of them at least. */
const IMAGES = 2400;
const LEAST = 16;
/** What the sweep of one step may cost: see oracle/work-budget.ts. */
const WORK = 20_000;

testNoNews({
  run: crashSteps,
  jobOf: (testCase): sources.CrashJob => ({
    kind: 'crashes',
    case: testCase,
    part: 0,
    parts: 1,
    seed: 0,
    distinct: Math.max(LEAST, Math.floor(IMAGES / testCase.steps.length)),
    work: WORK,
    deadline: Infinity,
  }),
  lines: crashLines,
  words: CRASH_WORDS,
  cut: (steps) => steps.filter(({ isCut }) => isCut).length,
});
