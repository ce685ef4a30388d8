// Every event of blkdebug is met by sweeps of numbered cases, and the I/O behind it fails in one.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ALL_CASES } from '../../cases/selection.ts';
import { selectCases } from '../../cases/suite-folder.ts';
import { missingEvents } from '../../engines/event-tally.ts';
import { eventTable } from '../../report/event-table.ts';
import { loadBundled } from '../../testing/bundled.ts';
import type * as sources from './fault-job.ts';

const root = join(import.meta.dirname, '../../..');
const { failSteps, tallyOf } = (await loadBundled(
  'harness/explore/faults/fault-job.ts',
)) as typeof sources;

/** Few that meet all events; `blkdrill explore --faults --events` shows those of any case. */
const CASES = ['586', '605', '610', '612', '615', '616', '618'];

/** Events that no file hears, and why. */
const UNHEARD = {
  cor_write: 'copy-on-read signals it to the image below it, which is no file',
};

test('sweeps fail the I/O behind each event that somebody emits', { timeout: 120_000 }, () => {
  const cases = selectCases(root, { ...ALL_CASES, words: CASES });
  const steps = cases.flatMap((testCase) =>
    failSteps({
      kind: 'faults',
      case: testCase,
      part: 0,
      parts: 1,
      seed: 0,
      distinct: 80,
      deadline: Infinity,
    }),
  );
  const tally = tallyOf(steps);
  expect(missingEvents(tally), eventTable(tally, 'sweep').join('\n')).toEqual(Object.keys(UNHEARD));
});
