// Every kind of fuzz against the real tools, for a fixed range of seeds. More of them, and others,
// are `blkdrill fuzz KIND --runs N --seed S`.
import { afterAll, describe, expect, test } from 'vitest';
import { FUZZ_KINDS } from './kinds.ts';
import { fuzzSummary, MAX_UNPROVEN_SHARE, runFuzz } from './run-fuzz.ts';
import { openWorlds } from './shared/worlds.ts';

const worlds = openWorlds();
afterAll(() => worlds.close());

const SEED = 1;

describe.each(FUZZ_KINDS.map((kind) => ({ name: kind.name, summary: kind.summary, kind })))(
  '$name: $summary',
  ({ kind }) => {
    test('leave the same text, exit status and bytes as the real tools', async () => {
      const request = { seed: SEED, runs: kind.usualRuns, maxFailures: 1 };
      const report = await runFuzz(kind, request, worlds);
      process.stderr.write(`${fuzzSummary(report)}\n`);
      expect(report.failures).toEqual([]);
      expect(report.done).toBe(kind.usualRuns);
      expect(report.unproven / report.done).toBeLessThanOrEqual(MAX_UNPROVEN_SHARE);
    }, 3_600_000);
  },
);

test('processes with our engine in them stay within their bounds', () => {
  process.stderr.write(`our engine took ${worlds.peaks}\n`);
  expect(worlds.peaks.seconds).toBeLessThan(10);
});
