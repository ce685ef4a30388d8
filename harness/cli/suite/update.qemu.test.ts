// A golden that the real tools write: its write log comes from our own engine, where that prints
// the same.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { launcher } from '../../build/paths.mjs';

test('--update on the real tools writes both goldens, which our own engine meets', () => {
  const root = mkdtempSync(join(tmpdir(), 'blkdrill-test-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const name of ['suites', 'golden']) mkdirSync(join(root, name));
  writeFileSync(join(root, 'suites/601-x.yaml'), 'purpose: p\nsteps: [create: 1M, stat]\n');
  const environment = Object.entries(process.env).filter(([name]) => name !== 'CI');
  const suite = (...argv: readonly string[]) => {
    const { status, stdout } = spawnSync(
      process.execPath,
      [launcher('blkdrill'), 'suite', ...argv],
      { cwd: root, env: Object.fromEntries(environment), encoding: 'utf8' },
    );
    return { status, stdout };
  };
  const { status, stdout } = suite('--engine', 'qemu', '--update');
  expect(status, stdout).toBe(0);
  expect(stdout).toContain('golden/601.out and golden/601.io written');
  expect(readdirSync(join(root, 'golden'))).toEqual(['601.io', '601.out']);
  expect(readFileSync(join(root, 'golden/601.io'), 'utf8')).toMatch(
    /^blkdrill write log 1\n- create/,
  );
  expect(suite().status).toBe(0);
  expect(suite('--engine', 'qemu', '--twice').status).toBe(0);
});
