// A case as a library runs it: what it is held to, and what is red where that is missing.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { loadCase } from '../cases/load.ts';
import type { TestCase } from '../cases/types.ts';
import { readSchedule } from '../engines/schedule.ts';
import { transcriptOf, writeLogOf } from '../run/outcome.ts';
import { runCase, type RunOptions } from './run-case.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'blkdrill-test-'));
  mkdirSync(join(root, 'golden'));
  const made = root;
  onTestFinished(() => rmSync(made, { recursive: true }));
});

function load(): TestCase {
  const text =
    'purpose: p\nsteps:\n  - create: { size: 1M, cluster_size: 512 }\n  - io: write 0 4k\n';
  const result = loadCase('suites/601-x.yaml', text);
  if ('problems' in result) throw new Error(result.problems.join('\n'));
  return result.loaded;
}

const CASE = load();
const put = (name: string, text: string): void => writeFileSync(join(root, 'golden', name), text);

/** The golden and the write log that the case meets. */
function bless(): { readonly golden: string; readonly writeLog: string } {
  const { run } = runCase(CASE, { root });
  if (run === undefined) throw new Error('it did not run');
  const blessed = { golden: transcriptOf(run), writeLog: writeLogOf(run) };
  put('601.out', blessed.golden);
  put('601.io', blessed.writeLog);
  return blessed;
}

/** The verdict, what failed, and what became of the write log. */
function told(options: RunOptions): readonly unknown[] {
  const { verdict, failures, run } = runCase(CASE, options);
  return [verdict, failures.map(({ kind }) => kind), run?.writeLog.state];
}

test('a case is held to the golden and the write log below a root', () => {
  const { golden, writeLog } = bless();
  expect(told({ root })).toEqual(['passed', [], 'equal']);
  put('601.out', `${golden}more\n`);
  expect(told({ root })).toEqual(['failed', ['text'], 'equal']);
  put('601.out', golden);
  // A flush less.
  put('601.io', writeLog.replace(/ F\n/, '\n'));
  expect(told({ root })).toEqual(['failed', ['write log'], 'different']);
});

test('a golden or a write log that is missing is red with a root, and not asked without', () => {
  expect(told({ root })).toEqual(['failed', ['text', 'write log'], 'missing']);
  expect(told({})).toEqual(['passed', [], 'not compared']);
});

test('texts that are given stand in the place of files', () => {
  const { golden, writeLog } = bless();
  put('601.out', '');
  put('601.io', '');
  expect(told({ root, golden, writeLog })).toEqual(['passed', [], 'equal']);
  expect(told({ golden })).toEqual(['passed', [], 'not compared']);
});

test('other options and other orders give other I/O', () => {
  bless();
  const schedule = readSchedule('7');
  expect(told({ root, schedule })).toEqual(['passed', [], 'not compared']);
  expect(told({ root, imageOptions: [['lazy_refcounts', 'on']] })).toEqual([
    'passed',
    [],
    'not compared',
  ]);
});

test('what cannot be read is red', () => {
  bless();
  rmSync(join(root, 'golden/601.io'));
  mkdirSync(join(root, 'golden/601.io'));
  expect(told({ root })).toEqual(['failed', ['unread log'], 'not compared']);
  rmSync(join(root, 'golden/601.out'));
  mkdirSync(join(root, 'golden/601.out'));
  expect(told({ root })).toEqual(['failed', ['golden', 'unread log'], 'not compared']);
});
