// That properties can fail: all that are declared by property() rest on it.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assertProperty, property } from './property.ts';

const numbers = fc.nat(1000);

test('a check that throws fails with the smallest values', () => {
  const check = (value: number): void => {
    expect(value).toBeLessThan(77);
  };
  expect(() => assertProperty([numbers], check)).toThrow(/Counterexample: \[77\]/);
});

test('a check that returns false fails', () => {
  expect(() => assertProperty([numbers, numbers], () => false)).toThrow('Property failed');
});

test('settings are kept', () => {
  const seen: number[] = [];
  assertProperty([numbers], (value) => void seen.push(value), { numRuns: 7, examples: [[5]] });
  expect(seen).toHaveLength(7);
  expect(seen[0]).toBe(5);
});

property([numbers], { seed: 7 })('its name tells its seed', () => {
  expect(expect.getState().currentTestName).toBe('its name tells its seed (with seed=7)');
});
