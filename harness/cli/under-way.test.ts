// What jobs have found before they are done: kept by cases, and forgotten with them.
import { expect, test, vi } from 'vitest';
import { loadCase } from '../cases/load.ts';
import type { TestCase } from '../cases/types.ts';
import { interruptedText, UnderWay } from './under-way.ts';

function caseOf(number: string): TestCase {
  const text = 'purpose: p\nsteps: [check, check, check]\n';
  const result = loadCase(`suites/${number}-x.yaml`, text);
  if ('problems' in result) throw new Error(result.problems.join('\n'));
  return result.loaded;
}

test('parts of one case are put together, in the order of the steps', () => {
  const one = caseOf('601');
  const underWay = new UnderWay<{ step: number }>([{ case: one }, { case: one }]);
  underWay.add(1, { step: 2 });
  underWay.add(0, { step: 1 });
  underWay.add(0, { step: 3 });
  expect([...underWay.cut()]).toEqual([[one, [{ step: 1 }, { step: 2 }, { step: 3 }]]]);
  underWay.end(one);
  expect([...underWay.cut()]).toEqual([]);
  underWay.progress.end();
});

test('where it is names the case and the step, and which of several cases it is', () => {
  const [one, two] = [caseOf('601'), caseOf('602')];
  const told: string[] = [];
  const at = (jobs: readonly { case: TestCase }[]): void => {
    const underWay = new UnderWay<{ step: number }>(jobs);
    vi.spyOn(underWay.progress, 'at').mockImplementation((text) => void told.push(text));
    underWay.begin(jobs.length - 1);
    underWay.add(jobs.length - 1, { step: 2 });
    underWay.progress.end();
  };
  at([{ case: one }, { case: one }]);
  at([{ case: one }, { case: two }]);
  expect(told).toEqual([
    '601-x',
    '601-x, step 2 of 3 done',
    '2 of 2: 602-x',
    '2 of 2: 602-x, step 2 of 3 done',
  ]);
});

test('the sum says how many cases are done', () => {
  expect(interruptedText(0, 1)).toBe('interrupted: 0 of 1 case done');
  expect(interruptedText(2, 5)).toBe('interrupted: 2 of 5 cases done');
});
