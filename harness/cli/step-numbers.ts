// Steps that a command line names by their numbers.
import { RequestError } from '../cases/request-error.ts';
import type { TestCase } from '../cases/types.ts';

/** The numbers of the steps. Throws RequestError where the case has none of them. */
export function stepNumbers(
  [testCase, ...others]: readonly TestCase[],
  [first, last]: readonly [number, number],
): readonly number[] {
  if (testCase === undefined || others.length > 0) {
    throw new RequestError(["'--steps' takes steps of one case, and more are selected"]);
  }
  const { number, steps } = testCase;
  if (first > steps.length) throw new RequestError([`case ${number} has ${steps.length} steps`]);
  const end = Math.min(last, steps.length);
  return Array.from({ length: end - first + 1 }, (_none, index) => first + index);
}
