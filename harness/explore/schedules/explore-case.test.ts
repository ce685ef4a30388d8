// The explorer on a small case: three writes in flight end in any order.
import { expect, test } from 'vitest';
import { loadCase } from '../../cases/load.ts';
import type { TestCase } from '../../cases/types.ts';
import { NativeEngine } from '../../engines/native.ts';
import { choicesOf } from '../../engines/schedule.ts';
import { orderLines, scheduleLines } from '../../report/schedule-table.ts';
import { transcriptOf } from '../../run/outcome.ts';
import { runCase } from '../../run/run-case.ts';
import { exploreCase, keyOf, mergeSeen } from './explore-case.ts';
import { exploreOrders } from './explore-orders.ts';

const load = (text: string): TestCase => {
  const result = loadCase('suites/601-some-case.yaml', text);
  if ('problems' in result) throw new Error(result.problems.join('\n'));
  return result.loaded;
};

const FLIGHT = load(`purpose: p
steps:
  - create: 1M
  - io: write 0 64k
  - matrix: { pattern: [1, 2] }
    steps:
      - io: [aio_write 0 512, aio_write 4k 512, 'aio_write -P $pattern 8k 512', aio_flush]
  - check
`);

const explore = (seeds: readonly number[], testCase = FLIGHT) =>
  exploreCase({ kind: 'schedules', case: testCase, seeds, deadline: 1000 });

const seedsTo = (count: number) => Array.from({ length: count }, (_none, seed) => seed);

test('every order is found, counted, and replayed by the seed that is named', () => {
  const seeds = seedsTo(48);
  const units = explore(seeds);
  const [, flight] = units;
  expect(units.map(({ seen }) => seen.length)).toEqual([1, 6, 6, 1]);
  expect(flight?.seen.reduce((sum, { count }) => sum + count, 0)).toBe(48);
  for (const { outputs, seed } of flight?.seen ?? []) {
    const engine = new NativeEngine({ keepsTrace: false });
    engine.setChoices(() => choicesOf({ seed }));
    const replayed = transcriptOf(runCase(FLIGHT, engine, []));
    expect(replayed).toContain(outputs.map(({ text }) => text).join(''));
  }
});

test('seeds in blocks give what they give together', () => {
  const all = explore(seedsTo(24));
  const blocks = [explore(seedsTo(24).slice(9)), explore(seedsTo(9))];
  const sorted = (unit: number, results: (typeof all)[number]['seen']) =>
    [...results].sort((a, b) => a.seed - b.seed).map((result) => [unit, keyOf(result), result]);
  for (const [unit, { seen }] of all.entries()) {
    const merged = mergeSeen(blocks.flatMap((block) => block[unit]?.seen ?? []));
    expect(sorted(unit, merged)).toEqual(sorted(unit, seen));
  }
});

test('the table names the place, the seeds and the first lines that differ', () => {
  const seeds = seedsTo(8);
  const { lines, isSound } = scheduleLines(FLIGHT, seeds, explore(seeds));
  expect(isSound).toBe(true);
  expect(lines[0]).toBe('601-some-case: 8 schedules, seeds 0 to 7');
  expect(lines.at(-1)).toBe('2 of 4 units vary');
  expect(lines).toContainEqual(expect.stringMatching(/^suites\/601-some-case.yaml:7: io: aio_wr/));
  expect(lines).toContainEqual(expect.stringMatching(/^ {5}[1-8]  --schedule [0-7]$/));
  expect(lines).toContainEqual(expect.stringMatching(/^ {10}\+wrote 512\/512 bytes at offset /));
});

test('a promise that breaks under some schedule only makes the exploration unsound', () => {
  const testCase = load(`purpose: p
steps:
  - create: 1M
  - io: write 0 64k
  - io: [aio_write 0 512, aio_write 4k 512, aio_flush]
  - peek: l1[0].copied
  - io: read 0 1
    status: 0
`);
  const seeds = seedsTo(8);
  const units = explore(seeds, testCase);
  expect(scheduleLines(testCase, seeds, units).isSound).toBe(true);
  const broken = units.map(({ own, seen }) => ({
    own,
    seen: seen.map((result) => ({ ...result, unmet: ['7: io: read 0 1: ended with status 1'] })),
  }));
  expect(scheduleLines(testCase, seeds, broken).isSound).toBe(false);
});

const everyOrderOf = (testCase: TestCase, limit: number) =>
  exploreOrders({ kind: 'orders', case: testCase, limit, deadline: 1000 });

test('three writes in flight end in six orders, each of which its picks replay', () => {
  const steps = everyOrderOf(FLIGHT, 100);
  for (const { seen, orders, isComplete } of steps) {
    expect(isComplete).toBe(true);
    expect(seen.reduce((sum, { count }) => sum + count, 0)).toBe(orders);
  }
  expect(steps.map(({ seen }) => seen.length)).toEqual([6, 6]);
  for (const { outputs, picks } of steps[0]?.seen ?? []) {
    const engine = new NativeEngine({ keepsTrace: false });
    engine.setChoices(() => choicesOf({ picks }));
    const replayed = transcriptOf(runCase(FLIGHT, engine, []));
    expect(replayed).toContain(outputs.map(({ text }) => text).join(''));
  }
});

test('the table of all orders names the picks, and the steps that have more than the limit', () => {
  const { lines, isSound } = orderLines(FLIGHT, 5, everyOrderOf(FLIGHT, 5));
  expect(isSound).toBe(true);
  expect(lines[0]).toBe('601-some-case: every order of 2 steps, 10 in all');
  expect(lines).toContainEqual(expect.stringMatching(/^ {5}\d {2}schedule: picks( \d)*$/));
  expect(lines.filter((line) => line.includes('more than 5 orders'))).toHaveLength(2);
  expect(lines.at(-1)).toBe('2 of 2 steps vary');
});

test('what follows a step in its unit is judged under each of its orders', () => {
  const testCase = load(`purpose: p
steps:
  - create: 1M
  - io: write 0 64k
  - io: [aio_write -P 1 0 512, aio_write -P 2 4k 512, aio_flush]
  - io: read -P 1 0 512
  - peek: l1[0].copied
`);
  const [step, ...others] = everyOrderOf(testCase, 100);
  expect(others).toEqual([]);
  expect(step?.own.outputs.map(({ line }) => line)).toEqual([5, 6, 7]);
  expect(step?.seen.every(({ outputs }) => outputs.length === 3)).toBe(true);
  expect(step?.seen).toHaveLength(2);
});
