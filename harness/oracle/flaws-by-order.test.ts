// Known flaws that the order of changes proves: what they take, and neighbours that are news.
import { expect, test } from 'vitest';
import type { Violation } from './judge.ts';
import { type CrashFacts, type FailureCause, NO_FACTS } from './known-flaw.ts';
import { flawOf } from './known-flaws.ts';

const BLOCK: Violation = {
  promise: 'written',
  image: 'TEST_DIR/t.qcow2',
  block: 128,
  detail: 'guest block 0x10000 reads 0x04, may hold 0x01 or zeroes',
  signature: '',
};

const CAUSES: readonly FailureCause[] = ['process', 'power', 'fault'];

/** The case that explains it in a session with these commands, whatever cut that short. */
function caseOf(
  commands: readonly string[],
  facts: Partial<CrashFacts>,
  broken: Partial<Violation> = {},
): number | undefined {
  const argv = ['-f', 'qcow2', ...commands.flatMap((word) => ['-c', word]), BLOCK.image];
  const found = CAUSES.map((cause) => {
    const about = [{ ...NO_FACTS, ...facts }];
    const violations = [{ ...BLOCK, ...broken }];
    return flawOf({ command: 'io', argv, cause, violations, facts: about })?.case;
  });
  expect(new Set(found).size).toBe(1);
  return found[0];
}

const WRITE = 'write -P 4 1M 64k';

test('a discarded place that reads what took its cluster is known by what has happened', () => {
  const isReused = { isReused: true };
  const freed = ['discard 64k 64k', 'write -q -z -u 0x0 128k', 'discard 0 1M'];
  expect(freed.map((one) => caseOf([one, WRITE], isReused))).toEqual([585, 585, 585]);
  expect(freed.map((one) => caseOf([one, WRITE], {}))).toEqual(freed.map(() => undefined));
});

test('a place that nobody has discarded is news, also where its cluster was taken again', () => {
  const isReused = { isReused: true };
  const others = ['discard 0 64k', 'discard 128k 64k', 'discard 65k 64k', 'discard 64k 256'];
  expect(others.map((one) => caseOf([one, WRITE], isReused))).toEqual(others.map(() => undefined));
  expect(caseOf(['write -z 64k 64k', WRITE], isReused)).toBeUndefined();
  expect(caseOf(['discard 64k 64k', WRITE], isReused, { promise: 'untouched' })).toBeUndefined();
  const detail = BLOCK.detail.replace('reads 0x04', 'reads zeroes');
  expect(caseOf(['discard 64k 64k', WRITE], isReused, { detail })).toBeUndefined();
});
