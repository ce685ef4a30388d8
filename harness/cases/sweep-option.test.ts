// Sweeps of faults and of orders in the words of a case.
import { expect, test } from 'vitest';
import { loadCase } from './load.ts';

const HEAD = 'purpose: p\nengines: [native]\nreason: sweeps\nsteps:\n';
const loaded = (steps: string, head = HEAD) => loadCase('601-some-case.yaml', head + steps);

test('a step is swept, below its verb or beside it, or is not', () => {
  const found = loaded(
    '  - io: write 0 4k\n    sweep: orders\n  - check: { sweep: faults }\n  - map\n',
  );
  const needs = ['instruments'];
  expect(found).toMatchObject({
    loaded: {
      steps: [
        { needs, sweep: 'orders' },
        { needs, sweep: 'faults' },
        { needs: [], sweep: undefined },
      ],
    },
  });
});

test.each([
  [
    '  - io: write 0 4k\n    sweep: fault\n',
    "6:12: unknown sweep 'fault' (did you mean 'faults'?)",
  ],
  [
    '  - check: { sweep: crashes }\n',
    "5:21: unknown sweep 'crashes' ('faults', 'orders' or one fault as " +
      "'io=15/errno=5/times=1/written=0/end')",
  ],
  [
    '  - sweep: faults\n',
    "5:5: 'sweep' is no step of its own: it stands beside a step that runs a program, or below it",
  ],
  [
    '  - check\n  - status: 1\n',
    "6:5: 'status' is no step of its own: it stands beside a step that runs a program, or below it",
  ],
  [
    '  - process-death\n',
    "5:5: 'process-death' is no step of its own: it stands beside a step that runs a program, " +
      'or below it',
  ],
  ['  - echo: x\n    sweep: faults\n', "6:5: unknown key 'sweep' in 'echo'"],
  [
    '  - check: { sweep: faults, power-cut: after 1 }\n',
    '5:5: a step is swept or cut short, not both',
  ],
])('mistakes are told with line and column: %j', (steps, problem) => {
  expect(loaded(steps)).toEqual({ problems: [`601-some-case.yaml:${problem}`] });
});

test('one fault alone is named as tokens name it', () => {
  const word = 'space=4/errno=28/times=reopen/written=512/reopen/then=9:5';
  const found = loaded(`  - io: write 0 4k\n    sweep: ${word}\n`);
  expect(found).toMatchObject({ loaded: { steps: [{ sweep: { fault: word } }] } });
});

test('the real tools cannot be swept', () => {
  const found = loaded('  - check: { sweep: faults }\n', 'purpose: p\nsteps:\n');
  expect(found).toEqual({
    problems: ["601-some-case.yaml:3:14: 'sweep' needs 'engines: [native]' and a reason"],
  });
});
