// Every case on our own engine, in this process: the goldens hold, and twice the same run does the
// same I/O. The engine is bundled as in the programs, but for coverage, which looks at sources.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BLKDEBUG_EVENTS } from '../../engine/index.ts';
import { ALL_CASES } from '../cases/selection.ts';
import { selectCases } from '../cases/suite-folder.ts';
import type { TestCase } from '../cases/types.ts';
import { emitterOf, EventTally, missingEvents } from '../engines/event-tally.ts';
import { readGolden, readWriteLog } from '../golden/golden-folder.ts';
import { loadBundled } from '../testing/bundled.ts';
import * as sources from './do-job.ts';
import { type CaseRun, transcriptOf } from './outcome.ts';

const root = join(import.meta.dirname, '../..');
const { doJob } = process.env['BLKDRILL_COVERAGE']
  ? sources
  : ((await loadBundled('harness/run/do-job.ts')) as typeof sources);
const cases = selectCases(root, ALL_CASES).filter(({ engines }) => engines.includes('native'));

/** What the first runs have met, and whose runs that were. */
const tally = new EventTally();
const counted = new Set<TestCase>();

function run(found: TestCase): CaseRun {
  const job = {
    kind: 'case' as const,
    case: found,
    golden: readGolden(root, found.number),
    writeLog: { text: readWriteLog(root, found.number) },
    engine: { name: 'native', setup: undefined },
    imageOptions: [],
    keepsTrace: true,
    deadline: 300_000,
  };
  if (counted.has(found)) return doJob(job, () => 0).run;
  counted.add(found);
  return doJob(job, () => 0, tally).run;
}

test.each(cases)('$slug meets its golden and does the same I/O twice', (found) => {
  const first = run(found);
  expect(first.crash).toBeUndefined();
  expect(first.failures).toEqual([]);
  expect(first.writeLog).toEqual({ state: 'equal' });
  expect(transcriptOf(first)).toBe(readGolden(root, found.number));
  expect(run(found).traceDigest).toBe(first.traceDigest);
});

// The suites reach every event that our engine emits, and fail a request at each of them. Cases
// that were not asked for above run here.
test('no event passes by without a fault', () => {
  for (const found of cases) if (!counted.has(found)) run(found);
  expect(missingEvents(tally)).toEqual([]);
  const never = BLKDEBUG_EVENTS.filter((event) => emitterOf(event) === 'nobody');
  expect(never.filter((event) => tally.reached.has(event))).toEqual([]);
}, 600_000);
