// Each catch of an IoError in the engine is met by a run of a sweep of faults, or stands in a list
// with the reason why not (unreached-catches.ts). Prints those that are not met.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../build/paths.mjs';
import { ALL_CASES } from '../cases/selection.ts';
import { selectCases } from '../cases/suite-folder.ts';
import type { FaultJob } from '../explore/faults/fault-job.ts';
import { type CatchSite, catchesOf, countedCatches } from './catches.ts';
import { Mutants } from './run.ts';
import { UNREACHED_CATCHES } from './unreached-catches.ts';

const FOLDER = 'engine/qcow2';

/** Few that come by all that any case is known to come by. */
const CASES = [
  ...['513', '515', '522', '534', '536', '545', '547', '572', '573'],
  ...['610', '612', '615', '616', '617', '618'],
];

/** Steps of a case that are swept, spread over it, and runs of each. */
const STEPS = 8;
const RUNS = 60;

const sources = new Map(
  readdirSync(join(root, FOLDER), { recursive: true, encoding: 'utf8' })
    .map((name) => `${FOLDER}/${name}`)
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .sort()
    .map((path) => [path, readFileSync(join(root, path), 'utf8')]),
);
const sites = [...sources].flatMap(([file, text]) => catchesOf(file, text));
const numbers = new Map(sites.map((site, number) => [site, number]));

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
  try {
    for (const testCase of selectCases(root, { ...ALL_CASES, words: CASES })) {
      const parts = Math.max(1, Math.ceil(testCase.steps.length / STEPS));
      const part = { case: testCase, part: 0, parts } as const;
      const job: FaultJob = {
        kind: 'faults',
        seed: 0,
        distinct: RUNS,
        deadline: Infinity,
        ...part,
      };
      const { verdict, output } = await program.run(job);
      expect(verdict, output).toBe('green');
      for (const number of JSON.parse(output) as number[]) reached.add(number);
    }
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
