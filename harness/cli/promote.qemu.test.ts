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
import { numberOfToken, promote } from '../promote/promote.ts';
import { exportFinding } from './export-finding.ts';

function promoted(token: string): Promoted {
  const number = numberOfToken(token) ?? '';
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
    '586/3/process/1/keep=0',
    '\nread failed: Input/output error\n',
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
