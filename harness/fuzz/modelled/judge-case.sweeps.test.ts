// Modelled cases that say nothing of our engine: what they promise is kept, step by step.
import { expect, test } from 'vitest';
import { judgeModelled } from './judge-case.ts';
import { laterSeeds, modelledCase } from './modelled-case.ts';

test.each([
  10, 11, 14, 15, 26, 28, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 47, 48,
  51, 54, 56, 61,
])('the engine keeps all promises in case m%i', (seed) => {
  const told: number[] = [];
  expect(judgeModelled(modelledCase(seed), (step) => told.push(step))).toEqual([]);
  expect(told.at(-1)).toBe(modelledCase(seed).steps.length + 1);
});

test.each(laterSeeds(1))('the engine keeps all promises of a later kind in case m%i', (seed) => {
  expect(judgeModelled(modelledCase(seed))).toEqual([]);
});
