// Counters that are found again, near and far, whatever their width.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asCluster } from '../../base/address.ts';
import { ENOMEM } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import { ExpectedRefcounts } from './expected-refcounts.ts';

const orders = fc.constantFrom(0, 3, 4, 5, 6);

describe('counters', () => {
  test('are found one after the other', () => {
    const property = fc.property(
      orders,
      fc.integer({ min: 1, max: 300 }),
      fc.array(fc.nat(299), { maxLength: 12 }),
      (order, length, wanted) => {
        const counts = new ExpectedRefcounts(length, order);
        const used = [...new Set(wanted)].filter((at) => at < length).sort((a, b) => a - b);
        for (const at of used) counts.set(asCluster(at), 1);
        for (let from = 0; from <= length; from += 1) {
          expect(counts.nextUsed(asCluster(from))).toBe(used.find((at) => at >= from) ?? length);
        }
      },
    );
    fc.assert(property, { numRuns: 50 });
  });

  test('are found far out, where next to nothing is counted', () => {
    const length = 2 ** 30;
    const counts = new ExpectedRefcounts(length, 0);
    const used = [3, 2 ** 24 - 1, 2 ** 24, 2 ** 24 + 70_000, 2 ** 29 + 1, length - 1];
    for (const at of used.toReversed()) counts.set(asCluster(at), 1);
    const found: number[] = [];
    for (
      let at = counts.nextUsed(asCluster(0));
      at < length;
      at = counts.nextUsed(asCluster(at + 1))
    )
      found.push(at);
    expect(found).toEqual(used);
    counts.set(asCluster(length - 1), 0);
    expect(counts.nextUsed(asCluster(2 ** 29 + 2))).toBe(length);
    counts.clear();
    expect(counts.nextUsed(asCluster(0))).toBe(length);
  });

  test('grow, keep what they are, and end where memory would', () => {
    const counts = new ExpectedRefcounts(5, 4);
    counts.set(asCluster(4), 9);
    counts.growTo(100);
    expect([counts.length, counts.nextUsed(asCluster(0)), counts.get(asCluster(4))]).toEqual([
      100, 4, 9,
    ]);
    expect(counts.nextUsed(asCluster(5))).toBe(100);
    expect(() => counts.growTo(2 ** 31 + 1)).toThrow(new IoError(ENOMEM));
    expect(counts.length).toBe(100);
  });
});
