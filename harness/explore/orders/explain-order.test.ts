// Why an order breaks a promise: choices, changes that overtake others, owners.
import { expect, test } from 'vitest';
import { loadCase } from '../../cases/load.ts';
import type { TestCase } from '../../cases/types.ts';
import type { Ordering } from '../../orders/picks.ts';
import { orderExplanationLines } from '../../report/order-table.ts';
import { TokenError } from '../token-fit.ts';
import { explainOrder } from './explain-order.ts';
import type { OrderToken } from './order-token.ts';

function caseOf(last: string): TestCase {
  const text = `purpose: An order that is explained
steps:
  - create: 1M
  - io: write -P 1 0 64k
  - io: [${last}]
`;
  const result = loadCase('suites/999-explained.yaml', text);
  if ('problems' in result) throw new Error(result.problems.join());
  return result.loaded;
}

const tokenOf = (order: Ordering | undefined, step = 3): OrderToken => ({
  number: '999',
  step,
  order,
  ending: 'end',
});

const late = (...picks: number[]): Ordering => ({ picks, landsLate: true });

/** Explains the late order of these picks, without those at its end that it has no choices for. */
function explainFitting(
  testCase: TestCase,
  picks: readonly number[],
): ReturnType<typeof explainOrder> {
  try {
    return explainOrder(testCase, tokenOf(late(...picks)));
  } catch (error) {
    if (!(error instanceof TokenError) || picks.length === 0) throw error;
    return explainFitting(testCase, picks.slice(0, -1));
  }
}

/** A write whose cluster a discard gives to another. */
const DISCARDED = 'aio_write -P 2 0 64k, discard 0 64k, write -P 3 128k 64k, aio_flush';

test('the fewest choices are told, what overtook what, and whose the cluster was', () => {
  const testCase = caseOf(DISCARDED);
  const token = tokenOf(late(1, 1, 1, 1, 1, 1));
  const found = explainOrder(testCase, token);
  expect(found).toMatchObject({
    violations: [{ promise: 'written' }],
    known: [{ case: 676 }],
    simplest: { landsLate: true },
  });
  const few = found?.simplest?.picks.filter((pick) => pick > 0).length ?? 0;
  expect(few).toBeGreaterThan(0);
  expect(explainOrder(testCase, tokenOf(found?.simplest))?.violations).toEqual(found?.violations);
  // Any one of them less, and the promise holds.
  for (const [at, pick] of (found?.simplest?.picks ?? []).entries()) {
    if (pick === 0) continue;
    const fewer = (found?.simplest?.picks ?? []).with(at, 0);
    expect(explainFitting(testCase, fewer)?.violations).not.toEqual(found?.violations);
  }
  expect(found?.clusters[0]?.spans.map(({ owners }) => owners.join())).toEqual([
    'data of guest offset 0',
    '',
    'data of guest offset 131072',
  ]);
  expect(found?.since?.owners).toEqual(['L2 table 0']);
  const lines = found ? orderExplanationLines(testCase, token, found) : [];
  expect(lines).toContain(
    'as in QEMU: a request in flight goes on where a discard has freed its cluster (case 676)',
  );
  expect(lines).toContain(
    'change 2: write 65536 at 0x50000 of t.qcow2 ended before ' +
      'change 0: write 65536 at 0x50000 of t.qcow2',
  );
  expect(lines.at(-2)).toMatch(/^It is so from here on: change \d+, write .* \(L2 table 0\)$/);
});

test('an order that keeps its promises, and a step without a program', () => {
  const testCase = caseOf(DISCARDED);
  for (const order of [undefined, late(), { picks: [1], landsLate: false }]) {
    const found = explainOrder(testCase, tokenOf(order));
    expect(found?.violations).toEqual([]);
    const lines = found ? orderExplanationLines(testCase, tokenOf(order), found) : [];
    expect(lines.slice(1)).toEqual(['All promises are kept.']);
  }
  expect(explainOrder(testCase, tokenOf(late(1), 9))).toBeUndefined();
});
