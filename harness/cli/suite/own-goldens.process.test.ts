// Goldens of an engine of others: words of its own, beside the classes by which it is judged.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { launcher } from '../../build/paths.mjs';

const CASE = `purpose: What a read prints
groups: [rw]
steps:
  - create: 64k
  - io: read 0 512
`;

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'blkdrill-test-'));
  for (const folder of ['scratch', 'suites']) mkdirSync(join(root, folder));
  writeFileSync(join(root, 'suites/501-words.yaml'), CASE);
});
afterEach(() => rmSync(root, { recursive: true }));

function suite(...argv: readonly string[]) {
  const { CI: _ci, ...inherited } = process.env;
  const env = { ...inherited, BLKDRILL_TMPDIR: join(root, 'scratch'), NO_COLOR: '1' };
  const options = { cwd: root, env, encoding: 'utf8', timeout: 100_000 } as const;
  return spawnSync(process.execPath, [launcher('blkdrill'), 'suite', '501', ...argv], options);
}

/** An engine that refuses to open images, in these words. */
function refusing(words: string): void {
  const program = `
    console.log('blkdrill-engine 1 name=refuser version=1 serves=open,read,write,flush,close');
    require('readline').createInterface({ input: process.stdin }).on('line', () => {
      console.log('err EIO ${words}');
    });`;
  writeFileSync(join(root, 'engine.js'), program);
  const name = `  mine: [${process.execPath}, ./engine.js]\n`;
  writeFileSync(join(root, 'blkdrill.engines.yaml'), `engines:\n${name}`);
}

const golden = (name: string): string => join(root, 'golden', name);

test('they are written beside the usual ones, and then judged; those that say the same go', () => {
  refusing('some words');
  expect(suite('--update').status).toBe(0);
  // Nobody has written down what it prints.
  expect(suite('--engine', 'mine')).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('words its own)'),
  });
  expect(suite('--update', '--engine', 'mine').stdout).toContain('golden/mine/501.out written');
  expect(readFileSync(golden('mine/501.out'), 'utf8')).toContain('some words\n');
  expect(readFileSync(golden('501.out'), 'utf8')).not.toContain('some words');
  expect(existsSync(golden('mine/501.io'))).toBe(false);
  expect(suite('--engine', 'mine').stdout).toContain('words as in the golden)');
  refusing('other words');
  const red = suite('--engine', 'mine');
  expect(red.stdout).toContain('words other than its golden has)');
  expect(red.stdout).toContain('--- golden/mine/501.out (expected)');
  expect(red.status).toBe(1);
});
