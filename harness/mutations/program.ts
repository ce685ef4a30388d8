// What a program that can be mutated looks like from outside, and what is told to the workers that
// run it.
import type { Modules, Replacement } from './module-graph.ts';

/** What a run says: all as expected, or not, or no verdict at all. */
export type Verdict = 'green' | 'red' | 'broken';

/** Verdict of one run, and what it says for a reader. */
export interface MutantRun {
  readonly verdict: Verdict;
  readonly output: string;
  /** How far a red run came, in a measure of the judge's own; absent: to the end. */
  readonly reached?: number;
}

/** What the entry of a program exports as `judge`; the subject is plain data. */
export type Judge = (subject: unknown) => MutantRun;

/** A program: its modules, and the one among them that exports `judge`. */
export interface Program {
  readonly root: string;
  readonly entry: string;
  readonly modules: Modules;
}

/** How the program is changed for a run. */
export type Change =
  /** Another text; where it `mayBeExchanged`, a verdict other than red is that of a new graph. */
  | { readonly kind: 'text'; readonly replacement: Replacement; readonly mayBeExchanged: boolean }
  /** These modules are exchanged for their own texts, run once more. */
  | { readonly kind: 'none'; readonly anew: readonly string[] };

/** One run. */
export interface MutantJob {
  readonly subject: unknown;
  /** What stands in place of what; absent: nothing, in a graph of the run's own. */
  readonly change?: Change;
  /** Milliseconds that it may take. */
  readonly deadline: number;
}
