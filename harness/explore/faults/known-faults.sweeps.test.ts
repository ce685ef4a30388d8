// Known flaws that the order of changes proves, met by faults of small steps.
import { expect, test } from 'vitest';
import { loadCase } from '../../cases/load.ts';
import { NativeEngine } from '../../engines/native.ts';
import type { FaultBudget } from '../../faults/fault-sweep.ts';
import { StepLoop } from '../../run/step-loop.ts';
import { sweepFaults } from './fault-sweep.ts';

const BUDGET: FaultBudget = { runs: 1000, laters: 0, pairs: 0, random: () => 0.25 };

/** Promises that faults of the last step break, with the cases that show the same. */
function broken(steps: string): readonly string[] {
  const result = loadCase('suites/601-x.yaml', `purpose: p\nsteps:\n${steps}`);
  if ('problems' in result) throw new Error(result.problems.join('\n'));
  const engine = new NativeEngine({ keepsTrace: false });
  const loop = new StepLoop(engine, []);
  const all = result.loaded.steps;
  expect(loop.run(all.slice(0, -1)).failures).toEqual([]);
  const { bad } = sweepFaults(engine, loop, all.at(-1) as (typeof all)[number], BUDGET);
  return [...bad.values()].flatMap(({ violations, known }) => {
    const cases = known?.map((flaw) => flaw.case) ?? ['news'];
    return violations.map(({ promise }) => `${promise}: ${cases.join(', ')}`);
  });
}

test('data that a commit writes into what the base still names is known by its order', () => {
  const found = broken(`  - create: { image: base.qcow2, size: 256k }
  - io: write -P 1 0 64k
    image: base.qcow2
  - create: { backing_file: base.qcow2, backing_fmt: qcow2 }
  - io: [write -z -u 0 64k, write -P 4 128k 64k]
  - commit
`);
  expect(found).toContain('untouched: 584');
});

test('data that a write puts where the disk names a discarded place is known by its order', () => {
  const found = broken(`  - create: { size: 256k }
  - io: write -P 1 0 64k
  - io: [discard 0 64k, write -P 4 128k 64k]
`);
  expect(found).toContain('written: 585');
});

test('compressed data that a zero write has dropped is known by its order', () => {
  const found = broken(`  - create: { size: 256k }
  - io: write -c -P 1 0 64k
  - io: write -z 0 64k
`);
  expect(found).toContain('readable: 586');
});
