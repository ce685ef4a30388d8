// Random cases in the words of test cases.
import { expect, test } from 'vitest';
import { FEATURES, featuresOf } from '../explore/survey/step-features.ts';
import { randomTest } from './random-test.ts';

const SEEDS = Array.from({ length: 400 }, (_none, seed) => seed);

test('nearly every seed is a case, and the same one each time', () => {
  const made = SEEDS.flatMap((seed) => randomTest(seed) ?? []);
  expect(made.length).toBeGreaterThan(380);
  expect(randomTest(7)?.text).toBe(randomTest(7)?.text);
});

test('each seed has a number of its own', () => {
  const numbers = [12, 112, 1012].map((seed) => randomTest(seed)?.testCase.number);
  expect(numbers).toEqual(['r12', 'r112', 'r1012']);
});

test('random cases are about every feature', () => {
  const found = new Set<string>();
  for (const seed of SEEDS) {
    const made = randomTest(seed);
    for (const features of made ? featuresOf(made.testCase) : []) {
      for (const feature of features) found.add(feature);
    }
  }
  expect([...found].sort()).toEqual([...FEATURES].sort());
});
