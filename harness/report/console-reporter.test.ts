// The report for people, where checks find something else than the golden says.
import { expect, test } from 'vitest';
import type { TestCase } from '../cases/types.ts';
import { diffTranscript } from '../golden/line-diff.ts';
import type { CaseResult } from '../run/verdict.ts';
import { ConsoleReporter } from './console-reporter.ts';

const testCase: TestCase = {
  number: '601',
  slug: '601-some-case',
  file: 'suites/601-some-case.yaml',
  purpose: 'p',
  groups: [],
  engines: ['native'],
  reason: undefined,
  requires: [],
  unsupported: [],
  steps: [],
};

const result: CaseResult = {
  case: testCase,
  verdict: 'failed',
  reason: undefined,
  golden: 'different',
  failures: [],
  variations: [],
  milliseconds: 0,
  run: undefined,
};

/** Everything that is written about a case whose transcript is `actual`. */
function report(expected: string, actual: string): string {
  let written = '';
  const write = (text: string): void => void (written += text);
  const reporter = new ConsoleReporter({ write, isTerminal: false, hasColor: false });
  const hunks = diffTranscript(expected, [{ line: 1, title: 'check', text: actual }]);
  reporter.ended({ result, hunks, badFile: undefined, isUpdated: false });
  return written;
}

test('a red case tells which findings are gone and which are new', () => {
  const leaks = (...clusters: readonly number[]): string =>
    clusters.map((cluster) => `Leaked cluster ${cluster} refcount=1 reference=0\n`).join('');
  const error = 'ERROR cluster 9 refcount=1 reference=2\n';
  const written = report(`${leaks(1, 2)}same\n${error}`, `${leaks(1, 3, 4)}same\n`);
  expect(written).toContain('    findings: wrong-refcount: 1 gone; leak: 1 gone, 2 added\n');
});

test('where no finding differs there is no such line', () => {
  expect(report('one\n', 'two\n')).not.toContain('findings:');
});
