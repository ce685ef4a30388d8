// What is found as a barrier or an undo, and what is left without it.
import { expect, test } from 'vitest';
import { counted, sitesOf, without } from './sites.ts';

const SOURCE = `function* f(cache: C): Task<void> {
  yield* cache.flush();
  if (cache.isOld) yield* flush(file);
  cache.dependOnFileFlush();
  const isDone = yield* flushOrReport(cache);
  try {
    yield* work();
  } catch (error) {
    cache.size = 0;
    yield* free();
    throw error;
  } finally {
    cache.unlock();
  }
  later(() => { flush(1); });
}
`;

test('flushes, dependencies and what a catch or a finally takes back', () => {
  const found = sitesOf('a.ts', SOURCE).map(({ kind, line, text }) => `${line} ${kind}: ${text}`);
  expect(found).toEqual([
    '2 barrier: yield* cache.flush();',
    '3 barrier: yield* flush(file);',
    '4 barrier: cache.dependOnFileFlush();',
    '5 barrier: yield* flushOrReport(cache)',
    '9 undo: cache.size = 0;',
    '10 undo: yield* free();',
    '13 undo: cache.unlock();',
    '15 barrier: flush(1);',
  ]);
});

test('a site is taken away alone, and all are counted at once', () => {
  const [first, second, , fourth] = sitesOf('a.ts', SOURCE);
  if (!first || !second || !fourth) throw new Error('no sites');
  expect(without(SOURCE, first)).toBe(SOURCE.replace('yield* cache.flush();', '{}'));
  expect(without(SOURCE, fourth)).toContain('const isDone = true;');
  const text = counted(SOURCE, [second, fourth], ({ line }) => line);
  expect(text).toContain('if (cache.isOld) { globalThis.siteReached(3); yield* flush(file); }');
  expect(text).toContain('= (globalThis.siteReached(5), yield* flushOrReport(cache));');
});
