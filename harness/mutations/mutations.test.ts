// Every declared mistake turns its case red, and without it the same cases are green.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../build/paths.mjs';
import { ALL_CASES } from '../cases/selection.ts';
import { selectCases } from '../cases/suite-folder.ts';
import { NativeEngine } from '../engines/native.ts';
import type { Job } from '../run/job.ts';
import { runCase } from '../run/run-case.ts';
import { textOf } from '../run/step-loop.ts';
import { undisturbed } from '../verbs/run-program.ts';
import { jobOf } from './jobs.ts';
import { applyMutation } from './mutation.ts';
import { Mutants } from './run.ts';
import { MUTATIONS } from './subjects/all.ts';

const numbers = [...new Set(MUTATIONS.map((mutation) => mutation.case))].sort();

/** The one case of that number, on our own engine, held to its golden and perhaps to its log. */
function numbered(number: string, hasLog = true): Job {
  const [testCase] = selectCases(root, { ...ALL_CASES, words: [number] });
  if (testCase === undefined) throw new Error(`there is no case ${number}`);
  const { writeLog, ...job } = jobOf(testCase);
  return hasLog ? { ...job, writeLog } : job;
}

/** The same without sweeps and power cuts, and held to what it prints then as the engine is. */
function undisturbedJob({ case: swept, ...job }: Job): Job {
  const testCase = { ...swept, steps: swept.steps.map(undisturbed) };
  const engine = new NativeEngine({ keepsTrace: false });
  const golden = textOf(runCase(testCase, engine, []));
  engine.close();
  return { ...job, case: testCase, golden };
}

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
  let mutants: Mutants;
  beforeAll(async () => {
    mutants = await Mutants.of('harness/mutations/judge-case.ts', 60_000);
  });
  afterAll(() => mutants.close());

  /** Of each case, the steps up to the last that a mutation turned red, and what was exchanged. */
  const met = new Map<string, { steps: number; files: Set<string> }>();

  test.concurrent.each(MUTATIONS)('$case turns red: $name', async (mutation) => {
    const job = numbered(mutation.case, mutation.shows === undefined);
    const { verdict, output, reached = Infinity } = await mutants.run([job], mutation);
    expect(verdict, output).toBe('red');
    expect(output).toContain(mutation.shows ?? '');
    const { steps, files } = met.get(mutation.case) ?? { steps: 0, files: new Set() };
    met.set(mutation.case, {
      steps: Math.max(steps, reached),
      files: files.add(mutation.file),
    });
  });

  // Behind them: what a mistake may have left in the modules is met here. The steps that no
  // mutation came to are those of suites.test.ts alone.
  test.concurrent.each(numbers)('the engine as it is passes %s', async (number) => {
    const { steps, files } = met.get(number) ?? { steps: Infinity, files: [] };
    const job = { ...numbered(number), steps };
    const { verdict, output } = await mutants.rehearse([job], [...files]);
    expect(verdict, output).toBe('green');
  });

  const swept = MUTATIONS.filter(({ needsSweep = false }) => needsSweep);
  test.concurrent.each(swept)('$case is green without its sweeps: $name', async (mutation) => {
    const job = undisturbedJob(numbered(mutation.case));
    const { verdict, output } = await mutants.run([job], mutation);
    expect(verdict, output).toBe('green');
  });
});
