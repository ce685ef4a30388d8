// The fuzzer of damaged images: every program on our engine and on the real tools, seed by seed.
//
// BLKDRILL_HOSTILE_RUNS and BLKDRILL_HOSTILE_SEED widen or repeat a run: the seed of a failure,
// with one run, is its replay. A failure shrinks, and prints the smallest case found.
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { makeScratch } from '../engines/environment.ts';
import { NativeEngine } from '../engines/native.ts';
import { findTools, QemuEngine } from '../engines/qemu.ts';
import { compareHostile, damagedImage, MAX_SECONDS } from './compare-hostile.ts';
import { type HostileCase, hostileCases } from './hostile-cases.ts';

const runs = Number(process.env['BLKDRILL_HOSTILE_RUNS'] ?? 60);
const firstSeed = Number(process.env['BLKDRILL_HOSTILE_SEED'] ?? 1);
/** Failures after which a run ends. */
const maxFailures = Number(process.env['BLKDRILL_HOSTILE_FAILURES'] ?? 1);
/** Seeds on which the real tool aborts, runs away or varies; were it more, little were proven. */
const MAX_APART_SHARE = 0.1;
/** Milliseconds in which a failure is made smaller. */
const SHRINKING = 8_000;
/** A file to put the image of a failure into. */
const keep = process.env['BLKDRILL_HOSTILE_KEEP'];

if (existsSync('/dev/shm')) process.env['BLKDRILL_TMPDIR'] ??= '/dev/shm';
const tools = findTools(process.env['PATH'] ?? '');
const scratch = makeScratch();
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const worlds = {
  native: () => new NativeEngine({ keepsTrace: false }),
  real: () => new QemuEngine({ tools, scratch, deadline: Date.now() + MAX_SECONDS * 1000 }),
  clock: () => performance.now() / 1000,
};

/** Of a mistake of ours the stack counts, of a difference the message. */
const whatFailed = (error: Error): string =>
  error.message.startsWith('{') ? error.message : `${error.stack}`;

const shownCounts = (counts: ReadonlyMap<string, number>): string =>
  [...counts].map(([kind, count]) => `${count} ${kind}`).join(', ');

/** The case in words, with every damage. */
function explain(hostile: HostileCase, where: string): string {
  const { create, sessions, bitmaps } = hostile.recipe;
  const { log, bytes } = damagedImage(hostile, worlds.native);
  if (keep !== undefined) writeFileSync(keep, bytes);
  const lines = hostile.lines.map(({ program, argv }) => `  qemu-${program} ${argv.join(' ')}`);
  return [JSON.stringify({ create, sessions, bitmaps }), ...log, ...lines, where].join('\n');
}

test('damaged images are met as the real tools meet them', () => {
  const counts = new Map<string, number>();
  const apart: string[] = [];
  const failures: string[] = [];
  let seed = firstSeed;
  const property = fc.property(hostileCases, (hostile) => {
    const result = compareHostile(hostile, worlds);
    if (result.kind === 'different') throw new Error(explain(hostile, result.where));
    counts.set(result.kind, (counts.get(result.kind) ?? 0) + 1);
    if ('where' in result) {
      apart.push(`seed ${seed} ${result.kind}: ${result.where.split('\n')[0]}`);
    }
  });
  for (; seed < firstSeed + runs && failures.length < maxFailures; seed += 1) {
    const details = fc.check(property, { seed, numRuns: 1, interruptAfterTimeLimit: SHRINKING });
    if (seed % 50 === 0) process.stderr.write(`seed ${seed}: ${shownCounts(counts)}\n`);
    if (!details.failed) continue;
    const error = details.errorInstance;
    const text = error instanceof Error ? whatFailed(error) : String(error);
    failures.push(`seed ${seed}: ${text.slice(0, 5000)}`);
    process.stderr.write(`${failures.at(-1)}\n`);
  }
  const share = apart.length / runs;
  process.stderr.write(`seeds ${firstSeed} to ${seed - 1}: ${shownCounts(counts)}\n`);
  for (const line of apart) process.stderr.write(`${line}\n`);
  expect(failures.join('\n\n')).toBe('');
  expect(share).toBeLessThan(MAX_APART_SHARE);
}, 7_200_000);
