// Faults of numbered cases: nothing breaks but what real QEMU breaks, too, every event of blkdebug
// is met and the I/O behind it fails, and words replay what was found.
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { ALL_CASES } from '../../cases/selection.ts';
import { selectCases } from '../../cases/suite-folder.ts';
import { missingEvents } from '../../engines/event-tally.ts';
import type { NthFault } from '../../faults/fault.ts';
import { eventTable } from '../../report/event-table.ts';
import { loadBundled } from '../../testing/bundled.ts';
import type * as sources from './fault-job.ts';
import { faultTokenOf, parseFaultToken } from './fault-token.ts';

const root = join(import.meta.dirname, '../../..');
const { failSteps, replayFaultOf, tallyOf } = (await loadBundled(
  'harness/explore/faults/fault-job.ts',
)) as typeof sources;

/** Faults of each step. */
const DISTINCT = 90;
/** Copies that became one I/O: most of the faults, as they are quick. */
const MERGED_COPIES = '500';
/** Few that meet all events; `blkdrill explore --faults --events` shows those of any case. */
const WITH_ALL_EVENTS = ['586', '605', '610', '612', '615', '616', '618'];

/** Events that no file hears, and why. */
const UNHEARD = {
  cor_write: 'copy-on-read signals it to the image below it, which is no file',
};

const cases = selectCases(root, { ...ALL_CASES, words: [MERGED_COPIES, ...WITH_ALL_EVENTS] });
let steps: ReturnType<typeof failSteps>[] = [];

beforeAll(() => {
  const common = { kind: 'faults', part: 0, parts: 1, seed: 0, distinct: DISTINCT } as const;
  steps = cases.map((testCase) => failSteps({ ...common, case: testCase, deadline: Infinity }));
}, 240_000);

test('ten thousand fault points of a case break no promise that QEMU keeps', () => {
  const points = steps.flat().reduce((sum, { states }) => sum + states, 0);
  expect(points).toBeGreaterThan(10_000);
  const classes = steps.flat().flatMap((step) => step.classes);
  const news = classes.filter(({ known }) => known === undefined);
  expect(news.map(({ name, token }) => `${name}: ${token}`)).toEqual([]);
  const [testCase] = cases;
  const [first] = steps[0]?.flatMap((step) => step.classes) ?? [];
  const token = parseFaultToken(first?.token ?? '');
  if (testCase === undefined || first === undefined || token === undefined)
    throw new Error('no class has a token');
  const story = replayFaultOf(testCase, token.step, token.fault);
  expect(story?.violations).toEqual(first.violations);
  expect(story?.failed.length).toBeGreaterThan(0);
});

test('sweeps fail the I/O behind each event that somebody emits', () => {
  const tally = tallyOf(steps.flat());
  expect(missingEvents(tally), eventTable(tally, 'sweep').join('\n')).toEqual(Object.keys(UNHEARD));
});

test('tokens of faults are read as they are written, and nothing else is', () => {
  const fault: NthFault = {
    kind: 'nth',
    at: 7,
    of: 'space',
    errno: 28,
    times: 'sticky',
    written: 512,
    ending: 'repeat',
    second: { at: 9, errno: 5 },
  };
  const text = faultTokenOf('121', 17, fault);
  expect(text).toBe('121/17/fault/space=7/errno=28/times=0/written=512/repeat/then=9:5');
  expect(parseFaultToken(text)).toEqual({ number: '121', step: 17, fault });
  const { second: _second, ...single } = { ...fault, times: 2 };
  const other = faultTokenOf('121', 17, single);
  expect(parseFaultToken(other)?.fault).toEqual(single);
  const untilOpened: NthFault = { ...single, times: 'reopen', ending: 'reopen' };
  expect(parseFaultToken(faultTokenOf('121', 17, untilOpened))?.fault).toEqual(untilOpened);
  for (const wrong of ['', '121/17/fault', `${text}x`, text.replace('space', 'time')]) {
    expect(parseFaultToken(wrong)).toBeUndefined();
  }
});
