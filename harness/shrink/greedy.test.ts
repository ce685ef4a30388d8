// The greedy search: what it reaches, what it asks for, and that the same answers give the same.
import { expect, test } from 'vitest';
import { dropParts, type Greed, shrink } from './greedy.ts';

type List = readonly number[];

const fewer: Greed<List>['passes'][number] = (value) => dropParts(value, value, (left) => left);
const smaller: Greed<List>['passes'][number] = function* (value) {
  let best = value;
  for (let at = 0; at < value.length; at += 1) {
    for (const number of [0, Math.floor((best[at] ?? 0) / 2), (best[at] ?? 0) - 1]) {
      const offered = best.with(at, number);
      if (number >= 0 && number < (best[at] ?? 0) && (yield offered)) best = offered;
    }
  }
  return best;
};
const greed: Greed<List> = { passes: [fewer, smaller], keyOf: String, calls: 1000 };
const hundred: List = Array.from({ length: 100 }, (_none, at) => at);

test.each<[string, (list: List) => boolean, List]>([
  ['one part', (list) => list.includes(42), [42]],
  ['two parts far away from each other', (list) => [3, 96].every((n) => list.includes(n)), [3, 96]],
  ['no part at all', () => true, []],
  ['five of any', (list) => list.length >= 5, [0, 0, 0, 0, 0]],
  ['a number from 50 on', (list) => list.some((n) => n >= 50), [50]],
])('reaches the smallest list that has %s', (_name, shows, smallest) => {
  expect(shrink(hundred, { ...greed, calls: 10_000 }, shows)).toEqual(smallest);
});

test('asks for nothing twice, for nothing that it was given, and no more than it may', () => {
  for (const calls of [0, 1, 7, 30]) {
    const asked: string[] = [];
    shrink(hundred, { ...greed, calls }, (list) => {
      asked.push(String(list));
      return list.includes(42) && list.includes(77);
    });
    expect(asked.length).toBe(calls);
    expect(new Set(asked).size).toBe(calls);
    expect(asked).not.toContain(String(hundred));
  }
});

test('with its budget spent, gives the smallest that was shown', () => {
  const shown: List[] = [];
  const found = shrink(hundred, { ...greed, calls: 9 }, (list) => {
    const shows = list.includes(42);
    if (shows) shown.push(list);
    return shows;
  });
  expect(shown.length).toBeGreaterThan(1);
  expect(found).toBe(shown.at(-1));
});

test('the same answers give the same questions', () => {
  const questions = (): readonly string[] => {
    const asked: string[] = [];
    shrink(hundred, greed, (list) => {
      asked.push(String(list));
      return list.filter((n) => n % 7 === 3).length >= 4;
    });
    return asked;
  };
  expect(questions()).toEqual(questions());
});

test('gives back what nothing makes smaller', () => {
  expect(shrink(hundred, greed, () => false)).toBe(hundred);
  expect(shrink<List>([], greed, () => true)).toEqual([]);
});
