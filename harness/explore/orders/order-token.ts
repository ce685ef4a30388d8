// An order in one word, for any machine: `580/7/order/2.0x7.1`, with `/aftermath` where other
// requests follow those of the step. The case, the number of its step (from 1, as multiplied out),
// and the picks (orders/picks.ts). Crashes and faults in some order have its picks at the end of
// their own tokens: `/order=2.0x7.1`.
import { PICKS_PATTERN, picksWord, readPicks, type Picks } from '../../orders/picks.ts';

/** What a token says. */
export interface OrderToken {
  /** Number of the case. */
  readonly number: string;
  /** Number of the step, from 1. */
  readonly step: number;
  readonly picks: Picks;
  readonly ending: 'end' | 'aftermath';
}

/** The token of an order of a step. */
export const orderTokenOf = ({ number, step, picks, ending }: OrderToken): string =>
  `${number}/${step}/order/${picksWord(picks)}${ending === 'end' ? '' : `/${ending}`}`;

const FORM = new RegExp(`^(\\d{3}|r\\d{1,9})/(\\d{1,9})/order/(${PICKS_PATTERN})(/aftermath)?$`);

/** Reads a token; undefined where it is none. */
export function parseOrderToken(text: string): OrderToken | undefined {
  const [, number = '', step, word = '', aftermath] = FORM.exec(text) ?? [];
  const picks = readPicks(word);
  if (picks === undefined || step === undefined) return undefined;
  return { number, step: Number(step), picks, ending: aftermath ? 'aftermath' : 'end' };
}

/** The end of another token. */
export const orderPart = (picks: Picks | undefined): string =>
  picks === undefined ? '' : `/order=${picksWord(picks)}`;

/** What that end may be, for patterns: one group around it. */
export const ORDER_PART = `(/order=${PICKS_PATTERN})?`;

/** The picks of such an end. */
export const picksOfPart = (part: string | undefined): Picks | undefined =>
  part === undefined ? undefined : readPicks(part.slice(part.indexOf('=') + 1));
