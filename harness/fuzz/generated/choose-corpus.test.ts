// A corpus comes by all that its candidates come by, with no case too many.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseCorpus } from './choose-corpus.ts';

const met = (given: Readonly<Record<string, readonly string[]>>) =>
  new Map(Object.entries(given).map(([number, pairs]) => [number, new Set(pairs)]));

test('the case that comes by most is first, and of equal ones the first of them', () => {
  expect(chooseCorpus(met({ r1: ['a'], r2: ['a', 'b'], r3: ['c'], r4: ['c'] }))).toEqual([
    'r2',
    'r3',
  ]);
  expect(chooseCorpus(met({}))).toEqual([]);
});

test('what later cases make needless goes', () => {
  // r1 is taken first, and then all of it is in r2 and r3.
  const given = { r1: ['a', 'b', 'c', 'd'], r2: ['a', 'b', 'x'], r3: ['c', 'd', 'y'] };
  expect(chooseCorpus(met(given))).toEqual(['r2', 'r3']);
});

test('nothing that is met is missing, and no case can be left out', () => {
  const pairs = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'));
  fc.assert(
    fc.property(fc.array(pairs, { maxLength: 12 }), (cases) => {
      const given = new Map(cases.map((one, at) => [`r${at}`, new Set(one)]));
      const chosen = chooseCorpus(given);
      const by = (numbers: readonly string[]): ReadonlySet<string> =>
        new Set(numbers.flatMap((number) => [...(given.get(number) ?? [])]));
      expect(by(chosen)).toEqual(by([...given.keys()]));
      for (const one of chosen) {
        const others = by(chosen.filter((number) => number !== one));
        expect(others.size).toBeLessThan(by(chosen).size);
      }
    }),
  );
});
