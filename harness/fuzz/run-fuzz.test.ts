// The loop of a fuzz, on kinds made up for the purpose.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { FUZZ_KINDS, fuzzKindOf } from './kinds.ts';
import { fuzzSummary, isGood, runFuzz } from './run-fuzz.ts';
import { type Compared, EQUAL, type FuzzSpec, fuzzKind } from './shared/fuzz-kind.ts';
import type { Worlds } from './shared/worlds.ts';

const folder = mkdtempSync(join(tmpdir(), 'blkdrill-fuzz-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The kinds below ask for no engine. */
const NO_WORLDS = {} as Worlds;

const numbers = (compare: (one: number) => Compared, more: Partial<FuzzSpec<number>> = {}) =>
  fuzzKind<number>({
    name: 'numbers',
    summary: 'numbers',
    usualRuns: 3,
    cases: fc.nat(1000),
    compare,
    explain: (one) => [`the number ${one}`],
    files: (one) => new Map([['number', new TextEncoder().encode(`${one}`)]]),
    ...more,
  });

const request = { seed: 5, runs: 40, maxFailures: 3 };

test('a seed is one case, whatever is run beside it', async () => {
  const seen: number[] = [];
  const kind = numbers((one) => {
    seen.push(one);
    return EQUAL;
  });
  const report = await runFuzz(kind, request, NO_WORLDS);
  expect(report).toMatchObject({ done: 40, unproven: 0, failures: [] });
  expect(isGood(report)).toBe(true);
  expect(fuzzSummary(report)).toBe('numbers, seeds 5 to 44: 40 equal');
  const again = seen.splice(0);
  await runFuzz(kind, { ...request, seed: 25, runs: 1 }, NO_WORLDS);
  expect(seen).toEqual([again[20]]);
  expect(new Set(again).size).toBeGreaterThan(10);
});

test('a difference is made smaller, told, kept, and ends the run in time', async () => {
  const kind = numbers((one) => (one < 10 ? EQUAL : { kind: 'different', where: 'here' }));
  const told: number[] = [];
  const report = await runFuzz(kind, { ...request, keep: folder }, NO_WORLDS, {
    failed: ({ seed }) => told.push(seed),
  });
  expect(report.failures).toHaveLength(3);
  expect(report.failures.every(({ text }) => text === 'the number 10\nhere')).toBe(true);
  expect(told).toEqual(report.failures.map(({ seed }) => seed));
  expect(isGood(report)).toBe(false);
  expect(fuzzSummary(report)).toContain('3 DIFFERENT');
  expect(readFileSync(join(folder, `numbers-${told[0]}`, 'number'), 'utf8')).toBe('10');
});

test('what our engine throws is a difference', async () => {
  const kind = numbers(() => {
    throw new Error('it broke');
  });
  const { failures } = await runFuzz(kind, { ...request, runs: 1 }, NO_WORLDS);
  expect(failures[0]?.text).toContain('the number 0\nError: it broke');
});

test('cases that prove nothing are counted, and too many of them are no success', async () => {
  const apart: Compared = { kind: 'counted', as: 'the real tool varies', isProven: false };
  const often = await runFuzz(
    numbers(() => apart),
    request,
    NO_WORLDS,
  );
  expect(isGood(often)).toBe(false);
  let runs = 0;
  const seldom = numbers(() => ((runs += 1) % 20 === 0 ? apart : EQUAL));
  const report = await runFuzz(seldom, request, NO_WORLDS);
  expect(report.unproven).toBe(2);
  expect(isGood(report)).toBe(true);
  expect(fuzzSummary(report)).toBe('numbers, seeds 5 to 44: 38 equal, 2 the real tool varies');
});

test('a run that is stopped says how far it came', async () => {
  let looks = 0;
  const report = await runFuzz(
    numbers(() => EQUAL),
    { ...request, keep: folder },
    NO_WORLDS,
    {
      isStopped: () => (looks += 1) > 4,
    },
  );
  expect(report.done).toBe(4);
});

test('every kind has a name of its own', () => {
  const names = FUZZ_KINDS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(fuzzKindOf('chains')?.name).toBe('chains');
  expect(fuzzKindOf('chain')).toBeUndefined();
});
