// What happens to the last step of a case, as one token tells it: a crash state, a fault or an
// order; and simpler troubles of the same kind.
import {
  type CrashToken,
  crashTokenWord,
  parseToken as parseCrashToken,
} from '../explore/crashes/token.ts';
import { type FaultToken, faultTokenOf, parseFaultToken } from '../explore/faults/fault-token.ts';
import { type OrderToken, orderTokenOf, parseOrderToken } from '../explore/orders/order-token.ts';
import type { NthFault } from '../faults/fault.ts';
import { type Ordering, orderWord } from '../orders/picks.ts';
import { dropParts, type Pass } from './greedy.ts';

/** One trouble of a step. */
export type Trouble =
  | { readonly kind: 'crash'; readonly token: CrashToken }
  | { readonly kind: 'fault'; readonly token: FaultToken }
  | { readonly kind: 'order'; readonly token: OrderToken };

/** Reads a token; undefined where it is none. */
export function readTrouble(word: string): Trouble | undefined {
  const crash = parseCrashToken(word);
  if (crash !== undefined) return { kind: 'crash', token: crash };
  const fault = parseFaultToken(word);
  if (fault !== undefined) return { kind: 'fault', token: fault };
  const order = parseOrderToken(word);
  return order && { kind: 'order', token: order };
}

/** The token of a trouble. */
export function troubleWord({ kind, token }: Trouble): string {
  switch (kind) {
    case 'crash':
      return crashTokenWord(token);
    case 'fault':
      return faultTokenOf(token.number, token.step, token.fault, token.order);
    case 'order':
      return orderTokenOf(token);
  }
}

/** The trouble of another step of the same case. */
export const atStep = (trouble: Trouble, step: number): Trouble =>
  ({ ...trouble, token: { ...trouble.token, step } }) as Trouble;

/** The trouble in another order. */
const inOrder = (trouble: Trouble, order: Ordering | undefined): Trouble =>
  ({ ...trouble, token: { ...trouble.token, order } }) as Trouble;

/** The engine's own order, or one with fewer choices. */
const fewerChoices: Pass<Trouble> = function* (trouble) {
  const { order } = trouble.token;
  if (order === undefined) return trouble;
  const own = inOrder(trouble, undefined);
  if (yield own) return own;
  let best = trouble;
  const early = inOrder(trouble, { ...order, landsLate: false });
  if (order.landsLate && (yield early)) best = early;
  const chosen = order.picks.flatMap((pick, at) => (pick === 0 ? [] : [at]));
  return yield* dropParts(best, chosen, (left, from) => {
    const given = from.token.order ?? order;
    const picks = given.picks.map((pick, at) => (left.includes(at) ? pick : 0));
    return inOrder(from, { ...given, picks });
  });
};

/** Moments and I/Os that are tried one by one. */
const MOST_TRIED = 64;

/** So many numbers, from the lowest. */
const numbersBelow = (end: number, from: number): readonly number[] =>
  Array.from({ length: Math.max(0, Math.min(MOST_TRIED, end - from)) }, (_none, at) => from + at);

/** An earlier crash, of which less is there, and nothing in part. */
const simplerCrash: Pass<Trouble> = function* (trouble) {
  if (trouble.kind !== 'crash') return trouble;
  type Crash = typeof trouble;
  let best: Crash = trouble;
  const whole = (token: CrashToken): Partial<CrashToken>[] => [
    ...(token.torn === undefined ? [] : [{ torn: undefined }]),
    ...(token.grown === undefined ? [] : [{ grown: undefined }]),
    ...numbersBelow(token.moment, 0).map((moment) => ({ moment })),
  ];
  for (const less of whole(trouble.token)) {
    if (less.moment !== undefined && less.moment >= best.token.moment) break;
    const offered: Crash = { ...best, token: { ...best.token, ...less } };
    if (yield offered) best = offered;
  }
  const { torn } = best.token;
  return yield* dropParts<Trouble, number>(best, best.token.kept, (kept, from) =>
    from.kind !== 'crash' || (torn !== undefined && !kept.includes(torn.change))
      ? undefined
      : { ...from, token: { ...from.token, kept } },
  );
};

/** One fault, once, as a whole, with nothing behind the step; and an earlier one. */
const simplerFault: Pass<Trouble> = function* (trouble) {
  if (trouble.kind !== 'fault') return trouble;
  let best: Trouble & { readonly kind: 'fault' } = trouble;
  const { second: _second, ...alone } = trouble.token.fault;
  const { at, ending, times, written } = alone;
  const simpler: Partial<NthFault>[] = [
    ...(ending === 'end' ? [] : [{ ending: 'end' as const }]),
    ...(times === 1 ? [] : [{ times: 1 }]),
    ...(written === 0 ? [] : [{ written: 0 }]),
    ...(ending === 'end' || ending === 'aftermath' ? [] : [{ ending: 'aftermath' as const }]),
    // What many failures break a later one alone may break.
    ...(times === 1 ? [] : numbersBelow(at + MOST_TRIED, at + 1)).map((one) => ({
      ...{ at: one, times: 1 },
    })),
    ...numbersBelow(at, 1).map((one) => ({ at: one })),
  ];
  const withFault = (fault: NthFault): typeof best => ({
    ...best,
    token: { ...best.token, fault },
  });
  if (trouble.token.fault.second !== undefined && (yield withFault(alone))) best = withFault(alone);
  for (const less of simpler) {
    const { fault } = best.token;
    const isEarlier =
      less.at === undefined || (less.times === 1 ? fault.times !== 1 : less.at < fault.at);
    if (!isEarlier) continue;
    const offered = withFault({ ...fault, ...less });
    if (yield offered) best = offered;
  }
  return best;
};

/** Nothing behind the step. */
const endsWithStep: Pass<Trouble> = function* (trouble) {
  if (trouble.kind !== 'order' || trouble.token.ending === 'end') return trouble;
  const offered: Trouble = { ...trouble, token: { ...trouble.token, ending: 'end' } };
  return (yield offered) ? offered : trouble;
};

/** All ways to make a trouble simpler. */
export const TROUBLE_CUTS: readonly Pass<Trouble>[] = [
  fewerChoices,
  simplerCrash,
  simplerFault,
  endsWithStep,
];

/** Which of two orders it is, for what is kept by orders. */
export const orderKey = (order: Ordering | undefined): string =>
  order === undefined ? '' : orderWord(order);
