// Sparse bits do what a plain array of bits does.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SparseBits } from './sparse-bits.ts';

const BITS = 10_000;

const range = fc.tuple(fc.nat(BITS - 1), fc.nat(BITS - 1)).map(([a, b]) => ({
  first: Math.min(a, b),
  last: Math.max(a, b),
}));

test('sets, clears, copies and finds what an array of bits would', () => {
  const action = fc.record({ range, isSet: fc.boolean() });
  fc.assert(
    fc.property(fc.array(action, { maxLength: 12 }), range, (actions, asked) => {
      const bits = new SparseBits();
      const model: boolean[] = Array.from({ length: BITS }, () => false);
      for (const {
        range: { first, last },
        isSet,
      } of actions) {
        if (isSet) bits.set(first, last);
        else bits.clear(first, last);
        model.fill(isSet, first, last + 1);
      }
      const bytes = new Uint8Array(BITS / 8);
      bits.read(0, bytes);
      const found = model.map((_, bit) => ((bytes[bit >> 3] ?? 0) >> (bit % 8)) % 2 === 1);
      expect(found).toEqual(model);
      expect(bits.memory).toBeLessThanOrEqual(3 * 1000);
      const copy = new SparseBits();
      copy.write(0, bytes);
      const marked = Array.from({ length: BITS }, () => false);
      for (const run of copy.runs(BITS - 1)) marked.fill(true, run.first, run.last + 1);
      expect(marked).toEqual(model);
      expect(bits.hasAny(asked.first, asked.last)).toBe(
        model.slice(asked.first, asked.last + 1).includes(true),
      );
    }),
    { numRuns: 60 },
  );
});

test('long runs of set bits take next to no memory, and are not written to by each other', () => {
  const bits = new SparseBits();
  bits.set(0, 2 ** 24 - 1);
  const full = bits.memory;
  expect(full).toBeLessThan(2 ** 24 / 8 / 8);
  bits.clear(5000, 5000);
  expect(bits.memory).toBeGreaterThan(full);
  const bytes = new Uint8Array(2 ** 21);
  bits.read(0, bytes);
  expect(bytes.reduce((count, byte) => count + (byte === 0xff ? 0 : 1), 0)).toBe(1);
  bits.set(5000, 5000);
  bits.set(0, 2 ** 13 - 1);
  expect(bits.memory).toBe(full);
  const copy = new SparseBits();
  bits.read(0, bytes);
  copy.write(0, bytes);
  expect(copy.memory).toBe(full);
  bits.clearAll();
  expect(bits.memory).toBe(0);
});
