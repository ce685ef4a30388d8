// Cuts in the words of a case: a program that dies, or loses its power, in the middle of its run.
import { CUT_UNITS, type CutUnit } from '../crashes/cut-moments.ts';
import { CaseProblem, didYouMean, type Position } from './problem.ts';
import * as shape from './shapes.ts';

/** Where a run is cut: in turn at each such place, or once, after so many I/Os. */
export type CutPlace = { readonly every: CutUnit } | { readonly after: number };

/** A run that is cut. */
export interface Cut {
  readonly cause: 'process' | 'power';
  readonly place: CutPlace;
}

const FORM = "'every write', 'every flush', 'every command' or 'after N', N being a number of I/Os";

/** The part of the JSON Schema that all steps refer to. */
export const CUT_SCHEMA: shape.JsonSchema = {
  anyOf: [
    { enum: CUT_UNITS.map((unit) => `every ${unit}`) },
    { type: 'string', pattern: '^after \\d{1,9}$' },
    shape.FILLED_IN,
  ],
  description: `where the run is cut: ${FORM}`,
};

const place: shape.Shape<CutPlace> = {
  schema: { $ref: '#/definitions/cut' },
  read(node) {
    const text = shape.text(`a place to cut (${FORM})`).read(node);
    const [, unit, count] = /^(?:every (\w+)|after (\d{1,9}))$/.exec(text) ?? [];
    const every = CUT_UNITS.find((known) => known === unit);
    if (every !== undefined) return { every };
    if (count !== undefined) return { after: Number(count) };
    if (unit === undefined) throw new CaseProblem(node, `'${text}' is not ${FORM}`);
    throw new CaseProblem(node, `nothing is cut at every '${unit}'${didYouMean(unit, CUT_UNITS)}`);
  },
};

const option = shape.needing('instruments', shape.optional(place));

/** Options of steps that run a program. */
export const cutOptions = { 'power-cut': option, 'process-death': option };

/** What the options ask for, the power first. Throws CaseProblem, `where` is the step. */
export function cutsOf(given: shape.RecordOf<typeof cutOptions>, where: Position): readonly Cut[] {
  const asked = [
    ['power', given['power-cut']],
    ['process', given['process-death']],
  ] as const;
  const cuts = asked.flatMap(([cause, at]) => (at === undefined ? [] : [{ cause, place: at }]));
  if (cuts.length > 1 && cuts.some(({ place: at }) => 'after' in at)) {
    throw new CaseProblem(where, "'after N' ends the run: there is no second way to end it");
  }
  return cuts;
}
