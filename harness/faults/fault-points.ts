// Which faults a sweep takes, one kind after the other: first each I/O once; then each again with
// other errors, for longer, in part, and with requests that follow. Pairs come last, drawn by a
// seed.
import { EIO, ENOSPC } from '../../engine/index.ts';
import { plural } from '../golden/plural.ts';
import { type Ending, needsSpace, type MetIo, type NthFault } from './fault.ts';

/** Bytes of a write that reach the file where it fails in part. */
const PART = 512;

/** How many I/Os fail with ENOSPC before there is space again. */
const FULL_FOR = [2, 5];

/** How a kind of fault fails every I/O; plain data. */
interface Way {
  readonly errno: number;
  readonly times: NthFault['times'];
  readonly ending: Ending;
  readonly written?: number;
  readonly of?: 'space';
}

const WAYS: readonly Way[] = [
  { errno: EIO, times: 1, ending: 'end' },
  { errno: EIO, times: 1, ending: 'repeat' },
  { errno: EIO, times: 'sticky', ending: 'end' },
  { errno: ENOSPC, times: 1, ending: 'end', of: 'space' },
  { errno: EIO, times: 'reopen', ending: 'reopen' },
  { errno: EIO, times: 'reopen', ending: 'end' },
  { errno: EIO, times: 1, ending: 'end', written: PART },
  { errno: EIO, times: 1, ending: 'aftermath' },
  { errno: ENOSPC, times: 'sticky', ending: 'end', of: 'space' },
  ...FULL_FOR.map((times) => ({ errno: ENOSPC, times, ending: 'repeat', of: 'space' }) as const),
  ...FULL_FOR.map((times) => ({ errno: ENOSPC, times, ending: 'end', of: 'space' }) as const),
  { errno: EIO, times: 'sticky', ending: 'repeat' },
  { errno: EIO, times: 1, ending: 'repeat', written: PART },
  { errno: ENOSPC, times: 1, ending: 'repeat', of: 'space' },
  { errno: EIO, times: 2, ending: 'aftermath' },
];

/** One kind of fault with all its places. */
export interface FaultKind {
  /** For people: 'EIO once', 'ENOSPC from there on'. */
  readonly name: string;
  readonly faults: readonly NthFault[];
}

const UNTIL = { sticky: 'from there on', reopen: 'until the file is opened again' } as const;

const nameOf = ({ errno, times, ending, written, of }: Way): string => {
  const error = errno === EIO ? 'EIO' : 'ENOSPC';
  const long = typeof times === 'string' ? UNTIL[times] : times === 1 ? 'once' : `${times} times`;
  const part = written === undefined ? '' : `, ${plural(written, 'byte')} written`;
  const what = of === 'space' ? ' to what needs space' : '';
  return `${error} ${long}${what}${part}${ending === 'end' ? '' : `, then ${ending}`}`;
};

/** All faults of one kind: of the I/Os that a quiet run met, in their order. */
function faultsOf(way: Way, ios: readonly MetIo[]): readonly NthFault[] {
  const { errno, times, ending, written = 0, of = 'io' } = way;
  const counted = of === 'space' ? ios.filter(needsSpace) : ios;
  return counted.flatMap((io, index): readonly NthFault[] => {
    if (written > 0 && (io.kind !== 'write' || io.length <= written)) return [];
    return [{ kind: 'nth', at: index + 1, of, errno, times, written, ending }];
  });
}

/** How a sweep draws random faults. */
export interface PairBudget {
  /** Pairs of faults that are drawn for one step. */
  readonly pairs: number;
  /** Draws numbers from 0 to 1, 1 excluded. */
  readonly random: () => number;
}

/** Two faults in one run: the second one up to as many I/Os later as the run had. */
function pairsOf(ios: readonly MetIo[], ending: Ending, budget: PairBudget): FaultKind {
  const { pairs, random } = budget;
  const below = (count: number): number => Math.floor(random() * count);
  const count = ios.length < 2 ? 0 : pairs;
  const faults = Array.from({ length: count }, (): NthFault => {
    const at = 1 + below(ios.length);
    const errno = below(2) === 0 ? EIO : ENOSPC;
    // The later one is mostly near, as it shall hit what the first failure makes necessary.
    const distance = below(2) === 0 ? below(8) : below(ios.length);
    const second = { at: at + distance, errno: EIO };
    return { kind: 'nth', at, of: 'io', errno, times: 1, written: 0, ending, second };
  });
  return { name: `pairs${ending === 'end' ? '' : `, then ${ending}`}`, faults };
}

/** All kinds of faults for a run that met these I/Os; `canGoOn`: requests can follow. */
export function faultKinds(
  ios: readonly MetIo[],
  canGoOn: boolean,
  budget: PairBudget,
): readonly FaultKind[] {
  // Where requests can follow, the image is opened again for them.
  const ways = WAYS.filter(({ ending, times }) =>
    canGoOn ? times !== 'reopen' || ending === 'reopen' : ending === 'end',
  );
  return [
    ...ways.map((way) => ({ name: nameOf(way), faults: faultsOf(way, ios) })),
    pairsOf(ios, canGoOn ? 'repeat' : 'end', budget),
  ].filter(({ faults }) => faults.length > 0);
}

/**
 * So many of the faults, evenly spread over all kinds and places, each kind with what is taken of
 * it; `random` draws where that begins.
 */
export function spreadOver(
  kinds: readonly FaultKind[],
  runs: number,
  random: () => number,
): readonly (FaultKind & { readonly taken: readonly NthFault[] })[] {
  const count = kinds.reduce((sum, { faults }) => sum + faults.length, 0);
  const wanted = Math.min(runs, count);
  const start = random() * (count / wanted - 1);
  const numbers = new Set(
    Array.from({ length: wanted }, (_none, index) => Math.floor(start + (index * count) / wanted)),
  );
  let first = 0;
  return kinds.map((kind) => {
    const before = first;
    first += kind.faults.length;
    return { ...kind, taken: kind.faults.filter((_fault, index) => numbers.has(before + index)) };
  });
}
