// Sweeps in the words of a case: what a step is run with, each time anew, to judge what is left: a
// fault, or another order in which its I/Os end.
import type { Cut } from './cut-options.ts';
import { CaseProblem, type Position } from './problem.ts';
import * as shape from './shapes.ts';

/** What can be swept. */
export const SWEEPS = ['faults', 'orders'] as const;

export type SweepKind = (typeof SWEEPS)[number];

/** Options of steps that run a program. */
export const sweepOption = {
  sweep: shape.needing('instruments', shape.optional(shape.oneOf('sweep', SWEEPS))),
};

/** What is asked for; undefined: nothing. Throws CaseProblem, `where` is the step. */
export function sweepOf(
  { sweep }: shape.RecordOf<typeof sweepOption>,
  cuts: readonly Cut[],
  where: Position,
): SweepKind | undefined {
  if (sweep !== undefined && cuts.length > 0) {
    throw new CaseProblem(where, 'a step is swept or cut short, not both');
  }
  return sweep;
}
