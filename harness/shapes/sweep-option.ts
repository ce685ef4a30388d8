// Sweeps in the words of a case: what a step is run with, each time anew, to judge what is left: a
// fault, or another order in which its I/Os end; or one fault alone.
import type { Cut } from './cut-options.ts';
import { CaseProblem, didYouMean, type Position } from './problem.ts';
import * as shape from './shapes.ts';

/** What can be swept. */
export const SWEEPS = ['faults', 'orders'] as const;

/** One fault, as tokens of explorations have it behind `fault/`. */
export interface OneFault {
  readonly fault: string;
}

/** What a step is run with. */
export type SweepKind = (typeof SWEEPS)[number] | OneFault;

/** One fault: 'io=15/errno=5/times=1/written=0/repeat'. */
export const ONE_FAULT =
  '(?:io|space)=\\d{1,9}/errno=\\d{1,9}/times=(?:\\d{1,9}|reopen)/written=\\d{1,9}' +
  '/(?:end|aftermath|repeat|reopen)(?:/then=\\d{1,9}:\\d{1,9})?';

const FORM = "'faults', 'orders' or one fault as 'io=15/errno=5/times=1/written=0/end'";

/** The part of the JSON Schema that all steps refer to. */
export const SWEEP_SCHEMA: shape.JsonSchema = {
  anyOf: [{ enum: SWEEPS }, { type: 'string', pattern: `^${ONE_FAULT}$` }, shape.FILLED_IN],
  description: `what is swept: ${FORM}`,
};

const kind: shape.Shape<SweepKind> = {
  schema: { $ref: '#/definitions/sweep' },
  read(node) {
    const text = shape.text(`a sweep (${FORM})`).read(node);
    const word = SWEEPS.find((known) => known === text);
    if (word !== undefined) return word;
    if (new RegExp(`^${ONE_FAULT}$`).test(text)) return { fault: text };
    const hint = didYouMean(text, SWEEPS) || ` (${FORM})`;
    throw new CaseProblem(node, `unknown sweep '${text}'${hint}`);
  },
};

/** Options of steps that run a program. */
export const sweepOption = { sweep: shape.needing('instruments', shape.optional(kind)) };

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
