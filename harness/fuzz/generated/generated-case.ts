// What surveys and soaks go through: random cases, and now and then a modelled one, whose commands
// are chosen for where images hurt and not by chance alone.
import { modelledCase } from '../modelled/modelled-case.ts';
import { randomTest, type RandomTest } from '../random-test.ts';

/** One of so many numbers in a row is that of a modelled case. */
const PERIOD = 8;

/**
 * The case of a number, mostly the random case of that seed; undefined where it cannot be told in
 * the words of cases.
 */
export function generatedCase(number: number): RandomTest | undefined {
  if (number % PERIOD !== PERIOD - 1) return randomTest(number);
  const { testCase, text } = modelledCase(Math.floor(number / PERIOD));
  return { testCase, text };
}
