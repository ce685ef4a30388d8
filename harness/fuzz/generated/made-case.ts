// Cases that are made from their numbers, and lie in no folder: random ones (r12), sequences (s12)
// and modelled ones (m12).
import { modelledCase } from '../modelled/modelled-case.ts';
import { type RandomTest, randomTest } from '../random-test.ts';
import { sequenceTest } from '../sequences/sequence-test.ts';

/** The case of such a number; undefined where it makes none. */
export function madeCase(number: string): RandomTest | undefined {
  const seed = Number(number.slice(1));
  switch (number.at(0)) {
    case 'm': {
      const { testCase, text } = modelledCase(seed);
      return { testCase, text };
    }
    case 's':
      return sequenceTest(seed);
    default:
      return randomTest(seed);
  }
}
