// `blkdrill compare`: what it writes, also where it is cut off.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { launcher } from '../../build/paths.mjs';

const CASE = 'purpose: One\ngroups: [rw, quick]\nsteps:\n  - create: 64k\n  - io: read 0 512\n';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'blkdrill-test-'));
  for (const folder of ['scratch', 'suites', 'golden']) mkdirSync(join(root, folder));
  writeFileSync(join(root, 'suites/501-one.yaml'), CASE);
  const speak = `[${process.execPath}, ${launcher('blkdrill')}, engine, speak]`;
  writeFileSync(join(root, 'blkdrill.engines.yaml'), `engines:\n  other: ${speak}\n`);
});
afterEach(() => {
  expect(readdirSync(join(root, 'scratch'))).toEqual([]);
  rmSync(root, { recursive: true });
});

const options = () => ({
  cwd: root,
  env: { ...process.env, BLKDRILL_TMPDIR: join(root, 'scratch'), NO_COLOR: '1' },
});

function compare(...argv: readonly string[]) {
  const more = { ...options(), encoding: 'utf8', timeout: 110_000 } as const;
  return spawnSync(process.execPath, [launcher('blkdrill'), 'compare', ...argv], more);
}

const page = (folder: string, name = 'page.md'): string =>
  readFileSync(join(root, folder, name), 'utf8');

test('who is not there is not run, and the rest is the same in each run', () => {
  const asked = ['--engines', 'native,none', '--readers', 'ours,none', '--distinct', '5'];
  const argv = [...asked, '--only', 'faults,events,crashes,readers'];
  const run = compare(...argv, '-j', '1', '--output', 'p');
  expect(run).toMatchObject({ status: 0, stdout: 'p/index.html and p/page.md\n' });
  expect(run.stderr).toMatch(/^blkdrill: none is not run: there is no engine 'none'\n/);
  const first = ['page.md', 'index.html'].map((name) => page('p', name));
  expect(compare(...argv, '-j', '2', '--output', 'p').status).toBe(0);
  expect(['page.md', 'index.html'].map((name) => page('p', name))).toEqual(first);
  expect(first[0]).toContain("- none: not run: there is no engine 'none'\n");
  expect(first[0]).toContain('| all | good 28 | not run 28 |\n');
  expect(first[0]).toMatch(/\| first-write: .* \| [✓~] 5 runs.* \| not run \|/);
});

test('an engine of others runs cases, and reads images', () => {
  const argv = ['--engines', 'native,other', '--readers', 'other', '--only', 'cases,readers'];
  expect(compare('501', ...argv, '--output', 'p').status).toBe(0);
  const text = page('p');
  expect(text).toContain('| 501-one: One | ✗ failed (1) | ✓ 1 of 1 lines |\n');
  expect(text).toContain('   blkdrill suite 501 --engine native\n');
  expect(text).toContain('| version 3 | ✓ right |\n');
});

test('Ctrl-C writes what there is', async () => {
  const argv = ['--engines', 'native', '--only', 'readers,crashes', '--output', 'p'];
  const child = spawn(process.execPath, [launcher('blkdrill'), 'compare', ...argv], options());
  while (!existsSync(join(root, 'p/index.html'))) await setTimeout(50);
  child.kill('SIGINT');
  expect(await once(child, 'exit')).toEqual([130, null]);
  expect(page('p')).toContain('It was cut off: what is missing is told as not run.\n');
  expect(page('p')).toContain('| not run |');
});

test('our own engine as another version is swept like ours, and none of it is news', () => {
  const argv = ['--engines', 'native,native@11.1', '--only', 'faults,crashes', '--distinct', '5'];
  expect(compare(...argv, '--readers', 'ours', '--output', 'p').status).toBe(0);
  const text = page('p');
  expect(text).toMatch(/^- native@11\.1: blkdrill .* as QEMU 11\.1$/m);
  expect(text).toMatch(/\| first-write: .* \| [✓~] 5 runs.* \| [✓~] 5 runs.* \|/);
  expect(text).not.toContain('✗ 5');
});

test('a reader whose version cannot be asked for is not there, with the reason', () => {
  const nbdkit = join(root, 'nbdkit');
  const said = 'nbdkit: error: cannot open filter';
  writeFileSync(nbdkit, `#!/bin/sh\necho '${said}' >&2\nexit 1\n`, { mode: 0o755 });
  const argv = ['compare', '--engines', 'native', '--only', 'readers', '--output', 'p'];
  const { env, ...where } = options();
  const more = {
    ...where,
    env: { ...env, PATH: `${root}:${process.env['PATH']}` },
    timeout: 110_000,
  };
  const line = [launcher('blkdrill'), ...argv, '--readers', 'nbdkit'];
  expect(spawnSync(process.execPath, line, more).status).toBe(0);
  expect(page('p')).toContain(`- nbdkit: not run: ${said}\n`);
});

test.each([
  [[], "'--output' is needed: the page's folder"],
  [['--output', 'p', '--only', 'case'], "unknown table 'case' (did you mean 'cases'?)"],
  [['--output', 'suites/501-one.yaml/p', '--only', 'events'], 'cannot be written'],
])('%j is refused', (argv, message) => {
  const { status, stderr } = compare('--engines', 'native', ...argv);
  expect(stderr).toContain(message);
  expect(status).toBe(2);
});
