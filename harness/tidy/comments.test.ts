// Each rule of comments.ts, shown to find what breaks it and to leave alone what does not.
import { expect, test } from 'vitest';
import { docComments, leftOpen, noSkippedTests, openingComment } from './comments.ts';
import { parseSource } from './source.ts';

test('a file without an opening comment is found', () => {
  expect(openingComment(parseSource('a.ts', 'import x;\n// late'))).toHaveLength(1);
  expect(openingComment(parseSource('a.ts', '// first'))).toEqual([]);
  expect(openingComment(parseSource('a.ts', '/* first */'))).toEqual([]);
  expect(openingComment(parseSource('a.mjs', '#!/usr/bin/env node\n// first'))).toEqual([]);
  expect(openingComment(parseSource('a.mjs', '#!/usr/bin/env node\nfirst();'))).toHaveLength(1);
});

test.each(['function F() {}', 'function* F() {}', 'class F {}', 'interface F {}'])(
  'an exported %s without a doc comment is found',
  (text) => {
    const found = (source: string) => docComments(parseSource('a.ts', source));
    expect(found(`export ${text}`)).toEqual(['a.ts:1: no doc comment on F']);
    expect(found(`// plain\nexport ${text}`)).toHaveLength(1);
    expect(found(`/** Says what. */\nexport ${text}`)).toEqual([]);
    expect(found(text)).toEqual([]);
    expect(docComments(parseSource('a.test.ts', `export ${text}`))).toEqual([]);
  },
);

test('words for later are found in comments and left alone in code', () => {
  const word = ['TO', 'DO'].join('');
  expect(leftOpen(parseSource('a.ts', `go(); // ${word} better`))).toHaveLength(1);
  expect(leftOpen(parseSource('a.ts', `/**\n * ${word}\n */`))).toEqual([
    `a.ts:2: ${word} is left open`,
  ]);
  expect(leftOpen(parseSource('a.ts', `const x = '${word}';`))).toEqual([]);
});

test.each(['skip', 'only', 'todo', 'skipIf', 'fails'])('a test held with .%s is found', (word) => {
  const found = (text: string) => noSkippedTests(parseSource('a.test.ts', text));
  expect(found(`test.${word}('x', f);`)).toHaveLength(1);
  expect(found(`describe.concurrent.${word}('x', f);`)).toHaveLength(1);
  expect(found(`list.${word}('x');`)).toEqual([]);
});
