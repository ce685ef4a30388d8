// Each rule of catches.ts, shown to find what breaks it and to leave alone what does not.
import { expect, test } from 'vitest';
import { namedCatches } from './catches.ts';
import { parseSource } from './source.ts';

const found = (path: string, body: string) =>
  namedCatches(parseSource(path, `try { go(); } catch (error) { ${body} }`));

test('an empty catch is found everywhere, with a comment in it as well', () => {
  expect(found('harness/run/a.ts', '')).toHaveLength(1);
  expect(found('engine/a.test.ts', '/* never mind */')).toHaveLength(1);
});

test('in the engine a catch throws on what it does not name', () => {
  expect(found('engine/base/a.ts', 'return 1;')).toHaveLength(1);
  expect(found('engine/base/a.ts', 'const f = () => { throw error; };')).toHaveLength(1);
  expect(found('engine/base/a.ts', 'if (!(error instanceof IoError)) throw error;')).toEqual([]);
  expect(found('engine/base/a.ts', 'undo(); throw error;')).toEqual([]);
  expect(found('engine/base/a.ts', 'failure = ioErrorOf(error);')).toEqual([]);
  expect(found('engine/base/a.ts', 'failure = String(error);')).toHaveLength(1);
  expect(found('harness/run/a.ts', 'return 1;')).toEqual([]);
});
