// Sequences are numbered without doubles, and none is missing.
import { expect, test } from 'vitest';
import { alphabetOf, GEOMETRIES } from './alphabet.ts';
import { sequenceCount, sequenceNumber, sequenceTest, sequenceText } from './sequence-test.ts';

const stepsOf = (number: number): string =>
  (sequenceText(number) ?? '').split('\n').slice(4).join('\n');

test('all sequences of up to two commands are there once, the same ones each time', () => {
  const letters = GEOMETRIES.map((one) => alphabetOf(one).length);
  expect(letters).toEqual([27, 27, 27]);
  expect(sequenceCount(2)).toBe(3 * (27 + 27 * 27));
  const texts = Array.from({ length: sequenceCount(2) }, (_none, number) => stepsOf(number));
  expect(new Set(texts).size).toBe(sequenceCount(2));
  expect(stepsOf(100)).toBe(texts[100]);
});

test('there is a last one of three commands, and none behind it', () => {
  const count = sequenceCount(3);
  expect(sequenceTest(count - 1)?.testCase.number).toBe(`s${count - 1}`);
  expect(sequenceTest(count)).toBeUndefined();
});

test('each command alone is a case on each geometry', () => {
  const numbers = Array.from({ length: sequenceCount(1) }, (_none, number) => number);
  const made = numbers.map((number) => sequenceTest(number)?.testCase.number);
  expect(made).toEqual(numbers.map((number) => `s${number}`));
});

test('commands tell the number of their sequence', () => {
  const numbers = [0, 1, 2].flatMap((geometry) =>
    Array.from({ length: 27 * 27 }, (_none, at) =>
      sequenceNumber(geometry, [Math.floor(at / 27), at % 27]),
    ),
  );
  const first = sequenceCount(1);
  expect(numbers).toEqual(Array.from({ length: 3 * 27 * 27 }, (_none, at) => first + at));
  expect(sequenceNumber(2, [26, 26, 26])).toBe(sequenceCount(3) - 1);
  expect(sequenceNumber(1, [4])).toBe(31);
});
