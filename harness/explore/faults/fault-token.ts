// A fault in one word, for any machine: `121/17/fault/io=7/errno=5/times=1/written=0/end`, with
// `/then=9:5` where a second I/O fails. `times=0`: all from there on;
// `times=reopen`: all until the file is opened again. `/order=0.2` where I/Os end in another order.
import { NUMBER_PATTERN } from '../../cases/with-options.ts';
import type { Ending, NthFault } from '../../faults/fault.ts';
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
export function faultTokenOf(
  number: string,
  step: number,
  fault: NthFault,
  order?: Ordering,
): string {
  const { of, at, errno, times, written, ending, second } = fault;
  const count = times === 'sticky' ? 0 : times;
  const then = second === undefined ? '' : `/then=${second.at}:${second.errno}`;
  const how = `errno=${errno}/times=${count}/written=${written}/${ending}`;
  return `${number}/${step}/fault/${of}=${at}/${how}${then}${orderPart(order)}`;
}

const N = '(\\d{1,9})';
const FORM = new RegExp(
  `^${NUMBER_PATTERN}/${N}/fault/(io|space)=${N}/errno=${N}/times=(\\d{1,9}|reopen)/written=${N}` +
    `/(end|aftermath|repeat|reopen)(?:/then=${N}:${N})?${ORDER_PART}$`,
);

/** Reads a token; undefined where it is none. */
export function parseFaultToken(text: string): FaultToken | undefined {
  const match = FORM.exec(text);
  if (match === null) return undefined;
  const [, number = '', step, of, at, errno, times, written, ending, then, thenErrno, order] =
    match;
  const second =
    then === undefined ? {} : { second: { at: Number(then), errno: Number(thenErrno) } };
  const fault: NthFault = {
    kind: 'nth',
    at: Number(at),
    of: of as NthFault['of'],
    errno: Number(errno),
    times: times === 'reopen' ? times : times === '0' ? 'sticky' : Number(times),
    written: Number(written),
    ending: ending as Ending,
    ...second,
  };
  const ordering = orderOfPart(order);
  if (order !== undefined && ordering === undefined) return undefined;
  return { number, step: Number(step), fault, order: ordering };
}
