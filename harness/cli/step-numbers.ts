// Steps that a command line names by their numbers.
import { RequestError } from '../cases/request-error.ts';
import type { TestCase } from '../cases/types.ts';
import { plural } from '../golden/plural.ts';

/** The numbers of the steps. Throws RequestError where the case has not all of them. */
export function stepNumbers(
  [testCase, ...others]: readonly TestCase[],
  [first, last]: readonly [number, number],
): readonly number[] {
  if (testCase === undefined || others.length > 0) {
    throw new RequestError(["'--steps' takes steps of one case, and more are selected"]);
  }
  const { number, steps } = testCase;
  if (last > steps.length)
    throw new RequestError([`case ${number} has ${plural(steps.length, 'step')}`]);
  return Array.from({ length: last - first + 1 }, (_none, index) => first + index);
}
