// A beginning that runs once gives what each case gives by itself; and what faults and crashes have
// left is gone on with.
import { expect, test } from 'vitest';
import { loadCase } from '../../cases/load.ts';
import type { TestCase } from '../../cases/types.ts';
import { crashSteps } from '../crashes/crash-job.ts';
import { failSteps } from '../faults/fault-job.ts';
import { type ForkJob, sweepForks } from './fork-job.ts';

const BEGINNING = [
  'img: create -q -f qcow2 -o cluster_size=512 $TEST_DIR/t.qcow2 8k',
  'io: [write -q 0 1k]',
];

function caseOf(number: string, ...steps: readonly string[]): TestCase {
  const text = `purpose: p\nsteps:\n${steps.map((step) => `  - ${step}\n`).join('')}`;
  const result = loadCase('suites/699-x.yaml', text);
  if ('problems' in result) throw new Error(result.problems.join('\n'));
  return { ...result.loaded, number };
}

const BOUNDS = { seed: 3, distinct: 1_000_000, work: 1_000_000_000, deadline: 60_000 };

function forkJob(rest: number, ...lasts: readonly string[]): ForkJob {
  const testCase = caseOf('s0', ...BEGINNING, ...lasts);
  const numbers = lasts.map((_one, at) => `s${at}`);
  return { kind: 'forks', case: testCase, common: BEGINNING.length, numbers, rest, ...BOUNDS };
}

const DISCARD = 'io: discard 0 512';
const LASTS = [DISCARD, 'snapshot: create a'];

test('each last step shows what its case shows', () => {
  const forks = sweepForks(forkJob(0, ...LASTS));
  expect(forks.map(({ number }) => number)).toEqual(['s0', 's1']);
  for (const [at, fork] of forks.entries()) {
    const testCase = caseOf(`s${at}`, ...BEGINNING, LASTS[at] ?? '');
    const job = { case: testCase, part: 0, parts: 1, only: [3], ...BOUNDS };
    const [crashes] = crashSteps({ ...job, kind: 'crashes' });
    const plain = ({ line: _line, ...rest }: { readonly line: number }) => rest;
    expect(crashes && plain(crashes)).toEqual(fork.crashes && plain(fork.crashes));
    expect(crashes?.states).toBeGreaterThan(10);
    const [faults] = failSteps({ ...job, kind: 'faults' });
    // Pairs of faults are drawn, and no part of what is taken whole.
    expect(faults?.states).toBeGreaterThanOrEqual(fork.faults?.states ?? Infinity);
    expect(fork.faults?.notReached).toEqual([]);
    expect(fork.faults?.classes.map(({ known }) => known)).toEqual(
      faults?.classes.map(({ known }) => known),
    );
    expect(fork.rest).toEqual({ runs: 0, damaged: 0, classes: [] });
  }
});

test('each step goes on wherever one has left other files, one after the other', () => {
  const [once] = sweepForks(forkJob(1, DISCARD));
  const [twice] = sweepForks(forkJob(2, DISCARD));
  const left = (once?.crashes?.files ?? 0) + (once?.faults?.distinct ?? 0);
  expect(once?.rest.runs).toBeGreaterThan(1);
  expect(once?.rest.runs).toBeLessThanOrEqual(left);
  expect(twice?.rest.runs).toBeGreaterThan(once?.rest.runs ?? Infinity);
  expect([once?.rest.classes, twice?.rest.classes]).toEqual([[], []]);
});

test('what breaks promises later without a fault is swept, and that is told', () => {
  // Case 688: a repair loses the snapshots of an image with bitmaps.
  const steps = [...BEGINNING, 'snapshot: create a', 'img: bitmap --add -g 512 $TEST_IMG b'];
  const last = 'io: write 1k 512';
  const testCase = caseOf('s0', ...steps, last);
  const job = { ...forkJob(0), case: testCase, common: steps.length, numbers: ['s0'] };
  const [fork] = sweepForks(job);
  expect(fork?.faults?.skipped).toBeUndefined();
  expect(fork?.faults?.states).toBeGreaterThan(20);
  expect(fork?.faults?.notReached).toContainEqual([
    'what they leave for later, which breaks without them',
    1,
  ]);
  const known = fork?.faults?.classes.flatMap((one) => one.known ?? []).map((flaw) => flaw.case);
  expect(known).toContain(688);
  const plain = { case: testCase, part: 0, parts: 1, only: [steps.length + 1], ...BOUNDS };
  const [faults] = failSteps({ ...plain, kind: 'faults' });
  expect(faults?.skipped).toMatch(/^it breaks promises without a fault: /);
});

test('a step that crashes by itself ends it, with its place', () => {
  const job = forkJob(0, 'io: write 0 512');
  const broken = { ...job.case, steps: job.case.steps.map((step) => ({ ...step, body: {} })) };
  expect(() => sweepForks({ ...job, case: broken })).toThrow(/:3: .*: it crashes: /);
});
