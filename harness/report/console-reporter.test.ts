// The report for people, where checks find something else than the golden says.
import { expect, test } from 'vitest';
import { diffTranscript } from '../golden/line-diff.ts';
import { caseOf, ENDED } from '../run/results.test-support.ts';
import { type CaseResult, lost } from '../run/verdict.ts';
import { ConsoleReporter } from './console-reporter.ts';
import { JsonReporter } from './json-reporter.ts';

const result: CaseResult = {
  case: caseOf('601'),
  verdict: 'failed',
  heldTo: 'golden',
  failures: [{ kind: 'text', state: 'different' }],
  milliseconds: 0,
  run: ENDED,
};

/** Everything that is written about a case whose transcript is `actual`. */
function report(expected: string, actual: string): string {
  let written = '';
  const write = (text: string): void => void (written += text);
  const reporter = new ConsoleReporter({ write, isTerminal: false, hasColor: false });
  const hunks = diffTranscript(expected, [{ line: 1, title: 'check', text: actual }]);
  reporter.ended({ result, hunks, badFile: undefined });
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

test('a case whose worker gave no answer has crashed, for people and for programs', () => {
  const answer = { lost: 'the worker ended', hasHung: false, milliseconds: 2000 };
  const ended = { result: lost(caseOf('602'), answer), hunks: [], badFile: undefined };
  let written = '';
  const write = (text: string): void => void (written += text);
  new ConsoleReporter({ write, isTerminal: false, hasColor: false }).ended(ended);
  new JsonReporter({ write, isTerminal: false, hasColor: false }).ended(ended);
  expect(written).toBe(
    'crashed 602-x (2.00 s)\n    the worker ended\n' +
      '{"event":"case","number":"602","slug":"602-x","file":"suites/602-x.yaml",' +
      '"outcome":"crashed","reason":"the worker ended","golden":"not compared",' +
      '"writeLog":"not compared","durationMs":2000,"failures":[],"variations":[],"diff":[]}\n',
  );
});
