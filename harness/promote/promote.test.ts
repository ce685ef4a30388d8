// Tokens become cases: the words of each kind of finding, and what the case prints.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../build/paths.mjs';
import { ALL_CASES } from '../cases/selection.ts';
import { selectCases } from '../cases/suite-folder.ts';
import { instrumentedEngine } from '../explore/instrumented-engine.ts';
import { StepLoop, textOf } from '../run/step-loop.ts';
import { withoutSchedule } from '../verbs/io.ts';
import type { Step } from '../verbs/step.ts';
import { draftText } from './draft.ts';
import type { Promoted } from './fault-case.ts';
import { numberOfToken, promote } from './promote.ts';

function promoted(token: string): Promoted {
  const number = numberOfToken(token) ?? '';
  const [testCase] = selectCases(root, { ...ALL_CASES, words: [number] });
  if (testCase === undefined) throw new Error(`there is no case ${number}`);
  const text = readFileSync(join(root, testCase.file), 'utf8');
  return promote({ testCase, text, options: [] }, token);
}

/** The steps of the case, as it is written. */
const stepsOf = ({ draft }: Promoted): string => draftText(draft).split('\nsteps:\n')[1] ?? '';

/** What its run prints. */
function transcriptOf({ testCase }: Promoted): string {
  const engine = instrumentedEngine(testCase);
  try {
    const run = new StepLoop(engine, []).run(testCase.steps);
    expect(run).toMatchObject({ crash: undefined, failures: [] });
    return textOf(run);
  } finally {
    engine.close();
  }
}

test('a fault is told by a rule of blkdebug, for both engines', () => {
  const made = promoted('648/5/fault/io=15/errno=5/times=1/written=0/end');
  expect(made.testCase.engines).toEqual(['native', 'qemu']);
  expect(stepsOf(made)).toContain(
    '  - img: [amend, -o, compat=0.10, "blkdebug:TEST_DIR/blkdebug.conf:TEST_DIR/t.qcow2"]\n' +
      '    faults: { event: ',
  );
  expect(transcriptOf(made)).toContain('\nERROR OFLAG_COPIED data cluster: l2_entry=');
});

test('the requests that follow a fault are part of the case', () => {
  const made = promoted('648/2/fault/space=6/errno=28/times=5/written=0/repeat');
  const [, io] = made.testCase.steps;
  expect(stepsOf(made)).toContain(
    '  - io: [write -q 0 64k, write -q -z 0 64k, write -q 0 64k, write -q -z 0 64k]\n',
  );
  expect(io?.rules).toBeDefined();
  expect(made.step).toBe(2);
});

test('a loss of power leaves the first bad state, which the steps behind it find', () => {
  const made = promoted('643/4/power/47/keep=13');
  expect(made.testCase.engines).toEqual(['native']);
  expect(stepsOf(made)).toContain('  - power-cut: { leaves: first-broken, every: write }\n');
  expect(transcriptOf(made)).toContain('\n00008000:  00 00 00 00 00 00 00 00 ');
});

test('the death of a process is a cut behind so many I/Os', () => {
  const made = promoted('610/5/process/9/keep=2');
  expect(made.testCase.engines).toEqual(['native']);
  expect(stepsOf(made)).toMatch(/\n {4}process-death: after \d+\n/);
  expect(transcriptOf(made)).toMatch(/\nERROR OFLAG_COPIED L2 cluster: l1_index=\d/);
});

test.each([
  ['586/3/process/1/keep=0', 'write -z', '\nread failed: Input/output error\n'],
  ['657/3/process/1/keep=0', 'write', '\n00001000:  00 00 00 00 '],
  // All that is lost then is what a process loses as well.
  ['585/3/power/3/keep=1', 'write', '\n00000000:  04 04 04 04 '],
])('%s: the tool ends itself at a break point, on both engines', (token, write, damage) => {
  const made = promoted(token);
  expect(made.testCase.engines).toEqual(['native', 'qemu']);
  expect(made.draft.purpose).toMatch(/^The process dies, /);
  const steps = stepsOf(made).replaceAll(/\n {6}- /g, ' ');
  expect(steps).toMatch(
    /break (pwritev_done|flush_to_os) end1,? aio_write .*wait_break end1,? abort/,
  );
  expect(steps).toContain(`aio_${write.replace(' ', ' -q ')}`);
  expect(steps).toContain('    status: 134\n');
  expect(transcriptOf(made)).toContain(damage);
});

test('an order in which I/O takes effect at its end is a schedule that says so', () => {
  const made = promoted('677/8/order/late.1x3');
  expect(stepsOf(made)).toContain('    schedule: "late picks 1*3"\n');
  expect(transcriptOf(made)).toContain('\n00020000:  06 06 06 06 ');
  // In the engine's own order nothing is broken.
  const [steps, last] = [made.testCase.steps, made.step - 1];
  const own = steps.with(last, withoutSchedule(steps[last] as Step));
  const testCase = { ...made.testCase, steps: own };
  expect(transcriptOf({ ...made, testCase })).toContain('\n00020000:  07 07 07 07 ');
});

test.each([
  ['585/2/fault/io=1/errno=5/times=1/written=0/end', 'all promises are kept'],
  ['585/1/order/0', "step 1 is none of 'io'"],
  ['586/3/power/0', 'all promises are kept in this state'],
])('%s is no case: %s', (token, why) => {
  expect(() => promoted(token)).toThrow(why);
});
