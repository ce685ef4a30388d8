// A fault in one word, for any machine: `121/17/fault/io=7/errno=5/times=1/written=0/end`, with
// `/order=0.2` where I/Os end in another order (faults/fault-word.ts has the rest).
import { NUMBER_PATTERN } from '../../cases/with-options.ts';
import type { NthFault } from '../../faults/fault.ts';
import { FAULT_WORD, faultWord, parseFaultWord } from '../../faults/fault-word.ts';
import type { Ordering } from '../../orders/picks.ts';
import { ORDER_PART, orderPart, orderOfPart } from '../orders/order-token.ts';

/** What a token says. */
export interface FaultToken {
  /** Number of the case, with its image options. */
  readonly number: string;
  /** Number of the step, from 1. */
  readonly step: number;
  readonly fault: NthFault;
  /** In which the I/Os of the step end; undefined: the engine's own order. */
  readonly order?: Ordering | undefined;
}

/** The token of a fault of a step, that ran in that order, where one is given. */
export const faultTokenOf = (
  number: string,
  step: number,
  fault: NthFault,
  order?: Ordering,
): string => `${number}/${step}/fault/${faultWord(fault)}${orderPart(order)}`;

const FORM = new RegExp(`^${NUMBER_PATTERN}/(\\d{1,9})/fault/(${FAULT_WORD})${ORDER_PART}$`);
/** Groups within the word of a fault. */
const WORD_GROUPS = 8;

/** Reads a token; undefined where it is none. */
export function parseFaultToken(text: string): FaultToken | undefined {
  const match = FORM.exec(text);
  if (match === null) return undefined;
  const [, number = '', step, word = ''] = match;
  const order = match[4 + WORD_GROUPS];
  const fault = parseFaultWord(word);
  const ordering = orderOfPart(order);
  if (fault === undefined || (order !== undefined && ordering === undefined)) return undefined;
  return { number, step: Number(step), fault, order: ordering };
}
