// Programs that wait while others run: Node itself stands for any.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { HeldProgram } from './held-program.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'blkdrill-held-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Node with that program; the default deadline is far away. */
const held = (program: string, deadline = Date.now() + 60_000): HeldProgram =>
  new HeldProgram({
    path: process.execPath,
    args: ['-e', program],
    cwd: folder,
    env: process.env,
    deadline,
  });

const ASKS = "process.stdout.write('> '); process.stdin.on('end', ";

test('waits until the end of its input is told, and then ends by itself', () => {
  const one = held(`${ASKS}() => require('fs').writeFileSync('ended', '')).resume()`);
  expect(one.waits('> ')).toBe(true);
  expect(readdirSync(folder)).toEqual([]);
  one.end();
  expect(readdirSync(folder)).toEqual(['ended']);
});

test('what ends by itself, or cannot be started, does not wait', () => {
  for (const one of [
    held("console.error('no such image')"),
    new HeldProgram({ path: '/nowhere', args: [], cwd: folder, env: {}, deadline: Infinity }),
  ]) {
    expect(one.waits('> ')).toBe(false);
    one.end();
  }
});

test('what never ends is killed at its deadline', () => {
  const one = held(`${ASKS}() => setInterval(() => {}, 1000)).resume()`, Date.now() + 1500);
  expect(one.waits('> ')).toBe(true);
  expect(() => one.end()).toThrow('no time left');
  const silent = held('setInterval(() => {}, 1000)', Date.now() + 500);
  expect(() => silent.waits('> ')).toThrow('no time left');
});
