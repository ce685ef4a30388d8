// A kind of fuzz: what is random about its cases, and how one case is compared.
//
// One seed is one case, so a seed is its own replay, ranges of seeds can be run anywhere, and what
// a seed gives does not depend on how many others are run.
import fc from 'fast-check';
import type { Worlds } from './worlds.ts';

/** What comparing one case gave. */
export type Compared =
  | {
      readonly kind: 'counted';
      /** In a few words: 'equal', 'the real tool varies'. */
      readonly as: string;
      /** False where the case says nothing about our engine: too many of those prove nothing. */
      readonly isProven: boolean;
    }
  | { readonly kind: 'different'; readonly where: string };

/** Text, exit status and bytes are those of the real tools. */
export const EQUAL: Compared = { kind: 'counted', as: 'equal', isProven: true };

/** What one seed gave; a failure is of the smallest case that was found for it. */
export type Attempt =
  | Extract<Compared, { kind: 'counted' }>
  | {
      readonly kind: 'failed';
      /** The case in words, and where the results differ. */
      readonly text: string;
      /** Files to reproduce it by hand, by name. */
      readonly files: ReadonlyMap<string, Uint8Array>;
    };

/** One kind of fuzz. */
export interface FuzzKind {
  /** As it is asked for: 'commands'. */
  readonly name: string;
  readonly summary: string;
  /** How many seeds the tests try. */
  readonly usualRuns: number;
  /** Runs the case of one seed; a difference is made smaller first. Throws only our own bugs. */
  attempt(seed: number, worlds: Worlds): Attempt;
}

/** How cases of one type are made, compared and shown. */
export interface FuzzSpec<C> {
  readonly name: string;
  readonly summary: string;
  readonly usualRuns: number;
  readonly cases: fc.Arbitrary<C>;
  /** Whatever it throws counts as a difference: our engine crashed, or broke its bounds. */
  compare(one: C, worlds: Worlds): Compared;
  /** The case in lines. */
  explain(one: C, worlds: Worlds): readonly string[];
  files(one: C, worlds: Worlds): ReadonlyMap<string, Uint8Array>;
}

/** Milliseconds in which a failure is made smaller. */
const SHRINKING_MS = 60_000;
/** Characters of a failure that are shown. */
const MAX_TEXT = 8000;

/** Ties the parts of a kind to the type of its cases. */
export function fuzzKind<C>(spec: FuzzSpec<C>): FuzzKind {
  const { name, summary, usualRuns } = spec;
  return {
    name,
    summary,
    usualRuns,
    attempt: (seed, worlds) => {
      let counted: Extract<Compared, { kind: 'counted' }> | undefined;
      let different: { one: C; where: string } | undefined;
      const property = fc.property(spec.cases, (one) => {
        const compared = compareSafely(spec, one, worlds);
        if (compared.kind === 'different') {
          different = { one, where: compared.where };
          throw new Error('different');
        }
        counted ??= compared;
      });
      fc.check(property, { seed, numRuns: 1, interruptAfterTimeLimit: SHRINKING_MS });
      if (different === undefined) {
        if (counted === undefined) throw new Error(`seed ${seed} ran no case`);
        return counted;
      }
      const { one, where } = different;
      const text = [...spec.explain(one, worlds), where].join('\n').slice(0, MAX_TEXT);
      return { kind: 'failed', text, files: spec.files(one, worlds) };
    },
  };
}

/** A crash of our engine, or a bound that it breaks, is as bad as a difference. */
function compareSafely<C>(spec: FuzzSpec<C>, one: C, worlds: Worlds): Compared {
  try {
    return spec.compare(one, worlds);
  } catch (error) {
    return { kind: 'different', where: error instanceof Error ? `${error.stack}` : String(error) };
  }
}
