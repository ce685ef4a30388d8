// Mistakes that are declared, each with its case: what tests ask of a list of them.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../build/paths.mjs';
import { ALL_CASES } from '../cases/selection.ts';
import { selectCases } from '../cases/suite-folder.ts';
import { NativeEngine } from '../engines/native.ts';
import type { Job } from '../run/job.ts';
import { runCase } from '../run/run-case.ts';
import { textOf } from '../run/step-loop.ts';
import { undisturbed } from '../verbs/run-program.ts';
import { jobOf } from './jobs.ts';
import type { Mutation } from './mutation.ts';
import { Mutants } from './run.ts';

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

/**
 * Declares tests: each mistake turns its case red, and without it the same cases are green. They
 * take up to two minutes each.
 */
export function testMutations(mutations: readonly Mutation[]): void {
  const numbers = [...new Set(mutations.map((mutation) => mutation.case))].sort();
  let mutants: Mutants;
  beforeAll(async () => {
    mutants = await Mutants.of('harness/mutations/judge-case.ts', 60_000);
  });
  afterAll(() => mutants.close());

  /** Of each case, the steps up to the last that a mutation turned red, and what was exchanged. */
  const met = new Map<string, { steps: number; files: Set<string> }>();

  test.concurrent.each(mutations)('$case turns red: $name', async (mutation) => {
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

  const swept = mutations.filter(({ needsSweep = false }) => needsSweep);
  test.concurrent.each(swept)('$case is green without its sweeps: $name', async (mutation) => {
    const job = undisturbedJob(numbered(mutation.case));
    const { verdict, output } = await mutants.run([job], mutation);
    expect(verdict, output).toBe('green');
  });
}
