// What known flaws ask of the changes behind a crash state.
import type { Landed } from '../../engine/index.ts';
import type { CrashFacts } from '../oracle/known-flaw.ts';
import type { CrashState } from './crash-states.ts';

type Change = Landed['change'];

const overlap = (a: Change, b: Change): boolean =>
  a.file === b.file && a.offset < b.offset + b.length && b.offset < a.offset + a.length;

/** The facts of one state. */
export function factsOf({ landed, pending }: Pick<CrashState, 'landed' | 'pending'>): CrashFacts {
  const there = landed.map(({ change }) => change);
  const issued = [...there, ...pending];
  const writes = there.filter(({ kind }) => kind === 'write');
  const isFollowed = (one: Change): boolean =>
    writes.some((write) => write.number > one.number && overlap(write, one));
  return {
    isZeroed: there.some((one) => one.kind === 'zero' && !isFollowed(one)),
    isDropped: issued.some(({ kind }) => kind === 'punch'),
    isReused: issued.some((one) => one.kind === 'punch' && isFollowed(one)),
  };
}
