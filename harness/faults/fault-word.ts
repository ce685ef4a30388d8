// One fault in a word, as tokens and cases have it: `io=7/errno=5/times=1/written=0/end`, with
// `/then=9:5` where a second I/O fails. `times=0`: all from there on; `times=reopen`: all until the
// file is opened again.
import type { Ending, NthFault } from './fault.ts';

const N = '(\\d{1,9})';

/** The word, in a pattern with eight groups. */
export const FAULT_WORD =
  `(io|space)=${N}/errno=${N}/times=(\\d{1,9}|reopen)/written=${N}` +
  `/(end|aftermath|repeat|reopen)(?:/then=${N}:${N})?`;

const WHOLE = new RegExp(`^${FAULT_WORD}$`);

/** The word of a fault. */
export function faultWord({ of, at, errno, times, written, ending, second }: NthFault): string {
  const count = times === 'sticky' ? 0 : times;
  const then = second === undefined ? '' : `/then=${second.at}:${second.errno}`;
  return `${of}=${at}/errno=${errno}/times=${count}/written=${written}/${ending}${then}`;
}

/** The fault of a word; undefined where it is none. */
export function parseFaultWord(text: string): NthFault | undefined {
  const match = WHOLE.exec(text);
  if (match === null) return undefined;
  const [, of, at, errno, times, written, ending, then, thenErrno] = match;
  const second =
    then === undefined ? {} : { second: { at: Number(then), errno: Number(thenErrno) } };
  return {
    kind: 'nth',
    at: Number(at),
    of: of as NthFault['of'],
    errno: Number(errno),
    times: times === 'reopen' ? times : times === '0' ? 'sticky' : Number(times),
    written: Number(written),
    ending: ending as Ending,
    ...second,
  };
}
