// The whole zoo: each mistake turns its case red, and then random cases have to meet it that know
// of no golden. What they do not meet is told, and stands in README.md beside this file.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../build/paths.mjs';
import { ALL_CASES } from '../cases/selection.ts';
import { selectCases } from '../cases/suite-folder.ts';
import { differentChanges } from './different.ts';
import type { ExploreSubject, Signs } from './explore-seeds.ts';
import { jobOf } from './jobs.ts';
import { Mutants } from './run.ts';
import { ZOO, ZOO_ALONE } from './subjects/zoo.ts';
import { zooLine, type ZooRow, zooSums } from './zoo-table.ts';

/** What exploration may cost: random cases 0, 1, 2 ..., and of each what SeedBudget says. */
const SEEDS = Number(process.env['ZOO_SEEDS'] ?? 21);
const BUDGET = { distinct: 12, orders: 8, work: 4000 };
/** Milliseconds after which it is taken for one without end, which is red. */
const DEADLINE = 300_000;

const subject: ExploreSubject = {
  seeds: Array.from({ length: SEEDS }, (_none, seed) => seed),
  budget: BUDGET,
};

describe('by its case', () => {
  let mutants: Mutants;
  beforeAll(async () => {
    mutants = await Mutants.of('harness/mutations/judge-case.ts', 120_000);
  });
  afterAll(() => mutants.close());

  // Those that `npm test` runs are left to it.
  test.each(ZOO_ALONE)('$case turns red: $name', async (mutation) => {
    const [testCase] = selectCases(root, { ...ALL_CASES, words: [mutation.case] });
    if (testCase === undefined) throw new Error(`there is no case ${mutation.case}`);
    const { verdict, output } = await mutants.run([jobOf(testCase)], mutation);
    expect(verdict, output).toBe('red');
  });
});

describe('by exploration alone', () => {
  const rows: ZooRow[] = [];
  let mutants: Mutants;
  let expected: Signs;
  beforeAll(async () => {
    mutants = await Mutants.of('harness/mutations/explore-seeds.ts', DEADLINE);
    const { verdict, output } = await mutants.rehearse(subject);
    if (verdict !== 'green') throw new Error(output);
    expected = JSON.parse(output) as Signs;
  });
  afterAll(() => {
    mutants.close();
    process.stdout.write(`${[...rows.map(zooLine), '', ...zooSums(rows)].join('\n')}\n`);
  });

  test('the engine as it is says the same again', async () => {
    const { verdict, output } = await mutants.rehearse({ ...subject, expected });
    expect(verdict, output).toBe('green');
  });

  const changes = differentChanges(ZOO).map((change) => ({
    ...change,
    name: change.mutations[0]?.name,
  }));
  test.each(changes)('$name', async ({ file, text, mutations }) => {
    const [mutation] = mutations;
    if (mutation === undefined) throw new Error('a change is a mutation');
    const before = process.cpuUsage();
    const { verdict, output } = await mutants.runChanged({ ...subject, expected }, { file, text });
    const { user, system } = process.cpuUsage(before);
    const met = verdict === 'green' ? undefined : output.split('\n')[0];
    const cases = [...new Set(mutations.map((one) => one.case))];
    rows.push({ mutation, cases, met, took: (user + system) / 1000 });
    // A run without a verdict is no proof of anything: it could not even begin.
    expect(verdict, output).not.toBe('broken');
  });
});
