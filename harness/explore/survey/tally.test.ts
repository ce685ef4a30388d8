// What is still to be judged, by feature.
import { expect, test } from 'vitest';
import { loadCase } from '../../cases/load.ts';
import type { TestCase } from '../../cases/types.ts';
import { FEATURES } from './step-features.ts';
import { type Goal, Tally } from './tally.ts';

function caseOf(...steps: readonly string[]): TestCase {
  const text = `purpose: p\nsteps:\n${steps.map((step) => `  - ${step}\n`).join('')}`;
  const result = loadCase('suites/699-x.yaml', text);
  if ('problems' in result) throw new Error(result.problems.join('\n'));
  return result.loaded;
}

const DISCARD = caseOf('create: 1M', 'io: discard 0 64k', 'io: write 0 4k');
const goal = (total: number, perFeature: number): Goal => ({
  total: { states: total, points: total },
  perFeature,
});

test('all steps count while the total is short, then those about a feature that is', () => {
  const tally = new Tally(goal(10, 20));
  expect(tally.lackingSteps(DISCARD, 'states')).toEqual([1, 2, 3]);
  tally.add(DISCARD, 'states', [{ step: 3, judged: 10 }]);
  expect(tally.lackingSteps(DISCARD, 'states')).toEqual([2]);
  expect(tally.lackingSteps(DISCARD, 'points')).toEqual([1, 2, 3]);
  tally.add(DISCARD, 'states', [{ step: 2, judged: 20 }]);
  expect(tally.of('discard')).toEqual({ states: 20, points: 0 });
  expect(tally.lackingSteps(DISCARD, 'states')).toEqual([]);
});

test('it is enough where totals and features are', () => {
  const tally = new Tally(goal(10, 1));
  expect(tally.isEnough).toBe(false);
  for (const what of ['states', 'points'] as const) {
    tally.add(DISCARD, what, [{ step: 1, judged: 10 }]);
  }
  expect(tally.isEnough).toBe(false);
  expect(new Tally(goal(0, 0)).isEnough).toBe(true);
  const bare = new Tally(goal(10, 0));
  bare.add(DISCARD, 'states', [{ step: 1, judged: 10 }]);
  expect(bare.isEnough).toBe(false);
  bare.add(DISCARD, 'points', [{ step: 1, judged: 10 }]);
  expect(bare.isEnough).toBe(true);
  expect(bare.lines()).toHaveLength(FEATURES.length + 2);
});
