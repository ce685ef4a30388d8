// Every declared mistake turns its suite red, and without it the same suites are green.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../build/paths.mjs';
import { applyMutation } from './mutation.ts';
import { MUTATIONS } from './mutations.ts';
import { runMutant } from './run.ts';

const ENTRIES = { program: 'harness/cli/blkdrill.ts', worker: 'harness/cli/worker.ts' };
const suites = [...new Set(MUTATIONS.map(({ suite }) => suite))].sort();
const argv = (numbers: readonly string[]): string[] => [
  'suite',
  ...numbers,
  '--jobs',
  '1',
  '--deadline',
  '30',
];

test('there are at least thirty, each with a name of its own', () => {
  const names = MUTATIONS.map(({ name }) => name);
  expect(names.length).toBeGreaterThanOrEqual(30);
  expect(new Set(names).size).toBe(names.length);
});

test.each(MUTATIONS)('it still applies: $name', (mutation) => {
  const text = readFileSync(join(root, mutation.file), 'utf8');
  expect(applyMutation(text, mutation)).not.toBe(text);
});

describe('with the suites', { timeout: 120_000 }, () => {
  test(`the engine as it is passes ${suites.join(' ')}`, async () => {
    const { verdict, output } = await runMutant(ENTRIES, argv(suites));
    expect(verdict, output).toBe('green');
  });

  test.concurrent.each(MUTATIONS)('$suite turns red: $name', async (mutation) => {
    const { verdict, output } = await runMutant(ENTRIES, argv([mutation.suite]), mutation);
    expect(verdict, output).toBe('red');
  });
});
