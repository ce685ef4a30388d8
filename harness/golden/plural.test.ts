// Counts in words, in the singular and in the plural.
import { expect, test } from 'vitest';
import { plural } from './plural.ts';

test('a count takes its word in the singular for one alone', () => {
  expect([0, 1, 2].map((count) => plural(count, 'state'))).toEqual([
    '0 states',
    '1 state',
    '2 states',
  ]);
});

test('a word with another plural brings it along', () => {
  expect(plural(1, 'entry', 'entries')).toBe('1 entry');
  expect(plural(3, 'entry', 'entries')).toBe('3 entries');
});
