// The mechanism itself, on a program of three lines.
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dist, root } from '../build/paths.mjs';
import { applyMutation, MutationError, type Mutation } from './mutation.ts';
import { Mutants } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'blkdrill-mutants-'));
const entry = relative(root, join(folder, 'program.ts'));
const part = join(folder, 'part.ts');
const wrong: Mutation = {
  name: 'one too many',
  kind: 'plain',
  origin: 'off by one at a border',
  why: 'for the test',
  file: relative(root, part),
  find: 'a + b',
  replace: 'a + b + 1',
  case: '121',
};

let mutants: Mutants;

beforeAll(async () => {
  writeFileSync(
    part,
    `let calls = 0;
     export const add = (a: number, b: number): number => { calls += 1; return a + b; };
     export const called = (): number => calls;\n`,
  );
  writeFileSync(join(folder, 'parts.ts'), `export { add } from './part.ts';\n`);
  writeFileSync(
    join(folder, 'program.ts'),
    `import { called } from './part.ts';
     import { add } from './parts.ts';
     const taken = { add };
     const cell = new Int32Array(new SharedArrayBuffer(4));
     const rest = () => Atomics.wait(cell, 0, 0, 20);
     export function judge(subject: string) {
       if (subject === 'throws') throw new Error('no verdict');
       if (subject === 'never ends') for (;;) rest();
       if (subject === 'taken') {
         const verdict = taken.add(1, 2) === 3 ? 'green' : 'red';
         return { verdict, output: add === taken.add ? 'taken is shown' : 'taken is not shown' };
       }
       const verdict = add(1, 2) === 3 ? 'green' : 'red';
       return { verdict, output: [add(1, 2), subject, called(), import.meta.dirname].join(' ') };
     }\n`,
  );
  mutants = await Mutants.of(entry, 1000);
});
afterAll(() => {
  mutants.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a mutation applies to text that stands there once', () => {
  expect(applyMutation('let x = a + b;', wrong)).toBe('let x = a + b + 1;');
  expect(() => applyMutation('let x = a - b;', wrong)).toThrow(MutationError);
  expect(() => applyMutation('a + b, a + b', wrong)).toThrow('found 2 times');
});

test('a replacement is taken literally', () => {
  expect(applyMutation('a + b', { ...wrong, replace: '$& $1' })).toBe('$& $1');
});

test('the program is green as it is and red with the mistake in it', async () => {
  // Each run has modules of its own: nothing is left of the one before.
  const sound = { verdict: 'green', output: `3 x 2 ${folder}` };
  expect(await mutants.run('x')).toEqual(sound);
  expect(await mutants.run('x', wrong)).toEqual({ verdict: 'red', output: `4 x 2 ${folder}` });
  expect(await mutants.run('x')).toEqual(sound);
});

test('rehearsals share their modules with each other and with no run', async () => {
  const sound = (calls: number) => ({ verdict: 'green', output: `3 x ${calls} ${folder}` });
  expect(await mutants.rehearse('x')).toEqual(sound(2));
  expect(await mutants.rehearse('x')).toEqual(sound(4));
  expect(await mutants.run('x')).toEqual(sound(2));
  expect((await mutants.run('x', wrong)).output).toBe(`4 x 2 ${folder}`);
});

test('what a module took while it was loaded has the mistake in a graph of its own', async () => {
  await mutants.rehearse('x');
  const known = { verdict: 'green', output: 'taken is not shown' };
  expect(await mutants.rehearse('taken', [wrong.file])).toEqual(known);
  expect(await mutants.run('taken', wrong)).toEqual({ verdict: 'red', output: 'taken is shown' });
});

test('a module that is exchanged for itself changes nothing, its state goes with it', async () => {
  const before = await mutants.rehearse('x');
  const calls = Number(before.output.split(' ')[2]);
  expect((await mutants.rehearse('x', [wrong.file])).output).toBe(`3 x 2 ${folder}`);
  expect((await mutants.rehearse('x')).output).toBe(`3 x ${calls + 2} ${folder}`);
  await expect(mutants.rehearse('x', ['gone.ts'])).resolves.toMatchObject({ verdict: 'broken' });
});

test('a run without a verdict is not red', async () => {
  const { verdict, output } = await mutants.run('throws', wrong);
  expect(verdict).toBe('broken');
  expect(output).toMatch(/no verdict.*program\.ts/s);
});

test('a module that throws while it is loaded is not red', async () => {
  const find = 'let calls = 0;';
  const mutation = { ...wrong, find, replace: `${find} throw new Error('while loading');` };
  const { verdict, output } = await mutants.run('x', mutation);
  expect(verdict).toBe('broken');
  expect(output).toContain('while loading');
});

test('a run that never ends is red, and the next one has a worker again', async () => {
  expect(await mutants.run('never ends', wrong)).toEqual({
    verdict: 'red',
    output: 'no end after 1 s',
  });
  expect((await mutants.run('x')).verdict).toBe('green');
});

test('a mutation that no longer applies, or of a file nobody loads, is an error', async () => {
  await expect(mutants.run('x', { ...wrong, find: 'a * b' })).rejects.toThrow('not once');
  await expect(mutants.run('x', { ...wrong, file: 'gone.ts' })).rejects.toThrow(
    'gone.ts is no part of the program',
  );
});

test('nothing is left behind', async () => {
  const before = readdirSync(dist).length;
  const others = await Mutants.of(entry, 1000);
  expect(readdirSync(dist)).toHaveLength(before + 1);
  others.close();
  expect(existsSync(dist) && readdirSync(dist)).toHaveLength(before);
});
