// Each rule of size.ts, shown to find what breaks it and to leave alone what does not.
import { expect, test } from 'vitest';
import { fileLength, functionLength, lineLength } from './size.ts';
import { parseSource } from './source.ts';

const lines = (count: number): string => 'x();\n'.repeat(count);

test('a file of 401 lines is too long, one of 400 is not', () => {
  expect(fileLength(parseSource('a.ts', lines(400)))).toEqual([]);
  expect(fileLength(parseSource('a.ts', lines(401)))).toHaveLength(1);
});

test('a line of 101 columns is too long, one of 100 is not', () => {
  expect(lineLength(parseSource('a.ts', `//${'x'.repeat(98)}\n`))).toEqual([]);
  expect(lineLength(parseSource('a.ts', `\n//${'x'.repeat(99)}\n`))).toEqual([
    'a.ts:2: 101 columns, at most 100',
  ]);
});

test.each([
  ['function f() {', '}'],
  ['const f = () => {', '};'],
  ['const o = { m() {', '} };'],
  ['class C { *#m() {', '} }'],
])('%s of 71 lines is too long, of 70 is not', (first, last) => {
  const ofLength = (count: number) => `${first}\n${lines(count - 2)}${last}\n`;
  expect(functionLength(parseSource('a.ts', ofLength(70)))).toEqual([]);
  expect(functionLength(parseSource('a.ts', ofLength(71)))).toHaveLength(1);
});

test('in tests the function of a describe() may be longer', () => {
  const text = `describe('all', () => {\n${lines(80)}});\n`;
  expect(functionLength(parseSource('a.test.ts', text))).toEqual([]);
  expect(functionLength(parseSource('a.ts', text))).toHaveLength(1);
});
