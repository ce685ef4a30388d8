// Sources of choices, each shown by the order in which the I/Os of a few tasks end.
import { describe, expect, test } from 'vitest';
import { everyOrder, inSubmissionOrder, RecordedOrder, replayedOrder } from './choices.ts';
import type { ChoiceSource, Pending } from './choices.ts';
import { Scheduler } from './scheduler.ts';
import {
  priorityOrder,
  randomOrder,
  seededOrder,
  slippingOrder,
  starvingOrder,
} from './seeded-order.ts';
import { ioTurn, type Task } from './task.ts';

/** Names of the tasks in the order in which their I/Os end: each of `names` does `turns`. */
function endsUnder(choices: ChoiceSource | undefined, names: string, turns: number): string {
  let log = '';
  function* worker(name: string): Task<void> {
    for (let turn = 0; turn < turns; turn += 1) {
      yield ioTurn;
      log += name;
    }
  }
  const scheduler = new Scheduler(choices);
  for (const name of names) scheduler.start(worker(name));
  scheduler.drain();
  return log;
}

const pending = (...numbers: number[]): Pending[] =>
  numbers.map((number, index) => ({ number, submission: index + 1 }));

describe('every order', () => {
  test('comes once: of three tasks with one I/O each, and of two with two', () => {
    const all = (names: string, turns: number): string[] =>
      Array.from(everyOrder(), (source) => endsUnder(source, names, turns));
    expect(all('abc', 1)).toEqual(['abc', 'acb', 'bac', 'bca', 'cab', 'cba']);
    expect(all('ab', 2).toSorted()).toEqual(['aabb', 'abab', 'abba', 'baab', 'baba', 'bbaa']);
  });

  test('of a run without choices is one', () => {
    expect([...everyOrder()]).toHaveLength(1);
  });
});

describe('what was recorded', () => {
  test('replays', () => {
    const recorded = new RecordedOrder(randomOrder('any'));
    const first = endsUnder(recorded, 'abcd', 3);
    expect(endsUnder(replayedOrder(recorded.picks), 'abcd', 3)).toBe(first);
    expect(first).not.toBe(endsUnder(inSubmissionOrder, 'abcd', 3));
  });

  test('goes on in the order of submission where the list ends', () => {
    expect(endsUnder(replayedOrder([]), 'abc', 2)).toBe(endsUnder(inSubmissionOrder, 'abc', 2));
  });

  test('says so where it belongs to another run', () => {
    expect(() => replayedOrder([2]).pick(pending(0, 1))).toThrow(
      'choice 1 of the schedule is 2, of 2 completions',
    );
  });
});

test('the same seed gives the same order, another one mostly another', () => {
  const endsOf = (seed: number): string => endsUnder(seededOrder(seed), 'abcde', 4);
  const ends = Array.from({ length: 40 }, (_none, seed) => endsOf(seed));
  expect(ends).toEqual(ends.map((_end, seed) => endsOf(seed)));
  expect(new Set(ends).size).toBeGreaterThan(20);
});

test('a random order brings every completion first at some time', () => {
  const order = randomOrder('x');
  const firsts = Array.from({ length: 60 }, () => order.pick(pending(0, 1, 2, 3)));
  expect(new Set(firsts)).toEqual(new Set([0, 1, 2, 3]));
});

test('a starved task comes last, and then it goes on', () => {
  const options = { victims: 1, patience: Infinity, isOrdered: true };
  for (const seed of ['1', '2', '3', '4']) {
    const ends = endsUnder(starvingOrder(seed, options), 'abc', 3);
    expect(ends).toMatch(/aaa$|bbb$|ccc$|^(abc)+$/);
  }
});

test('by priorities one task ends before another is heard of', () => {
  for (const seed of ['1', '2', '3']) {
    const ends = endsUnder(priorityOrder(seed, Infinity), 'abc', 3);
    expect(ends.replace(/(.)\1\1/g, '$1')).toHaveLength(3);
  }
});

test('without slips the order is that of the scheduler itself', () => {
  const own = endsUnder(undefined, 'abcd', 3);
  expect(endsUnder(slippingOrder('x', Infinity), 'abcd', 3)).toBe(own);
  expect(endsUnder(slippingOrder('x', 2), 'abcd', 3)).not.toBe(own);
});
