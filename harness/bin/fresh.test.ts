// Starts programs of a small project that has the real starter and bundler, but sources of its own.
import { execFile, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from './layout.mjs';

const run = promisify(execFile);
let project = '';
const bin = () => join(project, 'harness/bin/blkdrill.mjs');
const source = () => join(project, 'harness/bin/blkdrill.ts');
const part = () => join(project, 'harness/bin/part.ts');
const builds = () => readdirSync(join(project, 'dist'), { withFileTypes: true });
const output = (): string => spawnSync(process.execPath, [bin()], { encoding: 'utf8' }).stdout;

beforeAll(() => {
  project = realpathSync(mkdtempSync(join(tmpdir(), 'blkdrill-fresh-')));
  mkdirSync(join(project, 'harness/bin'), { recursive: true });
  for (const name of ['build.mjs', 'fresh.mjs', 'layout.mjs', 'blkdrill.mjs', 'blkdrill-img.mjs']) {
    copyFileSync(join(root, 'harness/bin', name), join(project, 'harness/bin', name));
  }
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
  symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'));
  writeFileSync(source(), "import { word } from './part.ts';\nconsole.log(word);\n");
  writeFileSync(part(), "export const word = 'one';\n");
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

test('a missing bundle is built, a fresh one is used again', () => {
  expect(output()).toBe('one\n');
  // A source younger than the racy time is built twice; from then on nothing is written.
  output();
  const settled = statSync(join(project, 'dist/manifest.json')).ino;
  expect(output()).toBe('one\n');
  expect(statSync(join(project, 'dist/manifest.json')).ino).toBe(settled);
});

test('an edited source runs as edited, however old its date says it is', () => {
  writeFileSync(part(), "export const word = 'two';\n");
  expect(output()).toBe('two\n');
  const other = join(project, 'other.ts');
  writeFileSync(other, "export const word = 'six';\n");
  utimesSync(other, new Date(2020, 1, 1), new Date(2020, 1, 1));
  renameSync(other, part());
  expect(output()).toBe('six\n');
});

test('many starts at once after an edit all run the new code', async () => {
  writeFileSync(part(), "export const word = 'ten';\n");
  const starts = Array.from({ length: 6 }, () => run(process.execPath, [bin()]));
  const words = (await Promise.all(starts)).map(({ stdout }) => stdout);
  expect(words).toEqual(Array.from({ length: 6 }, () => 'ten\n'));
  expect(builds().filter((entry) => entry.name.startsWith('new-'))).toEqual([]);
});

test('sources that do not build say where and exit with status 2', () => {
  writeFileSync(part(), 'export const word = ;\n');
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin()], { encoding: 'utf8' });
  expect(status).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain('harness/bin/part.ts:1:20');
});

test('a program added later is built when it is first started', () => {
  writeFileSync(part(), "export const word = 'new';\n");
  expect(output()).toBe('new\n');
  writeFileSync(join(project, 'harness/bin/blkdrill-img.ts'), "console.log('img');\n");
  const shim = join(project, 'harness/bin/blkdrill-img.mjs');
  expect(spawnSync(process.execPath, [shim], { encoding: 'utf8' }).stdout).toBe('img\n');
});
