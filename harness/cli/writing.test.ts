// One writer for each file, whatever became of those before.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { lockFile, writing } from './writing.ts';

let name: string;
let lock: string;

beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'blkdrill-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  name = join(folder, 'x');
  lock = `${name}.lock`;
});

test('the second is refused until the first has given it back', () => {
  const unlock = lockFile(name);
  expect(() => lockFile(name)).toThrow(
    `process ${process.pid} on ${hostname()} is writing ${name}: ` +
      `where that is not so, remove ${lock} and start again`,
  );
  unlock();
  expect(existsSync(lock)).toBe(false);
  lockFile(name)();
});

test('what a process has left that is gone is taken over, and nothing of another machine', () => {
  const { pid } = spawnSync(process.execPath, ['-e', '0']);
  writeFileSync(lock, `${pid} ${hostname()}\n`);
  lockFile(name)();
  for (const text of [`${pid} elsewhere\n`, '', 'x\n']) {
    writeFileSync(lock, text);
    expect(() => lockFile(name)).toThrow(`is writing ${name}: where that is not so`);
    expect(readFileSync(lock, 'utf8')).toBe(text);
  }
});

test('what cannot be written is told in words, and a mistake is none of that', () => {
  expect(() => lockFile(join(name, 'y'))).toThrow(/^cannot write '.*\/x\/y': no such file/);
  expect(() =>
    writing('z', () => {
      throw new TypeError('a mistake');
    }),
  ).toThrow(TypeError);
  expect(writing('z', () => 5)).toBe(5);
});
