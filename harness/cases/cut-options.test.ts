// Power cuts in the words of a case.
import { describe, expect, test } from 'vitest';
import { loadCase } from './load.ts';

const HEAD = 'purpose: p\nengines: [native]\nreason: cuts\nsteps:\n';
const loaded = (steps: string) => loadCase('601-some-case.yaml', HEAD + steps);

test('a step is cut by a loss of power, by the death of its process, or not at all', () => {
  const found = loaded(`  - io: write 0 4k
    power-cut: every write
    process-death: every command
  - check: { power-cut: after 12 }
  - matrix: { unit: [flush] }
    steps:
      - snapshot: { action: create one, process-death: every $unit }
  - map
`);
  const needs = ['instruments'];
  expect(found).toMatchObject({
    loaded: {
      steps: [
        {
          needs,
          cuts: [
            { cause: 'power', place: { every: 'write' } },
            { cause: 'process', place: { every: 'command' } },
          ],
        },
        { needs, cuts: [{ cause: 'power', place: { after: 12 } }] },
        { needs, cuts: [{ cause: 'process', place: { every: 'flush' } }] },
        { needs: [], cuts: [] },
      ],
    },
  });
});

describe('mistakes are told with line and column', () => {
  const form =
    "'every write', 'every flush', 'every command' or 'after N', N being a number of I/Os";
  test.each([
    ['every wirte', "6:16: nothing is cut at every 'wirte' (did you mean 'write'?)"],
    ['often', `6:16: 'often' is not ${form}`],
    ['after -1', `6:16: 'after -1' is not ${form}`],
    ['[every write]', `6:16: a place to cut (${form}) is expected here, not a list`],
  ])('%s', (value, problem) => {
    expect(loaded(`  - io: write 0 4k\n    power-cut: ${value}\n`)).toEqual({
      problems: [`601-some-case.yaml:${problem}`],
    });
  });

  test.each([
    ['  - echo: x\n    power-cut: every write\n', "6:5: unknown key 'power-cut' in 'echo'"],
    [
      '  - check: { power-cut: after 1, process-death: every write }\n',
      "5:5: 'after N' ends the run: there is no second way to end it",
    ],
  ])('%j', (steps, problem) => {
    expect(loaded(steps)).toEqual({ problems: [`601-some-case.yaml:${problem}`] });
  });

  test('the real tools cannot be cut', () => {
    const text = 'purpose: p\nsteps:\n  - check: { process-death: every write }\n';
    expect(loadCase('601-some-case.yaml', text)).toEqual({
      problems: ["601-some-case.yaml:3:14: 'process-death' needs 'engines: [native]' and a reason"],
    });
  });
});
