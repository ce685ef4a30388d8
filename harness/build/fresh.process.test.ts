// Starts programs of a small project, before and after its sources change.
import { execFile, spawnSync } from 'node:child_process';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toldIfSlow } from './build.mjs';
import { makeProject } from './project.test-support.ts';

const run = promisify(execFile);
let project = '';
const bin = () => join(project, 'harness/bin/blkdrill.mjs');
const part = () => join(project, 'harness/cli/part.ts');
const builds = () => readdirSync(join(project, 'dist'), { withFileTypes: true });
const output = (): string => spawnSync(process.execPath, [bin()], { encoding: 'utf8' }).stdout;

beforeAll(() => {
  project = makeProject('linked');
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
  expect(stderr).toContain('harness/cli/part.ts:1:20');
});

test('a program added later is built when it is first started', () => {
  writeFileSync(part(), "export const word = 'new';\n");
  expect(output()).toBe('new\n');
  writeFileSync(join(project, 'harness/cli/blkdrill-img.ts'), "console.log('img');\n");
  const shim = join(project, 'harness/bin/blkdrill-img.mjs');
  expect(spawnSync(process.execPath, [shim], { encoding: 'utf8' }).stdout).toBe('img\n');
});

/** Files of compiled functions in all builds, by their names. */
const kept = (): string[] =>
  builds()
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => readdirSync(join(project, 'dist', name)).map((file) => join(name, file)))
    .filter((file) => file.includes('.compiled'));

test('compiled functions are kept for each command, and only once it has worked', () => {
  const lines = [
    "export const word = process.argv[2] ?? 'nothing';",
    "if (word === 'wrong') process.exit(1);",
  ];
  writeFileSync(part(), lines.join('\n'));
  const say = (...argv: string[]) =>
    spawnSync(process.execPath, [bin(), ...argv], { encoding: 'utf8' });
  const before = new Set(kept());
  const fresh = (): string[] =>
    kept()
      .filter((file) => !before.has(file))
      .map((file) => file.split('/')[1] as string)
      .sort();
  expect(say('wrong').status).toBe(1);
  expect(fresh()).toEqual([]);
  expect(say('one').stdout).toBe('one\n');
  expect(say('--two').stdout).toBe('--two\n');
  expect(fresh()).toEqual(['blkdrill.cjs.any.compiled', 'blkdrill.cjs.one.compiled']);
  const stamp = (): unknown => kept().map((file) => statSync(join(project, 'dist', file)).mtimeMs);
  const settled = stamp();
  expect(say('one').stdout).toBe('one\n');
  expect(stamp()).toEqual(settled);
});

test('kept functions that are spoiled, or cannot be kept, change nothing', () => {
  const say = () => spawnSync(process.execPath, [bin(), 'word'], { encoding: 'utf8' });
  expect(say().stdout).toBe('word\n');
  const [file] = kept().filter((name) => name.includes('.word.'));
  const path = join(project, 'dist', file as string);
  const good = readFileSync(path);
  for (const bad of [good.subarray(0, 100), Buffer.alloc(0), Buffer.alloc(good.length)]) {
    writeFileSync(path, bad);
    expect(say()).toMatchObject({ status: 0, stdout: 'word\n', stderr: '' });
    expect(readFileSync(path).length).toBeGreaterThan(100);
  }
  // A folder stands where the file should go.
  rmSync(path);
  mkdirSync(path);
  expect(say()).toMatchObject({ status: 0, stdout: 'word\n', stderr: '' });
  expect(kept().filter((name) => !name.endsWith('.compiled'))).toEqual([]);
});

test('a build that takes long is told on terminals, and nowhere else', async () => {
  const slowly = () => new Promise((resolve) => void setTimeout(resolve, 200, 'done'));
  for (const isTTY of [true, false]) {
    const told: string[] = [];
    const stream = { isTTY, write: (text: string) => told.push(text) };
    expect(await toldIfSlow(slowly(), stream, 1)).toBe('done');
    const isLooked = isTTY && !process.env['CI'];
    expect(told).toEqual(isLooked ? ['the sources have changed: bundling them ...\n'] : []);
    expect(await toldIfSlow(Promise.resolve('done'), stream, 100)).toBe('done');
    expect(told).toHaveLength(isLooked ? 1 : 0);
  }
});
