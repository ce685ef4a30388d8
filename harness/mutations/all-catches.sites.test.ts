// Each catch of an IoError in the engine is met by a run of a sweep of faults, or stands in a list
// with the reason why not (unreached-catches.ts). Prints those that are not met.
import { expect, test } from 'vitest';
import { root } from '../build/paths.mjs';
import { ALL_CASES } from '../cases/selection.ts';
import { selectCases } from '../cases/suite-folder.ts';
import type { SweepJob } from '../explore/sweep-steps.ts';
import type { Step } from '../verbs/step.ts';
import { type CatchSite, catchesOf, countedCatches } from './catches.ts';
import { Mutants } from './run.ts';
import { sourcesIn } from './sources.ts';
import { UNREACHED_CATCHES } from './unreached-catches.ts';

const FOLDER = 'engine/qcow2';

/** Runs of a step that a case sweeps by itself. */
const RUNS = 60;

/** Steps that are swept besides, by case and line, with their runs: those come by the others. */
const MORE: readonly (readonly [number: string, line: number, runs: number])[] = [
  ['138', 32, 60],
  ['261', 102, 12],
  ['261', 108, 6],
  ['505', 46, 20],
  ['506', 25, 6],
  ['513', 37, 25],
  ['515', 70, 10],
  ['576', 42, 10],
  ['612', 12, 60],
  ['659', 17, 90],
  ['689', 42, 50],
  ['689', 54, 60],
  ['690', 14, 400],
  ['695', 14, 60],
  ['723', 14, 95],
];

const sources = sourcesIn([FOLDER]);
const sites = [...sources].flatMap(([file, text]) => catchesOf(file, text));
const numbers = new Map(sites.map((site, number) => [site, number]));

/** Those that cases sweep by themselves, and MORE. */
function sweptSteps(): readonly SweepJob[] {
  const cases = selectCases(root, ALL_CASES).filter(({ engines }) => engines.includes('native'));
  return cases.flatMap((testCase) => {
    const jobOf = (isIt: (step: Step) => boolean, distinct: number): SweepJob[] => {
      const only = testCase.steps.flatMap((step, index) => (isIt(step) ? [index + 1] : []));
      const extent = { part: 0, parts: 1, only, seed: 0, distinct, deadline: Infinity };
      return only.length === 0 ? [] : [{ case: testCase, ...extent }];
    };
    const more = MORE.filter(([number]) => number === testCase.number);
    return [
      ...jobOf(({ sweep }) => sweep === 'faults', RUNS),
      ...more.flatMap(([number, line, runs]) => {
        const jobs = jobOf((step) => step.line === line, runs);
        if (jobs.length === 0) throw new Error(`case ${number} has no step in line ${line}`);
        return jobs;
      }),
    ];
  });
}

const nameOf = ({ file, owner, occurrence }: Omit<CatchSite, 'line' | 'variable' | 'start'>) =>
  `${file}: ${owner}, number ${occurrence}`;

test('there are many, and the list names some of them', () => {
  expect(sites.length).toBeGreaterThan(60);
  const names = sites.map(nameOf);
  expect(UNREACHED_CATCHES.map(nameOf).filter((name) => !names.includes(name))).toEqual([]);
});

test('sweeps come by each of them that is not listed', { timeout: 900_000 }, async () => {
  const changed = new Map(
    [...sources].map(([file, text]) => [
      file,
      countedCatches(
        text,
        sites.filter((site) => site.file === file),
        (site) => numbers.get(site) ?? 0,
      ),
    ]),
  );
  const reached = new Set<number>();
  const program = await Mutants.of('harness/mutations/reach-faults.ts', 600_000, changed);
  const sweep = async (job: SweepJob): Promise<void> => {
    const { verdict, output } = await program.rehearse(job);
    expect(verdict, output).toBe('green');
    for (const number of JSON.parse(output) as number[]) reached.add(number);
  };
  try {
    // Two at a time.
    const jobs = sweptSteps().values();
    const lane = async (): Promise<void> => {
      for (const job of jobs) await sweep(job);
    };
    await Promise.all([lane(), lane()]);
  } finally {
    program.close();
  }
  const missed = sites.filter((site) => !reached.has(numbers.get(site) ?? 0)).map(nameOf);
  const reasons = new Map(UNREACHED_CATCHES.map((one) => [nameOf(one), one.reason]));
  const table = missed.map((name) => `${name}: ${reasons.get(name) ?? 'not listed'}`);
  const sum = `${missed.length} of ${sites.length} catches are not met:`;
  process.stdout.write(`${[sum, ...table].join('\n  ')}\n`);
  expect(missed).toEqual(UNREACHED_CATCHES.map(nameOf));
});
