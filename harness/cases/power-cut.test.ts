// Loss of power between steps in the words of a case.
import { expect, test } from 'vitest';
import { loadCase } from './load.ts';

const HEAD = 'purpose: p\nengines: [native]\nreason: cuts\nsteps:\n';
const loaded = (steps: string, head = HEAD) => loadCase('601-some-case.yaml', head + steps);

test('the power is cut as a step, or beside one', () => {
  const found = loaded(`  - crash-recorder: on
  - power-cut
  - crash-recorder
  - power-cut: first-broken
  - crash-recorder: on
  - power-cut: every write
    check:
  - power-cut: { leaves: all-kept, every: flush }
`);
  const needs = ['instruments'];
  expect(found).toMatchObject({
    loaded: {
      steps: [
        { verb: 'crash-recorder', needs, body: { isOn: true } },
        { verb: 'power-cut', needs, body: { leaves: 'all-lost' } },
        { verb: 'crash-recorder', body: { isOn: true } },
        { verb: 'power-cut', body: { leaves: 'first-broken' } },
        {},
        { verb: 'check', cuts: [{ cause: 'power', place: { every: 'write' } }] },
        { verb: 'power-cut', body: { leaves: 'all-kept', every: 'flush' } },
      ],
    },
  });
});

test.each([
  [
    '  - crash-recorder: on\n  - power-cut: all-lots\n',
    "6:16: unknown state 'all-lots' (did you mean 'all-lost'?)",
  ],
  [
    '  - crash-recorder: on\n  - power-cut: { leavs: all-lost }\n',
    "6:18: unknown key 'leavs' in 'power-cut' (did you mean 'leaves'?)",
  ],
  [
    '  - crash-recorder: on\n  - power-cut: every write\n',
    "6:16: 'every write' cuts a program, beside the step that runs it; here it is " +
      "'{ every: write|flush|command }'",
  ],
  [
    '  - crash-recorder: on\n  - power-cut: { every: wirte }\n',
    "6:25: unknown place to cut 'wirte' (did you mean 'write'?)",
  ],
  ['  - powercut\n', "5:5: unknown step 'powercut' (did you mean 'power-cut'?)"],
  [
    '  - crash-recorder: on\n  - crash-recorder: off\n  - power-cut\n',
    "7:1: 'power-cut' ends what 'crash-recorder: on' begins: that is missing before it",
  ],
  [
    '  - crash-recorder: on\n  - power-cut\n  - power-cut\n',
    "7:1: 'power-cut' ends what 'crash-recorder: on' begins: that is missing before it",
  ],
  [
    '  - crash-recorder: on\n',
    "5:1: 'crash-recorder: off' or 'power-cut' is missing: only then it tells what it did",
  ],
])('mistakes are told with line and column: %j', (steps, problem) => {
  expect(loaded(steps)).toEqual({ problems: [`601-some-case.yaml:${problem}`] });
});

test('the real tools cannot be cut', () => {
  const found = loaded('  - crash-recorder\n  - power-cut\n', 'purpose: p\nsteps:\n');
  const needed = "needs 'engines: [native]' and a reason";
  expect(found).toEqual({
    problems: [
      `601-some-case.yaml:3:5: 'crash-recorder' ${needed}`,
      `601-some-case.yaml:4:5: 'power-cut' ${needed}`,
    ],
  });
});
