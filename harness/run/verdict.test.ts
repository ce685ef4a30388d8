// What a case is worth is a closed union: a verdict that does not go with what is known about the
// case does not compile, and everything that can fail is a value of its own.
import { expect, expectTypeOf, test } from 'vitest';
import { loadCase } from '../cases/load.ts';
import type { CrashedRun, EndedRun, Failure } from './outcome.ts';
import { caseOf, ENDED } from './results.test-support.ts';
import { lostText } from './step-place.ts';
import {
  type CaseResult,
  type Circumstances,
  type FailedCase,
  goldenState,
  hung,
  judge,
  lost,
  notRun,
  type PassedCase,
  told,
} from './verdict.ts';

const testCase = caseOf('601');
const failed: FailedCase = {
  case: testCase,
  verdict: 'failed',
  heldTo: 'golden',
  failures: [{ kind: 'text', state: 'missing' }],
  milliseconds: 1,
  run: ENDED,
};
const difference: Failure = { line: 3, title: 'create', message: 'flush is new' };
const crash = { line: 4, title: 'check', message: 'a page is nowhere', hasHung: false, step: 3 };

const judged = (circumstances: Partial<Circumstances>, run: EndedRun | CrashedRun = ENDED) =>
  judge(testCase, run, { golden: { text: '' }, milliseconds: 1, ...circumstances });

test('states that cannot be do not compile', () => {
  const passed: PassedCase = { ...failed, verdict: 'passed', failures: [] };
  const crashed: CrashedRun = { ...ENDED, crash };
  const impossible: readonly CaseResult[] = [
    // @ts-expect-error passed, and something failed
    { ...failed, verdict: 'passed' },
    // @ts-expect-error failed, and nothing did
    { ...failed, failures: [] },
    // @ts-expect-error passed, and it crashed
    { ...passed, run: crashed },
    // @ts-expect-error crashed, and it came to its end
    { ...failed, verdict: 'crashed', reason: 'r' },
    // @ts-expect-error crashed for no reason
    { ...failed, verdict: 'crashed', run: crashed },
    // @ts-expect-error not run, and there is a run
    { ...notRun(testCase, 'r'), run: ENDED },
    // @ts-expect-error no answer came, and here it is
    { ...failed, verdict: 'lost', reason: 'r', failures: [] },
    // @ts-expect-error a verdict that there is not
    { ...passed, verdict: 'good' },
  ];
  expect(impossible).toHaveLength(8);
  expectTypeOf<Extract<CaseResult, { verdict: 'passed' }>['failures']>().toEqualTypeOf<
    readonly []
  >();
});

test('a failure that is in the write log alone is a value', () => {
  const run: EndedRun = { ...ENDED, writeLog: { state: 'different', difference } };
  const result = judged({}, run);
  expect(result).toMatchObject({
    verdict: 'failed',
    failures: [{ kind: 'write log', state: 'different', ...difference }],
  });
  expect(goldenState(result)).toBe('equal');
  const missing: EndedRun = { ...ENDED, writeLog: { state: 'missing' } };
  expect(judged({}, missing).failures).toEqual([{ kind: 'write log', state: 'missing' }]);
});

test('everything that failed is told, in the order in which readers want it', () => {
  const run: EndedRun = {
    ...ENDED,
    failures: [difference],
    writeLog: { state: 'different', difference },
  };
  const others = [told('twice', 'twice', 'two runs differ')];
  const kinds = (circumstances: Partial<Circumstances>) =>
    judged(circumstances, run).failures.map(({ kind }) => kind);
  const doubt = 'the disk is full';
  expect(kinds({ golden: { text: 'other' }, doubt, others })).toEqual([
    'expectation',
    'machine',
    'twice',
    'text',
    'write log',
  ]);
  expect(kinds({ golden: { problem: 'EISDIR' }, others })).toEqual([
    'expectation',
    'golden',
    'twice',
    'write log',
  ]);
});

test('a doubt about this machine fails no case that is as expected otherwise', () => {
  expect(judged({ doubt: 'the disk is full' }).verdict).toBe('passed');
  const others = [told('twice', 'twice', 'two runs differ')];
  expect(judged({ doubt: 'the disk is full', others }).failures).toEqual(others);
});

test('how the golden is met follows from the verdict', () => {
  const states = [
    judged({}),
    judged({ golden: undefined }),
    judged({ golden: { text: 'x' } }),
    judged({ golden: { text: undefined } }),
    judged({ golden: { problem: 'EISDIR' } }),
    judged({}, { ...ENDED, failures: [difference] }),
    judged({ golden: undefined }, { ...ENDED, failures: [difference] }),
    judged({}, { ...ENDED, crash }),
    notRun(testCase, 'r'),
    hung(testCase, 3, 1),
  ].map((result) => `${result.verdict}: ${goldenState(result)}`);
  expect(states).toEqual([
    'passed: equal',
    'passed: not compared',
    'failed: different',
    'failed: missing',
    'failed: not compared',
    'failed: equal',
    'failed: not compared',
    'crashed: not compared',
    'not run: not compared',
    'hung: not compared',
  ]);
});

test('no answer is a case that is lost, or one that hung', () => {
  const answer = { lost: 'the worker ended', hasHung: false, milliseconds: 5 };
  expect(lost(testCase, answer)).toMatchObject({ verdict: 'lost', reason: 'the worker ended' });
  expect(lost(testCase, { ...answer, hasHung: true })).toMatchObject({ verdict: 'hung' });
  const reason = 'suites/601-x.yaml:4: check: a page is nowhere';
  expect(judged({}, { ...ENDED, crash })).toMatchObject({ verdict: 'crashed', reason });
  const late: CrashedRun = { ...ENDED, crash: { ...crash, hasHung: true } };
  expect(judged({}, late)).toMatchObject({ verdict: 'hung', run: late });
});

test('what hung or was lost names its step, where that is known', () => {
  const text = 'purpose: p\nsteps:\n  - create: 1M\n  - io: sleep 9\n';
  const loaded = loadCase('suites/601-x.yaml', text);
  if ('problems' in loaded) throw new Error(loaded.problems.join('\n'));
  const asleep = loaded.loaded;
  const answer = { lost: 'the worker died:\n  at x', hasHung: false, milliseconds: 5, step: 2 };
  const place = 'suites/601-x.yaml:4: io: sleep 9: ';
  const gone = `${place}the worker died: (step 2 of 2)\n  at x`;
  expect(lost(asleep, answer)).toMatchObject({ verdict: 'lost', reason: gone });
  const late: CrashedRun = {
    ...ENDED,
    crash: { line: 4, title: 'io: sleep 9', message: 'no time left', hasHung: true, step: 2 },
  };
  const reason = `${place}no time left (step 2 of 2)`;
  expect(judge(asleep, late, { golden: undefined, milliseconds: 1 })).toMatchObject({ reason });
  const known = { ...answer, lost: 'no end after 1 s' };
  expect(lostText(asleep, known)).toBe(
    'no end after 1 s (step 2 of 2: suites/601-x.yaml:4: io: sleep 9)',
  );
  expect(lostText(asleep, { ...known, step: undefined })).toBe('no end after 1 s');
});
