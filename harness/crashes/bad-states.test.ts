// Classes of broken promises: a state that no flaw explains is told beside those that one does.
import { expect, test } from 'vitest';
import { MemoryStorage } from '../../engine/index.ts';
import { loadCase } from '../cases/load.ts';
import { NativeEngine } from '../engines/native.ts';
import { recordStep } from '../explore/crashes/crash-sweep.ts';
import type { Violation } from '../oracle/judge.ts';
import type { Observation } from '../oracle/observation.ts';
import { StepLoop } from '../run/step-loop.ts';
import type { Step } from '../verbs/step.ts';
import { BadStates } from './bad-states.ts';
import type { CrashState } from './crash-states.ts';
import { sweepRun } from './crash-sweep.ts';

const STATE: CrashState = {
  cause: 'power',
  moment: 0,
  landed: [],
  kept: [],
  pending: [],
  torn: undefined,
  extended: undefined,
  key: '',
};

const broken = (detail: string): readonly Violation[] => [
  { promise: 'written', image: 'f', block: undefined, detail, signature: '' },
];

test('each state is compared with the flaws that are known, and equal ones once', () => {
  const asked: string[] = [];
  const states = new BadStates(
    () => new MemoryStorage(),
    ({ violations: [one] }) => {
      asked.push(one?.detail ?? '');
      return one?.detail === 'known';
    },
  );
  const seen: readonly Observation[] = [];
  const [known, news] = [broken('known'), broken('news')];
  for (const violations of [known, news, known, news, news]) {
    states.add({ state: STATE, seen, violations, failed: [] });
  }
  expect(asked).toEqual(['known', 'news']);
  const told = [...states.classes.values()].map(({ name, violations, count }) => [
    name,
    violations[0]?.detail,
    count,
  ]);
  expect(told).toEqual([
    ['power, written', 'known', 2],
    ['power, written', 'news', 3],
  ]);
});

test('a sweep asks about every state of a class', () => {
  const found = loadCase(
    'suites/601-x.yaml',
    `purpose: p
steps:
  - create: 256k
  - io: write -q -P 1 0 64k
  - io: [discard -q 0 64k, write -q -P 4 128k 64k]
    faults: { event: l2_update, errno: EIO }
`,
  );
  if ('problems' in found) throw new Error(found.problems.join('\n'));
  const { steps } = found.loaded;
  const engine = new NativeEngine({ keepsTrace: false });
  const loop = new StepLoop(engine, []);
  loop.run(steps.slice(0, -1));
  const recorded = recordStep(engine, loop, steps.at(-1) as Step);
  const budget = {
    complete: 8,
    samples: 8,
    random: () => 0.4,
    causes: ['process', 'power'],
    distinct: 1000,
  } as const;
  const whole = sweepRun(engine, recorded, budget);
  const [[name, first] = []] = whole.bad;
  const split = sweepRun(engine, recorded, {
    ...budget,
    isExplained: ({ violations }) => violations[0]?.detail === first?.violations[0]?.detail,
  });
  const alike = [...split.bad.values()].filter((one) => one.name === name);
  expect(alike).toHaveLength(2);
  expect(alike[0]).toEqual({ ...first, count: alike[0]?.count });
  expect(alike.reduce((sum, { count }) => sum + count, 0)).toBe(first?.count);
  engine.close();
});
