// The differential fuzz: random commands, with and without faults, on our engine and on the real
// tools.
//
// BLKDRILL_FUZZ_RUNS (each half) and BLKDRILL_FUZZ_SEED widen or repeat a run; a failure prints the
// seed, the path that replays it, and the smallest case found.
import { existsSync, rmSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { makeScratch } from '../../host/environment.ts';
import { NativeEngine } from '../../engines/native.ts';
import { findTools, QemuEngine } from '../../engines/qemu.ts';
import { compareEngines } from './compare-engines.ts';
import { type RandomCase, randomCases } from './random-case.ts';

const runs = Number(process.env['BLKDRILL_FUZZ_RUNS'] ?? 100);
const seed = Number(process.env['BLKDRILL_FUZZ_SEED'] ?? 20261121);
/** Real runs vary on few cases; were it more, the comparison would prove little. */
const MAX_VARYING_SHARE = 0.1;

// Whether an image counts as preallocated hangs on the blocks that its file takes. Files in memory
// take what our model takes; disk file systems add blocks of their own.
if (existsSync('/dev/shm')) process.env['BLKDRILL_TMPDIR'] ??= '/dev/shm';
const tools = findTools(process.env['PATH'] ?? '');
const scratch = makeScratch();
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const native = (): NativeEngine => new NativeEngine({ keepsTrace: false });
const real = (): QemuEngine => new QemuEngine({ tools, scratch, deadline: Date.now() + 20_000 });

function explain(randomCase: RandomCase, where: string): string {
  const lines = randomCase.lines.map(({ program, argv }) => `  qemu-${program} ${argv.join(' ')}`);
  return [...lines, randomCase.faults ?? '(no faults)', where].join('\n');
}

describe.each([
  { name: 'without faults', hasFaults: false, isConcurrent: false },
  { name: 'with faults', hasFaults: true, isConcurrent: false },
  { name: 'that meet', hasFaults: false, isConcurrent: true },
  { name: 'that meet, with faults', hasFaults: true, isConcurrent: true },
])('random commands $name', ({ name, hasFaults, isConcurrent }) => {
  test('leave the same text, exit status and bytes as the real tools', () => {
    // Requests that meet wait by the clock in the real tools: fewer runs, as they are slow.
    const numRuns = isConcurrent ? Math.ceil(runs / 3) : runs;
    const counts = { equal: 0, aborts: 0, matched: 0, varies: 0 };
    let varying = 0;
    fc.assert(
      fc.property(randomCases(hasFaults, isConcurrent), (randomCase) => {
        const mayMatch = isConcurrent || randomCase.races === true;
        const result = compareEngines(randomCase, native, real, mayMatch);
        if (result.kind === 'different') throw new Error(explain(randomCase, result.where));
        counts[result.kind] += 1;
        if (result.kind === 'varies' || (result.kind === 'matched' && result.varies)) {
          varying += 1;
        }
      }),
      { seed, numRuns, endOnFailure: false },
    );
    process.stderr.write(
      `${name}: seed ${seed}, ${numRuns} runs; the real tools vary on ${varying} and abort on ` +
        `${counts.aborts}; matched by a schedule: ${counts.matched}, alike: ${counts.varies}\n`,
    );
    expect((varying + counts.aborts) / numRuns).toBeLessThanOrEqual(MAX_VARYING_SHARE);
  }, 3_600_000);
});
