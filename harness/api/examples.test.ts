// Examples are found and read; that they run is shown with the installed package.
import { expect, test } from 'vitest';
import { examplesIn, examplesInMarkdown } from './examples.test-support.ts';

const comment = (...lines: string[]): string =>
  ['/**', ...lines.map((line) => ` * ${line}`.trimEnd()), ' */', 'export const x = 1;'].join('\n');

test('each example is a program with what it prints', () => {
  const one = ['@example', '```ts', 'go();', '', 'console.log(1, 2); // 1 2', '```'];
  const two = ['@example', '```ts', "console.log('a'); // a", '```'];
  expect(examplesIn('a.ts', comment('Says what.', '', ...one, '', ...two))).toEqual([
    { place: 'a.ts:4', code: 'go();\n\nconsole.log(1, 2); // 1 2\n', printed: ['1 2'] },
    { place: 'a.ts:11', code: "console.log('a'); // a\n", printed: ['a'] },
  ]);
  expect(examplesIn('a.ts', comment('Says what.'))).toEqual([]);
});

test('an example in a text for people is one as well', () => {
  const text = ['# A', '', '```ts', 'go(); // 1', "console.log('a'); // a", '```', ''].join('\n');
  expect(examplesInMarkdown('A.md', text)).toEqual([
    { place: 'A.md:3', code: "go(); // 1\nconsole.log('a'); // a\n", printed: ['a'] },
  ]);
  expect(examplesInMarkdown('A.md', '```sh\ngo\n```\n')).toEqual([]);
});

test('an example that prints nothing is a mistake', () => {
  const silent = comment('@example', '```ts', 'go();', '```');
  expect(() => examplesIn('a.ts', silent)).toThrow('a.ts:2: the example shows nothing');
});
