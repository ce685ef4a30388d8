// Equal bytes are one, and have one number.
import { expect, test } from 'vitest';
import { KnownBytes } from './known-bytes.ts';

test('equal bytes are kept once, whatever becomes of those that were given', () => {
  const known = new KnownBytes();
  const given = Uint8Array.of(1, 2, 3, 4, 5);
  const kept = known.keep(given);
  given[4] = 6;
  const other = known.keep(given);
  expect([...kept, ...other]).toEqual([1, 2, 3, 4, 5, 1, 2, 3, 4, 6]);
  expect(known.keep(Uint8Array.of(1, 2, 3, 4, 5))).toBe(kept);
  expect(known.keep(given)).toBe(other);
  expect(known.keep(new Uint8Array(0))).not.toBe(kept);
  expect(known.numberOf(kept)).not.toBe(known.numberOf(other));
  expect(() => known.numberOf(given)).toThrow('bytes that were kept here');
});

test('what is too much to keep is a copy each time, with a number of its own', () => {
  const known = new KnownBytes();
  const large = new Uint8Array(20 * 1024 * 1024);
  const first = known.keep(large);
  large[large.length - 1] = 1;
  const [second, third] = [known.keep(large), known.keep(large)];
  expect(known.keep(first)).toBe(first);
  expect(third).not.toBe(second);
  expect(new Set([first, second, third].map((one) => known.numberOf(one))).size).toBe(3);
});
