// The numbered cases for tests that go through all of them: they are read once for all tests of a
// worker, which takes a second.
import { root } from '../build/paths.mjs';
import { ALL_CASES } from '../cases/selection.ts';
import { selectCases } from '../cases/suite-folder.ts';
import type { TestCase } from '../cases/types.ts';

let known: readonly TestCase[] | undefined;

/** Every case of suites/, in the order of their numbers. Nobody may change them. */
export const allCases = (): readonly TestCase[] => (known ??= selectCases(root, ALL_CASES));
