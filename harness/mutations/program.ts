// What a program that can be mutated looks like from outside, and what is told to the workers that
// run it.
import type { Modules, Replacement } from './module-graph.ts';

/** What a run says: all as expected, or not, or no verdict at all. */
export type Verdict = 'green' | 'red' | 'broken';

/** Verdict of one run, and what it says for a reader. */
export interface MutantRun {
  readonly verdict: Verdict;
  readonly output: string;
}

/** What the entry of a program exports as `judge`; the subject is plain data. */
export type Judge = (subject: unknown) => MutantRun;

/** A program: its modules, and the one among them that exports `judge`. */
export interface Program {
  readonly root: string;
  readonly entry: string;
  readonly modules: Modules;
}

/** One run. */
export interface MutantJob {
  readonly subject: unknown;
  /** 'shared': nothing is replaced, and the graph is the one that the others share. */
  readonly replacement: Replacement | 'shared' | undefined;
  /** Milliseconds that it may take. */
  readonly deadline: number;
}
