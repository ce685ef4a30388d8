// The mechanism itself, on a program of three lines.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../build/paths.mjs';
import { applyMutation, MutationError, type Mutation } from './mutation.ts';
import { runMutant } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'blkdrill-mutants-'));
const entry = join(folder, 'program.ts');
const entries = { program: entry };
const part = join(folder, 'part.ts');
const wrong: Mutation = {
  name: 'one too many',
  why: 'for the test',
  file: relative(root, part),
  find: 'a + b',
  replace: 'a + b + 1',
  suite: '121',
};

beforeAll(() => {
  writeFileSync(part, 'export const add = (a: number, b: number): number => a + b;\n');
  writeFileSync(
    entry,
    `import { add } from './part.ts';
     console.log(add(1, 2), process.argv[2], import.meta.dirname);
     process.exitCode = process.argv[2] === 'usage' ? 2 : add(1, 2) === 3 ? 0 : 1;\n`,
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a mutation applies to text that stands there once', () => {
  expect(applyMutation('let x = a + b;', wrong)).toBe('let x = a + b + 1;');
  expect(() => applyMutation('let x = a - b;', wrong)).toThrow(MutationError);
  expect(() => applyMutation('a + b, a + b', wrong)).toThrow('found 2 times');
});

test('a replacement is taken literally', () => {
  expect(applyMutation('a + b', { ...wrong, replace: '$& $1' })).toBe('$& $1');
});

test('the program is green as it is and red with the mistake in it', async () => {
  const sound = await runMutant(entries, ['x']);
  expect(sound).toMatchObject({ verdict: 'green', output: expect.stringMatching(/^3 x /) });
  const mutant = await runMutant(entries, ['x'], wrong);
  expect(mutant).toMatchObject({ verdict: 'red', output: expect.stringMatching(/^4 x /) });
  const bundleFolder = mutant.output.trim().split(' ')[2];
  expect(bundleFolder).toMatch(/mutant-/);
  expect(existsSync(bundleFolder ?? '')).toBe(false);
});

test('a run without a verdict is not red', async () => {
  expect((await runMutant(entries, ['usage'], wrong)).verdict).toBe('broken');
});

test('a mutation that no longer applies, or of a file nobody loads, is an error', async () => {
  await expect(runMutant(entries, [], { ...wrong, find: 'a * b' })).rejects.toThrow('not once');
  await expect(runMutant(entries, [], { ...wrong, file: 'gone.ts' })).rejects.toThrow(
    'gone.ts is no part of the program',
  );
});
