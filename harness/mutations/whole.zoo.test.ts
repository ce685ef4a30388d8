// The whole zoo: each mistake turns its case red, and then random cases have to meet it that know
// of no golden. What they do not meet is told, and stands in README.md beside this file.
import { appendFileSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../build/paths.mjs';
import { ALL_CASES } from '../cases/selection.ts';
import { selectCases } from '../cases/suite-folder.ts';
import { differentChanges } from './different.ts';
import { Explorer } from './explorer.ts';
import { jobOf } from './jobs.ts';
import type { Mutation } from './mutation.ts';
import { Mutants } from './run.ts';
import { ZOO, ZOO_ALONE } from './subjects/zoo.ts';
import { judgeOf, NO_END, median, zooJudges, zooLine, type ZooRow, zooSums } from './zoo-table.ts';

/** Mutations of a file of JSON in the place of the zoo: name, kind, file, find, replace of each. */
const FILE = process.env['ZOO_FILE'];
const ASKED =
  FILE === undefined ? ZOO : (JSON.parse(readFileSync(FILE, 'utf8')) as readonly Mutation[]);
/** One of so many is explored, from this one on, counted from 0. */
const STRIDE = Number(process.env['ZOO_STRIDE'] ?? 1);
const OFFSET = Number(process.env['ZOO_OFFSET'] ?? 0);
/** Of these, those alone whose name has one of these words, between '|'. */
const WORDS = process.env['ZOO_NAMES']?.split('|') ?? [''];
/** A file that gets each line at once: a run may take an hour. */
const LOG = process.env['ZOO_LOG'];
/** What README.md tells of the sample; milliseconds of processor time. */
const LEAST_SHARE = 0.9;
const MOST_MEDIAN = 2000;

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
  const changes = differentChanges(ASKED)
    .filter((_change, index) => index % STRIDE === OFFSET)
    .filter(({ mutations }) =>
      mutations.some(({ name }) => WORDS.some((words) => name.includes(words))),
    );
  const rows: ZooRow[] = [];
  let explorer: Explorer;
  beforeAll(async () => {
    explorer = await Explorer.of(changes);
  });

  test('each modelled case teaches something', () => expect(explorer.dropped()).toEqual([]));

  afterAll(() => {
    explorer.close();
    const lines = [...rows.map(zooLine), '', ...zooSums(rows), '', ...zooJudges(rows)];
    process.stdout.write(`${lines.join('\n')}\n`);
  });

  const named = changes.map((change, index) => ({
    ...change,
    index,
    name: change.mutations[0]?.name,
  }));
  test.each(named)('$name', async ({ index, name, ...change }) => {
    const [mutation] = change.mutations;
    if (mutation === undefined) throw new Error('a change is a mutation');
    const { met, took, own } = await explorer.explore(index, change);
    const cases = [...new Set(change.mutations.map((one) => one.case))];
    const row = { mutation, cases, met, took };
    rows.push(row);
    if (LOG !== undefined) appendFileSync(LOG, `${zooLine(row)}\n`);
    // A look that says something of the engine as it is has found a flaw that is not known.
    for (const one of own) process.stderr.write(`without a change: ${one}\n`);
    expect(name).toBe(mutation.name);
  });

  test('no fewer are met than README.md tells', () => {
    // A clock proves nothing on a machine that others use.
    const met = rows.filter((row) => ![undefined, NO_END].includes(judgeOf(row.met)));
    expect(met.length / rows.length).toBeGreaterThanOrEqual(LEAST_SHARE);
    expect(median(met.map(({ took }) => took))).toBeLessThan(MOST_MEDIAN);
  });
});
