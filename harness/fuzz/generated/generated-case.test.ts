// Which cases surveys and soaks meet.
import { expect, test } from 'vitest';
import { generatedCase } from './generated-case.ts';
import { KINDS, modelledCase } from '../modelled/modelled-case.ts';

test('every eighth case is a modelled one, and all kinds of those come', () => {
  const numbers = Array.from({ length: 24 }, (_none, at) => generatedCase(at)?.testCase.number);
  expect(numbers.filter((number) => number?.startsWith('m'))).toEqual(['m0', 'm1', 'm2']);
  expect(numbers.slice(8, 11)).toEqual(['r8', 'r9', 'r10']);
});

test('modelled cases of any seed are cases, and the same ones each time', () => {
  for (let kind = 0; kind < KINDS; kind += 1) {
    const seed = 1_000 * KINDS + kind;
    const { testCase, text } = modelledCase(seed);
    expect(testCase.number).toBe(`m${seed}`);
    expect(modelledCase(seed).text).toBe(text);
  }
});
