// A checkout whose files cannot be written: by its modes, and where root runs the tests, for whom
// modes count nothing, by another user.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeProject } from './project.test-support.ts';

const isRoot = process.getuid?.() === 0;
const NOBODY = 65_534;
const other = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
let project = '';
let home = '';
const folders = ['', 'harness', 'harness/build', 'harness/cli', 'harness/bin', 'node_modules'];
const setMode = (mode: number): void =>
  folders.forEach((folder) => chmodSync(join(project, folder), mode));

beforeAll(() => {
  project = makeProject('copied');
  home = realpathSync(mkdtempSync(join(tmpdir(), 'blkdrill-home-')));
  for (const folder of ['cache', 'tmp']) {
    mkdirSync(join(home, folder));
    if (isRoot) chownSync(join(home, folder), NOBODY, NOBODY);
  }
  chmodSync(home, 0o755);
  setMode(0o555);
});
afterAll(() => {
  setMode(0o755);
  rmSync(project, { recursive: true, force: true });
  rmSync(home, { recursive: true, force: true });
});

const start = (cache: string) =>
  spawnSync(process.execPath, [join(project, 'harness/bin/blkdrill.mjs')], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], XDG_CACHE_HOME: cache, TMPDIR: join(home, 'tmp') },
    ...other,
  });
const said = (word: string) => ({ status: 0, stdout: `${word}\n`, stderr: '' });

test('a checkout that was never built and cannot be written runs from the cache folder', () => {
  const cache = join(home, 'cache');
  expect(start(cache)).toMatchObject(said('one'));
  const [checkout = ''] = readdirSync(join(cache, 'blkdrill/checkouts'));
  const builds = () => readdirSync(join(cache, 'blkdrill/checkouts', checkout, 'dist'));
  const before = builds();
  expect(start(cache)).toMatchObject(said('one'));
  expect(builds()).toEqual(before);
  expect(readdirSync(project)).not.toContain('dist');
});

test('what changes there is built anew', () => {
  writeFileSync(join(project, 'harness/cli/part.ts'), "export const word = 'two';\n");
  expect(start(join(home, 'cache'))).toMatchObject(said('two'));
});

test('without a cache folder it runs all the same, and leaves nothing behind', () => {
  const cache = join(project, 'no-cache');
  expect(start(cache)).toMatchObject(said('two'));
  expect(readdirSync(project)).not.toContain('no-cache');
  expect(readdirSync(join(home, 'tmp'))).toEqual([]);
});

test('without the packages of developers, a checkout says what is missing', () => {
  setMode(0o755);
  rmSync(join(project, 'node_modules'), { recursive: true });
  const { status, stdout, stderr } = start(join(project, 'no-cache'));
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toBe(
    'blkdrill: the sources do not build\n' +
      "a checkout needs the packages of developers as well: 'npm ci' installs them\n",
  );
  mkdirSync(join(project, 'node_modules'));
});
