// A crash state in one word, for any machine: `121/17/power/37/keep=3,5/torn=5:0-512/grown=6`. The
// case and the number of its step (from 1, as multiplied out); how the run ends and at which moment
// of the record; which of the pending changes are on the disk; which of them only in part; which
// lost one made its file longer all the same; `/order=0.2` where its I/Os end in another order.
import { NUMBER_PATTERN } from '../../cases/with-options.ts';
import type { CrashCause, CrashState } from '../../crashes/crash-states.ts';
import type { Ordering } from '../../orders/picks.ts';
import { ORDER_PART, orderPart, orderOfPart } from '../orders/order-token.ts';

/** What a token says. */
export interface CrashToken {
  /** Number of the case, with its image options. */
  readonly number: string;
  /** Number of the step, from 1. */
  readonly step: number;
  readonly cause: CrashCause;
  readonly moment: number;
  readonly kept: readonly number[];
  /** The change of which only some bytes landed: from and to, counted from its start. */
  readonly torn:
    { readonly change: number; readonly from: number; readonly to: number } | undefined;
  readonly grown: number | undefined;
  /** In which the I/Os of the step end; undefined: the engine's own order. */
  readonly order?: Ordering | undefined;
}

/** What a state of a step is, that ran in that order, where one is given. */
export function crashTokenOf(
  number: string,
  step: number,
  { cause, moment, kept, landed, torn: change, extended }: CrashState,
  order?: Ordering,
): CrashToken {
  const part = landed.find((one) => one.change.number === change)?.parts?.[0];
  const torn =
    change === undefined || part === undefined ? undefined : { change, from: part[0], to: part[1] };
  return { number, step, cause, moment, kept, torn, grown: extended?.number, order };
}

/** A token in one word. */
export function crashTokenWord(token: CrashToken): string {
  const { number, step, cause, moment, kept, torn, grown, order } = token;
  return [
    number,
    step,
    cause,
    moment,
    ...(kept.length > 0 ? [`keep=${kept.join(',')}`] : []),
    ...(torn === undefined ? [] : [`torn=${torn.change}:${torn.from}-${torn.to}`]),
    ...(grown === undefined ? [] : [`grown=${grown}`]),
  ]
    .join('/')
    .concat(orderPart(order));
}

/** The token of a state of a step, that ran in that order, where one is given. */
export const tokenOf = (...state: Parameters<typeof crashTokenOf>): string =>
  crashTokenWord(crashTokenOf(...state));

const NUMBER = '\\d{1,12}';
const FORM = new RegExp(
  `^${NUMBER_PATTERN}/(${NUMBER})/(process|power)/(${NUMBER})(/keep=${NUMBER}(?:,${NUMBER})*)?` +
    `(/torn=${NUMBER}:${NUMBER}-${NUMBER})?(/grown=${NUMBER})?${ORDER_PART}$`,
);

/** Reads a token; undefined where it is none. */
export function parseToken(text: string): CrashToken | undefined {
  const match = FORM.exec(text);
  if (match === null) return undefined;
  const [, number = '', step, cause, moment, keep, torn, grown, order] = match;
  const ordering = orderOfPart(order);
  if (order !== undefined && ordering === undefined) return undefined;
  const valueOf = (part: string | undefined): string => part?.slice(part.indexOf('=') + 1) ?? '';
  const [change, from, to] = valueOf(torn).split(/[:-]/).map(Number);
  return {
    number,
    step: Number(step),
    cause: cause as CrashCause,
    moment: Number(moment),
    kept: keep === undefined ? [] : valueOf(keep).split(',').map(Number),
    torn: torn === undefined ? undefined : { change: change ?? 0, from: from ?? 0, to: to ?? 0 },
    grown: grown === undefined ? undefined : Number(valueOf(grown)),
    order: ordering,
  };
}
