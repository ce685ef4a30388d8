// Which words are numbers of made cases.
import { expect, test } from 'vitest';
import { isMadeNumber } from './token-case.ts';

test('made cases have numbers that tokens can hold', () => {
  expect(['m12', 'r720105', 's2268', 'r999999999'].every(isMadeNumber)).toBe(true);
  expect(['m1234567890', '601', 'x1', 'm', 'm1x'].some(isMadeNumber)).toBe(false);
});
