// The sums of sweeps in one line: counts with their words, and how many kinds are known.
import { expect, test } from 'vitest';
import { sweepSumText } from './sweep-table.ts';

const text = (classes: number, news: number): string =>
  sweepSumText(
    { states: 1, distinct: 1, classes, news, isWhole: true },
    { state: 'crash state', distinct: 'different image' },
  ).replace('1 crash state, 1 different image, ', '');

test('kinds of broken promises are counted in the singular and the plural', () => {
  expect(text(0, 0)).toBe('all promises kept');
  expect(text(1, 1)).toBe('1 kind of broken promise');
  expect(text(1, 0)).toBe('1 kind of broken promise, known of QEMU');
  expect(text(2, 2)).toBe('2 kinds of broken promises');
  expect(text(2, 1)).toBe('2 kinds of broken promises, 1 of them known of QEMU');
  expect(text(2, 0)).toBe('2 kinds of broken promises, all of them known of QEMU');
});
