// Which steps a change has an effect on, asked of a program that is made up.
import { expect, test } from 'vitest';
import { DifferingSteps } from './differing-steps.ts';
import type { ExploreSubject, LearntStep, Look } from './explore-cases.ts';
import type { MutantRun } from './program.ts';
import type { Mutants } from './run.ts';

const CHANGE = { file: 'engine/x.ts', text: '', mutations: [] };

const step = (number: string, at: number): LearntStep => ({
  ...{ number, step: at, isStrict: false, places: [], whole: [], sweeps: [] },
});

/** Words of steps and of failures; of case m1 the second one is another with the change in it. */
function answer(subject: ExploreSubject, isChanged: boolean): MutantRun {
  const word = (number: string, at: number): string =>
    isChanged && number === 'm1' && at === 2 ? 'other' : `word ${at}`;
  const said = (): unknown => {
    if (subject.kind === 'courses') {
      return subject.cases.map((one) => ({
        ...one,
        traces: [1, 2, 3].map((at) => word(one.number, at)),
      }));
    }
    if (subject.kind !== 'fault courses') throw new Error('it is asked for nothing else');
    return subject.steps.map(({ number }) => [1, 2, 3].map((io) => [io, word(number, io)]));
  };
  return { verdict: 'green', output: JSON.stringify(said()) };
}

function program(verdict: MutantRun['verdict'] = 'green'): {
  readonly mutants: Mutants;
  readonly rehearsed: ExploreSubject[];
} {
  const rehearsed: ExploreSubject[] = [];
  const mutants = {
    rehearse: (subject: ExploreSubject) => {
      rehearsed.push(subject);
      return Promise.resolve(answer(subject, false));
    },
    runChanged: (subject: ExploreSubject) => Promise.resolve({ ...answer(subject, true), verdict }),
  };
  return { mutants: mutants as unknown as Mutants, rehearsed };
}

const STEPS = [step('m0', 1), step('m0', 2), step('m1', 1), step('m1', 2)];

test('steps with another word come about, and no others', async () => {
  const differing = await DifferingSteps.of(program().mutants, STEPS);
  const parts: (readonly LearntStep[])[] = [];
  for await (const part of differing.parts(CHANGE, STEPS)) parts.push(part);
  expect(parts).toEqual([[step('m1', 2)], []]);
});

test('all cases of a long list are run, in two parts', async () => {
  const many = Array.from({ length: 100 }, (_none, at) => step(`m${at}`, 2));
  const differing = await DifferingSteps.of(program().mutants, many);
  const parts: (readonly LearntStep[])[] = [];
  for await (const part of differing.parts(CHANGE, many)) parts.push(part);
  expect(parts.flat()).toEqual([step('m1', 2)]);
  expect(parts).toHaveLength(2);
});

test('a change with which the cases come to no end makes none differ', async () => {
  const differing = await DifferingSteps.of(program('red').mutants, STEPS);
  expect(await differing.parts(CHANGE, STEPS).next()).toMatchObject({ done: true });
});

test('looks at faults get the I/Os whose failure shows the change', async () => {
  const { mutants, rehearsed } = program();
  const differing = await DifferingSteps.of(mutants, STEPS);
  const look = (number: string): Look => ({ how: 'faults', number, step: 2 });
  const looks = [look('m0'), look('m1')];
  expect(await differing.underFaults(CHANGE, looks)).toEqual([{ ...look('m1'), ios: [2] }]);
  const asked = rehearsed.length;
  expect(await differing.underFaults(CHANGE, looks)).toHaveLength(1);
  // The engine as it is has been asked once.
  expect(rehearsed.slice(asked)).toEqual([{ kind: 'fault courses', steps: [] }]);
});
