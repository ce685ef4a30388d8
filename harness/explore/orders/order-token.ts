// An order in one word, for any machine: `580/7/order/2.0x7.1`, with `/aftermath` where other
// requests follow those of the step. The case, the number of its step (from 1, as multiplied out),
// and the order (orders/picks.ts), `own` being the engine's own. Crashes and faults in some order
// have it at the end of their own tokens: `/order=2.0x7.1`.
import { NUMBER_PATTERN } from '../../cases/with-options.ts';
import { ORDER_PATTERN, type Ordering, orderWord, readOrder } from '../../orders/picks.ts';

/** What a token says. */
export interface OrderToken {
  /** Number of the case, with its image options. */
  readonly number: string;
  /** Number of the step, from 1. */
  readonly step: number;
  /** Undefined: the engine's own order. */
  readonly order: Ordering | undefined;
  readonly ending: 'end' | 'aftermath';
}

/** The token of an order of a step. */
export function orderTokenOf({ number, step, order, ending }: OrderToken): string {
  const word = order === undefined ? OWN : orderWord(order);
  return `${number}/${step}/order/${word}${ending === 'end' ? '' : `/${ending}`}`;
}

const OWN = 'own';
const FORM = new RegExp(
  `^${NUMBER_PATTERN}/(\\d{1,9})/order/(${OWN}|${ORDER_PATTERN})(/aftermath)?$`,
);

/** Reads a token; undefined where it is none. */
export function parseOrderToken(text: string): OrderToken | undefined {
  const [, number = '', step, word = '', aftermath] = FORM.exec(text) ?? [];
  const order = word === OWN ? undefined : readOrder(word);
  if (step === undefined || (order === undefined && word !== OWN)) return undefined;
  return { number, step: Number(step), order, ending: aftermath ? 'aftermath' : 'end' };
}

/** The end of another token. */
export const orderPart = (order: Ordering | undefined): string =>
  order === undefined ? '' : `/order=${orderWord(order)}`;

/** What that end may be, for patterns: one group around it. */
export const ORDER_PART = `(/order=${ORDER_PATTERN})?`;

/** The order of such an end. */
export const orderOfPart = (part: string | undefined): Ordering | undefined =>
  part === undefined ? undefined : readOrder(part.slice(part.indexOf('=') + 1));
