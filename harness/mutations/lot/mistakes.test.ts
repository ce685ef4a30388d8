// Which mistakes can be made in a source.
import { expect, test } from 'vitest';
import { countedAround, mistakesOf, withMistake } from './mistakes.ts';

const SOURCE = `
const LIMIT = 1 + 2;
export function f(a: number, b: number): number {
  note(a);
  if (a < b && b > 0) return a;
  return a === b ? a + 1 : b;
}
const g = (a: number) => a - 1;
`;

/** Each mistake as 'text: what stands there instead'. */
const made = (source: string): readonly string[] =>
  mistakesOf('x.ts', source).map(
    ({ kind, text, replacement }) => `${kind}, ${text}: ${replacement}`,
  );

test('statements, conditions, comparisons and sums of functions can be wrong', () => {
  expect(made(SOURCE)).toEqual([
    'left out, note(a);: {}',
    'never so, a < b && b > 0: false',
    'always so, a < b && b > 0: true',
    'the right of && left out, a < b && b > 0: (a < b)',
    'the left of && left out, a < b && b > 0: (b > 0)',
    '< is <=, a < b: (a <= b)',
    '> is >=, b > 0: (b >= 0)',
    'always the first, a === b ? a + 1 : b: (a + 1)',
    'always the second, a === b ? a + 1 : b: (b)',
    '+ is -, a + 1: (a - 1)',
    '- is +, a - 1: (a + 1)',
  ]);
});

test('texts, types and what is outside of functions stay', () => {
  expect(made("const f = (a: 1 | 2) => 'a' + `${a}`;")).toEqual([]);
  expect(made('class A extends B { constructor() { super(1); } }')).toEqual([]);
  expect(made('start();')).toEqual([]);
});

test('a mistake takes the place of its text, and lines are those of the source', () => {
  const mistakes = mistakesOf('x.ts', SOURCE);
  expect(mistakes.map(({ line }) => line)).toEqual([4, 5, 5, 5, 5, 5, 5, 6, 6, 6, 8]);
  const [first] = mistakes;
  expect(first && withMistake(SOURCE, first)).toBe(SOURCE.replace('note(a);', '{}'));
});

test('who runs a statement that holds a mistake is counted', () => {
  const mistakes = mistakesOf('x.ts', SOURCE);
  const counted = countedAround(SOURCE, mistakes, (one) => mistakes.indexOf(one));
  expect(counted).toContain('  globalThis.siteReached(0); note(a);');
  expect(counted).toMatch(/(globalThis\.siteReached\([1-6]\); ){6}if \(a < b && b > 0\) return a;/);
  // An arrow without a block has no statement.
  expect(counted).toContain('const g = (a: number) => a - 1;');
});
