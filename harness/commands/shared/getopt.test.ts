// Reading options. Expected values were printed by a small C program around getopt_long.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { property } from '../../../engine/testing/property.ts';
import { argumentOption, flagOption, OptionReader } from './getopt.ts';

const LONGS = [
  flagOption('help', 'h'),
  argumentOption('format', 'f'),
  argumentOption('output', 'o'),
  argumentOption('object', 'O'),
];

/** Every option as `value(argument)[previous word]`, then the operands. */
function readAll(line: string, shorts = 'hf:q'): { text: string; complaints: string[] } {
  const complaints: string[] = [];
  const reader = new OptionReader(line.split(' '), shorts, LONGS, (m) => complaints.push(m));
  const parts: string[] = [];
  for (let found = reader.next(); found !== undefined; found = reader.next()) {
    parts.push(`${found.value}(${found.argument})[${reader.previousWord}]`);
  }
  return { text: [...parts, '|', ...reader.operands].join(' '), complaints };
}

test.each([
  ['p -h a', 'h()[-h] | a'],
  ['p a -h b', 'h()[-h] | a b'],
  ['p a b -qh c -f x', 'q()[b] h()[-qh] f(x)[x] | a b c'],
  ['p -fx a', 'f(x)[-fx] | a'],
  ['p a -- -h', '| a -h'],
  ['p -h -- b -h', 'h()[-h] | b -h'],
  ['p - -h', 'h()[-h] | -'],
  ['p --he a', 'h()[--he] | a'],
  ['p --format=x --output y a', 'f(x)[--format=x] o(y)[y] | a'],
  ['p --form= a', 'f()[--form=] | a'],
  ['p a --out b c', 'o(b)[b] | a c'],
])('%s', (line, expected) => {
  expect(readAll(line)).toEqual({ text: expected, complaints: [] });
});

test.each([
  ['p -z', '?()[-z] |', "invalid option -- 'z'"],
  ['p -f', '?()[-f] |', "option requires an argument -- 'f'"],
  ['p --foo=1', '?()[--foo=1] |', "unrecognized option '--foo=1'"],
  ['p --form', '?()[--form] |', "option '--format' requires an argument"],
  ['p --help=2', '?()[--help=2] |', "option '--help' doesn't allow an argument"],
  ['p --o', '?()[--o] |', "option '--o' is ambiguous; possibilities: '--output' '--object'"],
])('%s is complained about', (line, expected, complaint) => {
  expect(readAll(line)).toEqual({ text: expected, complaints: [complaint] });
});

test('a leading colon tells missing arguments apart and prints nothing', () => {
  expect(readAll('p -f', ':hf:q')).toEqual({ text: ':()[-f] |', complaints: [] });
  expect(readAll('p -z --output', ':hf:q')).toEqual({
    text: '?()[-z] :()[--output] |',
    complaints: [],
  });
});

test('a leading plus ends reading at the first operand', () => {
  expect(readAll('p -h a -h', '+:hf:q').text).toBe('h()[-h] | a -h');
});

property([fc.array(fc.constantFrom('a', 'b', '-h', '-q', '-fx', '--help', '-'))])(
  'options are found wherever they stand, and operands keep their order',
  (words) => {
    const { text } = readAll(['p', ...words].join(' '));
    const [options = '', operands = ''] = text.split('|');
    const isOperand = (word: string): boolean => word === '-' || !word.startsWith('-');
    expect(operands.trim()).toBe(words.filter(isOperand).join(' '));
    expect(options.match(/\(/g)?.length ?? 0).toBe(words.filter((w) => !isOperand(w)).length);
  },
);
