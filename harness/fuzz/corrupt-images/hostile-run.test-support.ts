// Runs hostile cases seed by seed: our engine in a process of its own, with bounds of time and
// memory, and the real tools. A failure shrinks, and prints the smallest case found.
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, expect } from 'vitest';
import { ChildEngine, Peaks } from '../../engines/child.ts';
import { makeScratch } from '../../host/environment.ts';
import { NativeEngine } from '../../engines/native.ts';
import { findTools, QemuEngine } from '../../engines/qemu.ts';
import {
  compareHostile,
  damagedImage,
  type HostileResult,
  LIMITS,
  MAX_SECONDS,
  type Worlds,
} from './compare-hostile.ts';
import type { HostileCase } from './hostile-cases.ts';

/** Seeds on which the real tool aborts, runs away or varies; were it more, little were proven. */
const MAX_APART_SHARE = 0.1;
/** Milliseconds in which a failure is made smaller. */
const SHRINKING = 8_000;

/** Which cases, and how many of them. */
export interface HostileRun {
  readonly cases: fc.Arbitrary<HostileCase>;
  /** Of the variables of the environment: NAME_RUNS, NAME_SEED, NAME_FAILURES, NAME_KEEP. */
  readonly name: string;
  /** If NAME_RUNS is not set. */
  readonly runs: number;
}

if (existsSync('/dev/shm')) process.env['BLKDRILL_TMPDIR'] ??= '/dev/shm';
const tools = findTools(process.env['PATH'] ?? '');
const scratch = makeScratch();
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const peaks = new Peaks();
const worlds: Worlds = {
  maker: () => new NativeEngine({ keepsTrace: false }),
  native: (lines) => new ChildEngine({ scratch, lines, limits: LIMITS, peaks }),
  real: () => new QemuEngine({ tools, scratch, deadline: Date.now() + MAX_SECONDS * 1000 }),
};

const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** A crash of ours, or a bound that it breaks, is as bad as a difference. */
function attempt(hostile: HostileCase): HostileResult {
  try {
    return compareHostile(hostile, worlds);
  } catch (error) {
    return { kind: 'different', where: error instanceof Error ? `${error.stack}` : String(error) };
  }
}

const shownCounts = (counts: ReadonlyMap<string, number>): string =>
  [...counts].map(([kind, count]) => `${count} ${kind}`).join(', ');

/** The case in words, with every damage. */
function explain(hostile: HostileCase, where: string, keep: string | undefined): string {
  const { create, sessions, bitmaps } = hostile.recipe;
  const { log, bytes } = damagedImage(hostile, worlds.maker);
  if (keep !== undefined) writeFileSync(keep, bytes);
  const lines = hostile.lines.map(({ program, argv }) => `  qemu-${program} ${argv.join(' ')}`);
  const { marks = 0, faults = '' } = hostile;
  const head = JSON.stringify({ create, sessions, bitmaps, ...(marks > 0 ? { marks } : {}) });
  return [head, ...log, faults, ...lines, where].filter((line) => line !== '').join('\n');
}

/** Fails where one case differs, or ours breaks its bounds, or too many cannot be compared. */
export function runHostile({ cases, name, runs: usual }: HostileRun): void {
  const setting = (what: string): string | undefined => process.env[`${name}_${what}`];
  const runs = Number(setting('RUNS') ?? usual);
  const firstSeed = Number(setting('SEED') ?? 1);
  const maxFailures = Number(setting('FAILURES') ?? 1);
  const counts = new Map<string, number>();
  const apart: string[] = [];
  const failures: string[] = [];
  let seed = firstSeed;
  const property = fc.property(cases, (hostile) => {
    const result = attempt(hostile);
    if (result.kind === 'different') {
      throw new Error(explain(hostile, result.where, setting('KEEP')));
    }
    counts.set(result.kind, (counts.get(result.kind) ?? 0) + 1);
    if ('where' in result) {
      apart.push(`seed ${seed} ${result.kind}: ${result.where.split('\n')[0]}`);
    }
  });
  for (; seed < firstSeed + runs && failures.length < maxFailures; seed += 1) {
    const details = fc.check(property, { seed, numRuns: 1, interruptAfterTimeLimit: SHRINKING });
    if (seed % 50 === 0) say(`seed ${seed}: ${shownCounts(counts)}`);
    if (!details.failed) continue;
    const error = details.errorInstance;
    const text = error instanceof Error ? error.message : String(error);
    failures.push(`seed ${seed}: ${text.slice(0, 5000)}`);
    say(`${failures.at(-1)}`);
  }
  const share = apart.length / runs;
  say(`seeds ${firstSeed} to ${seed - 1}: ${shownCounts(counts)}`);
  say(`our engine took ${peaks}`);
  apart.forEach(say);
  expect(failures.join('\n\n')).toBe('');
  expect(share).toBeLessThan(MAX_APART_SHARE);
}
