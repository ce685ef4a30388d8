// A whole folder of cases for those who use blkdrill as a library.
import { ALL_CASES } from '../cases/selection.ts';
import { selectCases } from '../cases/suite-folder.ts';
import type { TestCase } from '../cases/types.ts';

/**
 * All cases below `root`/suites, in the order of their numbers. Throws RequestError, whose lines
 * name every mistake with its place, when one of them is wrong, or there is none.
 *
 * @example
 * ```ts
 * import { loadSuite, runCase } from 'blkdrill';
 *
 * for (const testCase of loadSuite('.')) {
 *   const { verdict } = runCase(testCase, { root: '.' });
 *   console.log(`${testCase.slug}: ${verdict}`); // 501-a-full-disk: passed
 * }
 * ```
 */
export function loadSuite(root: string): readonly TestCase[] {
  return selectCases(root, ALL_CASES);
}
