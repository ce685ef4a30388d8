// Every case on our own engine, in this process: goldens and write logs hold, and a second run does
// the same I/O. The engine is bundled as in the programs, but for coverage, which looks at sources.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BLKDEBUG_EVENTS } from '../../engine/index.ts';
import type { TestCase } from '../cases/types.ts';
import { emitterOf, EventTally, missingEvents } from '../engines/event-tally.ts';
import { readGolden, readWriteLog } from '../golden/golden-folder.ts';
import { allCases } from '../testing/all-cases.ts';
import { loadBundled } from '../testing/bundled.ts';
import * as sources from './do-job.ts';
import { type CaseRun, transcriptOf } from './outcome.ts';

const root = join(import.meta.dirname, '../..');
const { doJob } = process.env['BLKDRILL_COVERAGE']
  ? sources
  : ((await loadBundled('harness/run/do-job.ts')) as typeof sources);
const cases = allCases().filter(({ engines }) => engines.includes('native'));

/** What the first runs have met, and whose runs that were. */
const tally = new EventTally();
const counted = new Set<TestCase>();

/**
 * Bytes of a write log above which a case runs once. The log is what another process did on another
 * day and machine, so that meeting it says more of writes, flushes and errors than a second run in
 * this process would. What only a second run tells are reads and events: cases that do little by
 * their log, three of five, are compared in those as well; \`suite --twice\`, which is part of
 * .ci/run, compares all.
 */
const MAX_LOG_OF_TWO_RUNS = 2048;

interface Expected {
  readonly golden: string | undefined;
  readonly writeLog: string | undefined;
}

const expectedOf = ({ number }: TestCase): Expected => ({
  golden: readGolden(root, number),
  writeLog: readWriteLog(root, number),
});

const runsTwice = ({ writeLog = '' }: Expected): boolean => writeLog.length <= MAX_LOG_OF_TWO_RUNS;

function run(testCase: TestCase, expected: Expected): CaseRun {
  const { golden, writeLog } = expected;
  const job = {
    kind: 'case' as const,
    case: testCase,
    golden,
    writeLog: { text: writeLog },
    engine: { name: 'native', setup: undefined },
    imageOptions: [],
    keepsTrace: runsTwice(expected) || testCase.steps.some(({ needs }) => needs.includes('trace')),
    deadline: 300_000,
  };
  if (counted.has(testCase)) return doJob(job, () => 0).run;
  counted.add(testCase);
  return doJob(job, () => 0, tally).run;
}

test.each(cases)('$slug meets its golden and does the same I/O twice', (testCase) => {
  const expected = expectedOf(testCase);
  const first = run(testCase, expected);
  expect(first.crash).toBeUndefined();
  expect(first.failures).toEqual([]);
  expect(first.writeLog).toEqual({ state: 'equal' });
  expect(transcriptOf(first)).toBe(expected.golden);
  if (!runsTwice(expected)) return;
  expect(first.traceDigest).toBeDefined();
  expect(run(testCase, expected).traceDigest).toBe(first.traceDigest);
});

test('cases run a second time unless their write log is long', () => {
  const twice = cases.filter((testCase) => runsTwice(expectedOf(testCase)));
  expect(twice.length).toBeGreaterThan(cases.length / 2);
});

// The suites reach every event that our engine emits, and fail a request at each of them. Cases
// that were not asked for above run here.
test('no event passes by without a fault', () => {
  for (const testCase of cases) if (!counted.has(testCase)) run(testCase, expectedOf(testCase));
  expect(missingEvents(tally)).toEqual([]);
  const never = BLKDEBUG_EVENTS.filter((event) => emitterOf(event) === 'nobody');
  expect(never.filter((event) => tally.reached.has(event))).toEqual([]);
}, 600_000);
