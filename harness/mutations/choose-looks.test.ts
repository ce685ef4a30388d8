// Which looks a mutation is asked for.
import { Script } from 'node:vm';
import { expect, test } from 'vitest';
import { chooseLooks, looksAtDiffering, looksAtFaults, MOST_LOOKS } from './choose-looks.ts';
import { Coverage } from './coverage.ts';
import type { LearntStep, Look } from './explore-cases.ts';

const [PLACE, AROUND, MODULE] = [0, 1, 2];
const changed = { place: PLACE, around: AROUND, module: MODULE };
const step = (
  seed: number,
  number: number,
  places: readonly number[],
  whole: readonly number[] = [],
): LearntStep => ({
  ...{ number: `m${seed}`, step: number, places, whole, isStrict: false },
  sweeps: ['crashes', 'faults'],
});

test('what does not come by the change is left out, and ends come first', () => {
  const learnt = [step(0, 1, []), step(1, 1, [MODULE]), step(2, 1, [PLACE]), step(2, 2, [PLACE])];
  const looks = chooseLooks(learnt, changed).map(({ how, number, step: at }) => [
    how,
    Number(number.slice(1)),
    at,
  ]);
  expect(looks).toEqual([
    ['end', 2, 0],
    ['crashes', 2, 1],
    ['crashes', 2, 2],
    ['faults', 2, 1],
    ['faults', 2, 2],
    ['faults', 1, 1],
  ]);
});

test('steps that leave out no part of it are looked at before all others', () => {
  const learnt = [step(0, 1, [PLACE]), step(1, 1, [PLACE]), step(1, 2, [PLACE], [PLACE])];
  const looks = chooseLooks(learnt, changed).map(({ how, number, step: at }) => [
    how,
    Number(number.slice(1)),
    at,
  ]);
  expect(looks.slice(0, 5)).toEqual([
    ['end', 1, 0],
    ['end', 0, 0],
    ['crashes', 1, 2],
    ['crashes', 1, 1],
    ['crashes', 0, 1],
  ]);
});

test('steps that come close to it are failed after those that come by', () => {
  const learnt = [step(0, 1, [MODULE]), step(1, 1, [AROUND, MODULE]), step(2, 1, [PLACE])];
  const faults = chooseLooks(learnt, changed).filter(({ how }) => how === 'faults');
  expect(faults.map(({ number }) => number)).toEqual(['m2', 'm1', 'm0']);
});

test('what only the strict order comes by is looked at there first', () => {
  const inStrict = { ...step(1, 1, [PLACE]), isStrict: true, sweeps: ['strict faults'] as const };
  const learnt = [step(0, 1, [AROUND]), inStrict];
  const looks = chooseLooks(learnt, changed).map(({ how, number }) => [
    how,
    Number(number.slice(1)),
  ]);
  expect(looks).toEqual([
    ['strict end', 1],
    ['strict faults', 1],
    ['faults', 0],
  ]);
});

test('of what all steps come by, but only those of the strict order by all of, as well', () => {
  const inStrict = { ...step(1, 1, [PLACE], [PLACE]), isStrict: true };
  const usual = step(0, 1, [PLACE]);
  const first = (...learnt: readonly LearntStep[]) => chooseLooks(learnt, changed)[0]?.how;
  expect(first(usual, inStrict)).toBe('strict end');
  expect(first({ ...usual, whole: [PLACE] }, inStrict)).toBe('end');
});

test('cases without a model have no end to look at, and come in turns with the others', () => {
  const sequence = { ...step(7, 4, [PLACE]), number: 's7' };
  const looks = chooseLooks([sequence, step(1, 2, [PLACE])], changed);
  expect(looks.map(({ how, number }) => [how, number])).toEqual([
    ['end', 'm1'],
    ['crashes', 'm1'],
    ['crashes', 's7'],
    ['faults', 'm1'],
    ['faults', 's7'],
  ]);
});

test('steps of all cases come in turns, and cases for the strict order alone before others', () => {
  const strictly = (seed: number, number: number, places: readonly number[]): LearntStep => ({
    ...{ ...step(seed, number, places), isStrict: true, sweeps: ['strict crashes'] },
  });
  const usual = Array.from({ length: 60 }, (_none, seed) => step(seed, 1, [PLACE]));
  const both = Array.from({ length: 60 }, (_none, seed) => strictly(seed, 1, [PLACE]));
  const more = [2, 3].map((number) => strictly(0, number, [PLACE]));
  const own = strictly(60, 1, [PLACE]);
  const looks = chooseLooks([...usual, ...both, ...more, own], changed);
  const crashes = looks.filter(({ how }) => how === 'strict crashes');
  const numbers = crashes.map(({ number }) => Number(number.slice(1)));
  expect(numbers[0]).toBe(60);
  expect(new Set(numbers).size).toBe(MOST_LOOKS['strict crashes']);
  for (const third of [0, 20, 40]) {
    const part = numbers.filter((number) => third <= number && number < third + 20);
    expect(part.length).toBeGreaterThan(MOST_LOOKS['strict crashes'] / 6);
  }
  expect(looks.findLast(({ how }) => how === 'strict end')).toBeDefined();
  expect(looks.find(({ how }) => how === 'strict end')?.number).toBe('m60');
});

test('there are no more looks of a kind than are allowed', () => {
  const learnt = Array.from({ length: 700 }, (_none, seed) => step(seed, 1, [PLACE]));
  const looks = chooseLooks(learnt, changed);
  expect(looks.filter(({ how }) => how === 'end')).toHaveLength(MOST_LOOKS.end);
  expect(looks.filter(({ how }) => how === 'crashes')).toHaveLength(MOST_LOOKS.crashes);
});

test('steps that differ are looked at in all ways that they can be, cases in turns', () => {
  const inStrict: LearntStep = { ...step(3, 1, []), isStrict: true, sweeps: ['strict faults'] };
  const sequence = { ...step(7, 4, []), number: 's7' };
  const looks = looksAtDiffering([step(2, 1, []), step(2, 3, []), sequence, inStrict]);
  expect(looks.map(({ how, number, step: at }) => [how, number, at])).toEqual([
    ['end', 'm2', 0],
    ['crashes', 's7', 4],
    ['crashes', 'm2', 1],
    ['crashes', 'm2', 3],
    ['faults', 's7', 4],
    ['faults', 'm2', 1],
    ['faults', 'm2', 3],
    ['strict end', 'm3', 0],
    ['strict faults', 'm3', 1],
  ]);
});

test('faults are looked at in both orders in turns, or first in the strict one', () => {
  const both = [0, 1, 2, 3].flatMap((seed): readonly LearntStep[] => [
    { ...step(seed, 1, [PLACE]), sweeps: ['faults'] },
    { ...step(seed, 1, [PLACE]), isStrict: true, sweeps: ['strict faults'] },
  ]);
  const howOf = (learnt: readonly LearntStep[], most: number) =>
    looksAtFaults(learnt, changed, most).map(({ how }) => how);
  const three = (how: Look['how']) => [how, how, how];
  expect(howOf(both, 7)).toEqual([...three('faults'), ...three('strict faults'), 'faults']);
  const far = both.map((one) => ({ ...one, places: one.isStrict ? [PLACE] : [MODULE] }));
  expect(howOf(far, 5)).toEqual([...three('strict faults'), 'strict faults', 'faults']);
});

test('a place that has run is met, and one that has not is not', () => {
  const file = '/of a test.js';
  // What was compiled before has no counts of its parts.
  const coverage = new Coverage('');
  const text = '(function (is) { if (is) { return 1; } return 2; })';
  const make = new Script(text, { filename: file }).runInThisContext() as (is: boolean) => number;
  const at = (part: string) => ({
    ...{ file: 'of a test.js', from: text.indexOf(part), isOfModule: false },
    to: text.indexOf(part) + part.length,
  });
  const places = [at('return 1'), at('return 2')];
  make(false);
  expect(coverage.met(places).met).toEqual([1]);
  make(true);
  expect(coverage.met(places).met).toEqual([0]);
  expect(coverage.met([{ ...at('return 2'), isOfModule: true }]).met).toEqual([0]);
  const both = [at('if (is) { return 1; }')];
  make(false);
  expect(coverage.met(both)).toEqual({ met: [0], whole: [] });
  make(true);
  expect(coverage.met(both)).toEqual({ met: [0], whole: [0] });
  coverage.end();
});
