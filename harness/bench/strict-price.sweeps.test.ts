// The bound on the price of the strict order. Flushes are counted, so it holds on any machine.
import { expect, test } from 'vitest';
import { root } from '../build/paths.mjs';
import { ALL_CASES } from '../cases/selection.ts';
import { selectCases } from '../cases/suite-folder.ts';
import { pricesOf, sumOf } from './strict-price.ts';

/**
 * Our own cases of QEMU's order from 600 to 699: the large ones before them, which make nearly all
 * flushes of the suite, would hide what these cost. The bench is about all.
 */
const cases = selectCases(root, ALL_CASES).filter(
  ({ engines, number }) => engines.includes('native') && /^6/.test(number),
);

test(
  'over its cases the strict order makes at most 1.5 times the flushes',
  { timeout: 60_000 },
  () => {
    expect(cases.length).toBeGreaterThan(60);
    const { usual, strict } = sumOf(pricesOf(cases));
    expect(usual.flushes).toBeGreaterThan(1000);
    expect(strict.flushes).toBeLessThanOrEqual(1.5 * usual.flushes);
  },
);
