// Catches of an IoError are found, and counted where they have one.
import { expect, test } from 'vitest';
import { catchesOf, countedCatches } from './catches.ts';

const SOURCE = `
function one() {
  try { go(); } catch (error) {
    if (!(error instanceof IoError)) throw error;
  }
  try { go(); } catch (error) {
    if (!(error instanceof FormatError)) throw error;
  }
}
class A {
  *#two() {
    try { go(); } catch (why) { if (why instanceof IoError && why.errno === 5) return; throw why; }
    try { go(); } catch (why) { if (!(why instanceof IoError)) throw why; }
  }
}
`;

test('those that name it are found, with the function that they stand in', () => {
  expect(catchesOf('a.ts', SOURCE)).toMatchObject([
    { file: 'a.ts', line: 3, owner: 'one', occurrence: 1, variable: 'error' },
    { line: 12, owner: '#two', occurrence: 1, variable: 'why' },
    { line: 13, owner: '#two', occurrence: 2 },
  ]);
});

test('a call stands at the beginning of each', () => {
  const text = countedCatches(SOURCE, catchesOf('a.ts', SOURCE), ({ line }) => line);
  expect(text).toContain(
    'catch (error) { if (error instanceof IoError) globalThis.catchReached(3);\n    if (!(',
  );
  expect(text.split('catchReached').length).toBe(4);
});
