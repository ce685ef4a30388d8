// Promoted findings on the real tools: cases of faults meet the golden that our engine gives, and
// exported scripts show the damage without us.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runCase, transcriptOf } from '../api/index.ts';
import { root } from '../build/paths.mjs';
import { ALL_CASES } from '../cases/selection.ts';
import { selectCases } from '../cases/suite-folder.ts';
import type { Promoted } from '../promote/fault-case.ts';
import { randomTest } from '../fuzz/random-test.ts';
import { sequenceTest } from '../fuzz/sequences/sequence-test.ts';
import { numberOfToken, promote } from '../promote/promote.ts';
import { exportFinding } from './export-finding.ts';

function promoted(token: string): Promoted {
  const number = numberOfToken(token) ?? '';
  const made = number.startsWith('r')
    ? randomTest(Number(number.slice(1)))
    : number.startsWith('s')
      ? sequenceTest(Number(number.slice(1)))
      : undefined;
  if (made !== undefined) return promote({ ...made, options: [] }, token);
  const [testCase] = selectCases(root, { ...ALL_CASES, words: [number] });
  if (testCase === undefined) throw new Error(`there is no case ${number}`);
  const text = readFileSync(join(root, testCase.file), 'utf8');
  return promote({ testCase, text, options: [] }, token);
}

const FLUSH = '585/2/fault/io=12/errno=5/times=1/written=0/end';

test.each([
  FLUSH,
  '624/2/fault/io=11/errno=5/times=1/written=0/end',
  '648/2/fault/space=6/errno=28/times=5/written=0/repeat',
  '648/3/fault/io=10/errno=5/times=1/written=0/end',
  '648/5/fault/io=15/errno=5/times=1/written=0/end',
])('the case of %s meets the same golden on the real tools', (token) => {
  const { testCase } = promoted(token);
  const { run } = runCase(testCase);
  const golden = run && transcriptOf(run);
  expect(golden).toMatch(/\nERROR /);
  const { verdict, failures } = runCase(testCase, { engine: 'qemu', golden });
  expect({ verdict, failures }).toEqual({ verdict: 'passed', failures: [] });
});

test.each([
  ['a random case', 'r38/6/fault/io=12/errno=5/times=1/written=0/repeat', /\nread failed: /],
  ['a sequence', 's7919/5/fault/space=7/errno=28/times=2/written=0/end', /\nERROR cluster \d+ /],
  ['a process that ends itself', '585/3/process/3/keep=1', /\n00000000: {2}04 04 04 04 /],
  ['one that ends itself while it zeroes', '586/3/process/1/keep=0', /\nread failed: /],
  ['one that ends itself behind its requests', '580/12/process/23/keep=6', /\n00001000: {2}33 33 /],
])('the case of %s meets the same golden on the real tools: %s', (_name, token, damage) => {
  const { testCase } = promoted(token);
  expect(testCase.engines).toEqual(['native', 'qemu']);
  const { run } = runCase(testCase);
  const golden = run && transcriptOf(run);
  expect(golden).toMatch(damage);
  const { verdict, failures } = runCase(testCase, { engine: 'qemu', golden });
  expect({ verdict, failures }).toEqual({ verdict: 'passed', failures: [] });
});

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'blkdrill-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

test.each([
  ['a fault, by its rules', FLUSH, '\nwrite failed: Input/output error\n', '\nERROR cluster 4 '],
  [
    'a loss of power, by what it leaves',
    '643/4/power/47/keep=13',
    '\n00008000:  00 00 00 00 ',
    '\nNo errors were found on the image.\n',
  ],
  [
    'the death of a process, by what it leaves',
    '610/5/process/9/keep=2',
    '\nERROR OFLAG_COPIED L2 cluster: l1_index=',
  ],
  [
    'the death of a process, by the abort of qemu-io at a break point',
    '586/3/process/1/keep=0',
    '-c break flush_to_os end1 -c aio_write -q -z 0 64k -c wait_break end1 -c abort blkdebug::',
    '\nread failed: Input/output error\n',
    '\nNo errors were found on the image.\n',
  ],
  [
    'the same with two writes, one of which is stopped before',
    '676/4/process/3/keep=1',
    '\n00000000:  03 03 03 03 ',
    '\nNo errors were found on the image.\n',
  ],
])('an export shows %s', (_name, token, ...damage) => {
  const said = exportFinding(promoted(token), join(scratch(), 'export'));
  for (const text of damage) expect(`\n${said}`).toContain(text);
});

test('a folder that holds something is left as it is', () => {
  const folder = scratch();
  writeFileSync(join(folder, 'mine'), '');
  expect(() => exportFinding(promoted(FLUSH), folder)).toThrow('is not empty');
});
