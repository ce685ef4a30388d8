// Faults of a numbered case, and the words that replay one of them.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ALL_CASES } from '../../cases/selection.ts';
import { selectCases } from '../../cases/suite-folder.ts';
import { loadBundled } from '../../testing/bundled.ts';
import type * as sources from './fault-job.ts';
import { faultTokenOf, parseFaultToken } from './fault-token.ts';
import type { NthFault } from '../../faults/fault.ts';

const root = join(import.meta.dirname, '../../..');
const { failSteps, replayFaultOf } = (await loadBundled(
  'harness/explore/faults/fault-job.ts',
)) as typeof sources;

const [MERGED_COPIES] = selectCases(root, { ...ALL_CASES, words: ['500'] });

test('ten thousand fault points of a case break no promise that QEMU keeps', () => {
  if (MERGED_COPIES === undefined) throw new Error('there is no case 500');
  const job = { kind: 'faults', case: MERGED_COPIES, part: 0, parts: 1, seed: 0 } as const;
  const steps = failSteps({ ...job, distinct: 160, deadline: Infinity });
  const points = steps.reduce((sum, { states }) => sum + states, 0);
  expect(points).toBeGreaterThan(10_000);
  const classes = steps.flatMap((step) => step.classes);
  const news = classes.filter(({ known }) => known === undefined);
  expect(news.map(({ name, token }) => `${name}: ${token}`)).toEqual([]);
  const [first] = classes;
  const token = parseFaultToken(first?.token ?? '');
  if (first === undefined || token === undefined) throw new Error('no class has a token');
  const story = replayFaultOf(MERGED_COPIES, token.step, token.fault);
  expect(story?.violations).toEqual(first.violations);
  expect(story?.failed.length).toBeGreaterThan(0);
}, 120_000);

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
