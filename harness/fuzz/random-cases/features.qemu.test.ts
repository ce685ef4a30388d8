// The differential fuzz of data files, bitmaps and amended images: text, exit status and every byte
// of the image and of its data file must be those of the real tools.
//
// BLKDRILL_FEATURE_RUNS (each half) and BLKDRILL_FUZZ_SEED widen or repeat a run.
import { existsSync, rmSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { makeScratch } from '../../host/environment.ts';
import { NativeEngine } from '../../engines/native.ts';
import { findTools, QemuEngine } from '../../engines/qemu.ts';
import { compareEngines } from './compare-engines.ts';
import { featureCases } from './random-features.ts';

const runs = Number(process.env['BLKDRILL_FEATURE_RUNS'] ?? 30);
const seed = Number(process.env['BLKDRILL_FUZZ_SEED'] ?? 20261121);
/** Real runs vary on few cases; were it more, the comparison would prove little. */
const MAX_VARYING_SHARE = 0.1;

if (existsSync('/dev/shm')) process.env['BLKDRILL_TMPDIR'] ??= '/dev/shm';
const tools = findTools(process.env['PATH'] ?? '');
const scratch = makeScratch();
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const native = (): NativeEngine => new NativeEngine({ keepsTrace: false });
const real = (): QemuEngine => new QemuEngine({ tools, scratch, deadline: Date.now() + 60_000 });

describe.each([
  { name: 'without faults', hasFaults: false },
  { name: 'with faults', hasFaults: true },
])('data files, bitmaps and amended images $name', ({ name, hasFaults }) => {
  test('are as the real tools leave them', { timeout: 3_600_000 }, () => {
    const counts = { equal: 0, aborts: 0, matched: 0, varies: 0 };
    fc.assert(
      fc.property(featureCases(hasFaults), (randomCase) => {
        const result = compareEngines(randomCase, native, real, false);
        if (result.kind === 'different') {
          const lines = randomCase.lines.map(
            ({ program, argv }) => `  qemu-${program} ${argv.join(' ')}`,
          );
          const rules = randomCase.faults ?? '(no faults)';
          throw new Error([...lines, rules, result.where].join('\n'));
        }
        counts[result.kind] += 1;
      }),
      { seed, numRuns: runs, endOnFailure: false },
    );
    process.stderr.write(
      `features ${name}: seed ${seed}, ${runs} runs; the real tools abort on ${counts.aborts}, ` +
        `vary on ${counts.varies + counts.matched}\n`,
    );
    const odd = counts.aborts + counts.varies + counts.matched;
    expect(odd / runs).toBeLessThanOrEqual(MAX_VARYING_SHARE);
  });
});
