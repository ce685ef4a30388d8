// Why a fault breaks a promise: owners, failures that it takes, the change that settled it.
import { expect, test } from 'vitest';
import { loadCase } from '../../cases/load.ts';
import type { TestCase } from '../../cases/types.ts';
import type { NthFault } from '../../faults/fault.ts';
import { faultExplanationLines } from '../../report/fault-table.ts';
import { TokenError } from '../token-fit.ts';
import { explainFault } from './explain-fault.ts';

const caseOf = (steps: string): TestCase => {
  const text = `purpose: A fault that is explained\ngroups: [rw]\nsteps:\n${steps}`;
  const result = loadCase('suites/999-explained.yaml', text);
  if ('problems' in result) throw new Error(JSON.stringify(result.problems));
  return result.loaded;
};

const fault: NthFault = {
  kind: 'nth',
  at: 1,
  of: 'io',
  errno: 5,
  times: 1,
  written: 0,
  ending: 'end',
};

/** The first I/O of the last step, from `from` on, whose failures, so many, break a promise. */
function firstThatBreaks(testCase: TestCase, times: number, from: number): NthFault {
  for (let at = from; at < 60; at += 1) {
    const found = explainFault(testCase, testCase.steps.length, { ...fault, at, times });
    if ((found?.violations.length ?? 0) > 0) return { ...fault, at, times };
  }
  throw new Error('no fault breaks a promise');
}

test('a table that is freed while its entry stands is told by its owners and its refcount', () => {
  const testCase = caseOf(`  - create: { size: 1M, cluster_size: 512 }
  - io: write 0 512
`);
  const broken = firstThatBreaks(testCase, 1, 8);
  const found = explainFault(testCase, 2, broken);
  expect(found).toMatchObject({ failures: 1, needed: 1, known: [{ case: 581 }] });
  expect(found?.clusters[0]?.spans.at(-1)?.owners).toEqual(['L2 table 0']);
  expect(found?.since?.owners).toEqual(['refcount block 0']);
  const lines = found ? faultExplanationLines(testCase, broken, found) : [];
  expect(lines).toContain(
    'as in QEMU: a flush that fails after an L1 entry frees the table that it names (case 581)',
  );
  expect(lines.at(-3)).toMatch(
    /^It is so from here on: change \d+, write .* \(refcount block 0\)$/,
  );
});

test('what fails and what changes the files are two words, each with its numbering', () => {
  const testCase = caseOf(`  - create: { size: 1M, cluster_size: 512 }
  - io: write 0 512
`);
  const broken = firstThatBreaks(testCase, 1, 8);
  const found = explainFault(testCase, 2, broken);
  const lines = found ? faultExplanationLines(testCase, broken, found) : [];
  expect(lines.filter((line) => line.includes('I/O'))).toEqual([
    `I/O ${broken.at} fails with EIO.`,
    'I/Os are the requests that reach the files, reads and flushes too, and numbered from 1.',
  ]);
  expect(lines.at(-1)).toBe(
    'Changes of the files are numbered from 0: what is written, zeroed, discarded or truncated.',
  );
});

test('of failures that come one behind the other the fewest are told', () => {
  const testCase = caseOf(`  - create: { size: 1M, cluster_size: 512 }
  - io: write 0 512
`);
  const broken = firstThatBreaks(testCase, 3, 8);
  const found = explainFault(testCase, 2, broken);
  expect(found?.failures).toBe(3);
  const lines = found ? faultExplanationLines(testCase, broken, found) : [];
  const [words] = lines.filter((line) => / failures/.test(line));
  const least = found?.needed ?? 0;
  expect(least).toBeGreaterThan(0);
  expect(words).toMatch(least === 3 ? /takes all 3/ : /^Of 3 failures the first/);
  for (let times = 1; times < least; times += 1) {
    const fewer = explainFault(testCase, 2, { ...broken, times });
    expect(fewer?.violations).not.toEqual(found?.violations);
  }
});

test('a fault that breaks nothing, and a step that is not there', () => {
  const testCase = caseOf('  - create: { size: 1M }\n  - io: write 0 512\n');
  const found = explainFault(testCase, 2, fault);
  expect(found).toMatchObject({ violations: [], failures: 1, since: undefined, clusters: [] });
  const lines = found ? faultExplanationLines(testCase, fault, found) : [];
  expect(lines.at(-1)).toBe('All promises are kept.');
  expect(explainFault(testCase, 3, fault)).toBeUndefined();
  expect(() => explainFault(testCase, 2, { ...fault, at: 1000 })).toThrow(TokenError);
});
