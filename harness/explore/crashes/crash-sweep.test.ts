// Crashes of small steps: what holds, and what an engine that loses a barrier shows.
import { expect, test } from 'vitest';
import { loadCase } from '../../cases/load.ts';
import { NativeEngine } from '../../engines/native.ts';
import { StepLoop, type StepsRun } from '../../run/step-loop.ts';
import type { CrashBudget, CrashSweep } from '../../crashes/crash-sweep.ts';
import type { Step } from '../../verbs/step.ts';
import { flawsOf } from '../../oracle/known-flaws.ts';
import { isUnsafe } from './crash-job.ts';
import { recordStep, sweepCrashes } from './crash-sweep.ts';

const BUDGET: CrashBudget = {
  complete: 6,
  samples: 4,
  random: () => 0.25,
  causes: ['process', 'power'],
  distinct: 2000,
};

/** Runs all steps and sweeps the last one. */
function sweep(steps: string, budget = BUDGET): CrashSweep<StepsRun> {
  const result = loadCase('suites/601-x.yaml', `purpose: p\nsteps:\n${steps}`);
  if ('problems' in result) throw new Error(result.problems.join('\n'));
  const engine = new NativeEngine({ keepsTrace: false });
  const loop = new StepLoop(engine, []);
  const all = result.loaded.steps;
  const before = loop.run(all.slice(0, -1));
  expect(before.failures).toEqual([]);
  const last = all.at(-1);
  if (last === undefined) throw new Error('there is no step');
  return sweepCrashes(engine, loop, last, budget);
}

test('writes that allocate leave no state that breaks a promise', () => {
  const found = sweep(`  - create: { size: 1M, cluster_size: 512 }
  - io: [write -P 1 0 4k]
    cache: writeback
  - io: [write -P 2 64k 2k, flush, write -P 3 2k 1k]
    cache: writeback
`);
  expect(found.run.failures).toEqual([]);
  expect([...found.bad.keys()]).toEqual([]);
  expect(found.distinct).toBeGreaterThan(15);
  expect(found.isCut).toBe(false);
});

test('what is left out as the budget is spent is told', () => {
  const found = sweep(
    `  - create: { size: 1M, cluster_size: 512 }
  - io: write -P 2 64k 2k
`,
    { ...BUDGET, distinct: 5 },
  );
  expect(found).toMatchObject({ isCut: true, distinct: 5 });
});

test('work is counted: where it is spent the sweep ends, and says so', () => {
  const steps = `  - create: { size: 1M, cluster_size: 512 }
  - io: write -P 2 64k 2k
`;
  const [little, more] = [100, 2000].map((work) => sweep(steps, { ...BUDGET, work }));
  expect(little).toMatchObject({ isCut: true });
  expect(more?.distinct).toBeGreaterThan(2 * (little?.distinct ?? Infinity));
  expect(sweep(steps, { ...BUDGET, work: 2000 }).distinct).toBe(more?.distinct);
  expect(sweep(steps, { ...BUDGET, work: 1e9 })).toEqual(sweep(steps));
});

test('a snapshot that was being made leaves flags that contradict refcounts', () => {
  const found = sweep(`  - create: { size: 1M }
  - io: write -P 1 0 64k
  - snapshot: create one
`);
  expect([...found.bad.keys()]).toEqual(
    expect.arrayContaining([expect.stringMatching(/^process, sound l1-copied-flag/)]),
  );
});

test('a snapshot reads through to what a commit writes into the backing file', () => {
  const found = sweep(`  - create: { image: base.qcow2, size: 128k }
  - create: { backing_file: base.qcow2, backing_fmt: qcow2 }
  - io: write -P 1 0 64k
  - snapshot: create a
  - io: write -P 2 64k 64k
  - commit
`);
  expect(found.distinct).toBeGreaterThan(40);
  expect([...found.bad.keys()].filter((name) => name.includes('snapshot'))).toEqual([]);
});

test('a session without flushes promises nothing to a loss of power', () => {
  const text = (step: string): string => `purpose: p\nsteps:\n  - ${step}\n`;
  const unsafe = (step: string): boolean => {
    const result = loadCase('suites/601-x.yaml', text(step));
    if ('problems' in result) throw new Error(result.problems.join('\n'));
    return isUnsafe(result.loaded.steps[0] as Step);
  };
  expect(unsafe('{ io: [write 0 4k], cache: unsafe }')).toBe(true);
  expect(unsafe('{ io: [reopen -c unsafe, write 0 4k] }')).toBe(true);
  expect(unsafe('{ img: [commit, -t, unsafe, TEST_DIR/t.qcow2] }')).toBe(true);
  expect(unsafe('{ io: [write 0 4k], cache: writeback }')).toBe(false);
  expect(unsafe('{ io: [reopen -c none, write -c 0 4k] }')).toBe(false);
});

test('a write that begins within a block may be split within one', () => {
  const driver = 'driver=qcow2,file.driver=blkdebug,file.max-transfer=16k';
  const found = sweep(`  - create: 1M
  - io: write -P 1 0 64k
  - io:
      - close
      - open -o ${driver},file.image.filename=$TEST_IMG
      - write -P 2 1000 20k
`);
  expect(found.distinct).toBeGreaterThan(5);
  expect([...found.bad.keys()]).toEqual([]);
});

test('an image promises nothing where a guest writes to its file as it is', () => {
  const found = sweep(`  - create: 1M
  - io: write -P 1 0 64k
  - io: { format: raw, commands: [write -P 2 320k 64k] }
`);
  expect(found.moments).toBeGreaterThan(0);
  expect([...found.bad.keys()]).toEqual([]);
});

test('what the rules of the step failed before a crash is told, and explains it', () => {
  const found = sweep(`  - create: { size: 1M, cluster_size: 512 }
  - io: write -P 1 0 32k
  - io: write -b 0 512
    faults: { event: l1_grow_activate_table, iotype: flush, errno: EIO, once: on }
`);
  const classes = [...found.bad.values()];
  expect(classes.length).toBeGreaterThan(0);
  for (const { state, violations, failed } of classes) {
    expect(failed).toMatchObject([
      { kind: 'flush', after: { kind: 'write', event: 'l1_grow_activate_table' } },
    ]);
    const failure = { command: 'io', argv: [], cause: state.cause, violations };
    expect(flawsOf({ ...failure, failed })?.map((flaw) => flaw.case)).toEqual([624]);
    expect(flawsOf(failure)).toBeUndefined();
  }
});

test('a crash before the rules of the step fail anything knows of no failure', () => {
  const result = loadCase(
    'suites/601-x.yaml',
    `purpose: p
steps:
  - create: { size: 1M, cluster_size: 512 }
  - io: [write 0 512, write 512k 512]
    faults: { event: write_aio, errno: EIO, once: on }
`,
  );
  if ('problems' in result) throw new Error(result.problems.join('\n'));
  const engine = new NativeEngine({ keepsTrace: false });
  const loop = new StepLoop(engine, []);
  const [create, io] = result.loaded.steps as [Step, Step];
  loop.run([create]);
  const { failures, recorder } = recordStep(engine, loop, io);
  expect(failures).toMatchObject([{ io: { kind: 'write', event: 'write_aio' } }]);
  expect(failures[0]?.moment).toBeLessThan(recorder.lastMoment);
  engine.close();
});
