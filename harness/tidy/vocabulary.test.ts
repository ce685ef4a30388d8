// Each rule of vocabulary.ts, shown to find what breaks it and to leave alone what does not.
import { expect, test } from 'vitest';
import { parseSource } from './source.ts';
import {
  bitOperators,
  noConsole,
  noModuleMocks,
  staleExceptions,
  steadyWords,
  strictTypes,
} from './vocabulary.ts';

test.each([
  'const now = Date.now();',
  'const now = new Date();',
  'const x = Math.random();',
  'setTimeout(go, 1);',
  'const t = performance.now();',
  'const t = globalThis.performance.now();',
  'function go(): Promise<void> {}',
  'async function go() {}',
  'const go = async () => {};',
  'const x = await y;',
  'for await (const x of y) {}',
  'names.sort((a, b) => a.localeCompare(b));',
])('the deterministic part does without: %s', (text) => {
  expect(steadyWords(parseSource('engine/base/x.ts', text)).length).toBeGreaterThan(0);
  expect(steadyWords(parseSource('harness/cases/x.ts', text)).length).toBeGreaterThan(0);
  expect(steadyWords(parseSource('harness/bin/x.ts', text))).toEqual([]);
  expect(steadyWords(parseSource('engine/base/x.test.ts', text))).toEqual([]);
});

test('words in strings, comments and longer names are nobody’s business', () => {
  const text = "// Date and Promise\nconst updateDate = 'async Date'; Math.max(1, 2);";
  expect(steadyWords(parseSource('engine/base/x.ts', text))).toEqual([]);
});

test('an exception that is gone, or no longer needed, is found', () => {
  const sources = [
    parseSource('harness/run/a.ts', 'setTimeout(go, 1);'),
    parseSource('harness/run/b.ts', 'go();'),
  ];
  const listed = ['harness/run/a.ts', 'harness/run/b.ts', 'harness/run/c.ts'];
  expect(staleExceptions(sources, listed)).toEqual([
    'harness/run/b.ts needs no place in RUN_OUTSIDE_WORLD',
    'harness/run/c.ts needs no place in RUN_OUTSIDE_WORLD',
  ]);
});

test('console outside of report and bin is found', () => {
  expect(noConsole(parseSource('engine/base/x.ts', 'console.log(1);'))).toHaveLength(1);
  expect(noConsole(parseSource('harness/run/x.ts', 'const { log } = console;'))).toHaveLength(1);
  expect(noConsole(parseSource('harness/report/x.ts', 'console.log(1);'))).toEqual([]);
});

test.each(['a | b', 'a & b', 'a ^ b', '~a', 'a << 1', 'a >> 1', 'a >>> 0', 'a |= b', 'a >>>= b'])(
  'the bit operator of %s stays in base and format',
  (text) => {
    expect(bitOperators(parseSource('engine/qcow2/cache/x.ts', `${text};`))).toHaveLength(1);
    expect(bitOperators(parseSource('harness/run/x.ts', `${text};`))).toHaveLength(1);
    expect(bitOperators(parseSource('engine/qcow2/format/x.ts', `${text};`))).toEqual([]);
  },
);

test('unions of types and logical operators are no bit operators', () => {
  const text = 'type A = B | C & D; const x = a || b && c; const y = !x;';
  expect(bitOperators(parseSource('engine/task/x.ts', text))).toEqual([]);
});

test.each(['let x: any;', 'f(x!);', 'export default 1;', 'export default function f() {}'])(
  'outside tests nobody writes %s',
  (text) => {
    expect(strictTypes(parseSource('engine/task/x.ts', text))).toHaveLength(1);
    expect(strictTypes(parseSource('engine/task/x.test.ts', text))).toEqual([]);
  },
);

test.each(["vi.mock('x.ts');", "vi.doMock('x.ts', () => ({}));"])(
  'in tests %s is found',
  (text) => {
    expect(noModuleMocks(parseSource('engine/task/x.test.ts', text))).toHaveLength(1);
    expect(noModuleMocks(parseSource('engine/task/x.ts', text))).toEqual([]);
    expect(noModuleMocks(parseSource('engine/task/x.test.ts', 'vi.spyOn(a, "b");'))).toEqual([]);
  },
);
