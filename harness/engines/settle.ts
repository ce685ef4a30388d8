// Whether our engine does what another one does, where the other one may vary: real tools race
// inside one large request, and where requests meet.
//
// Before a difference counts, the other run is repeated. Where its runs differ among themselves, or
// requests meet, one that our engine gives under another schedule counts as found.

/** Runs of the other engine before a difference counts. */
const REPEATS = 7;
/** Schedules of ours that are tried for a result that the default one does not give. */
const SCHEDULES = 64;

/** Exit status of a tool that a failed assertion ended: 128 + SIGABRT. */
export const ABORTED = 134;

/** How two engines are run, and compared. */
export interface Pair<O> {
  /** One run of ours; with a seed, under the schedule of that. */
  readonly ours: (seed?: number) => O;
  readonly theirs: () => O;
  /** The first difference, in words; undefined: there is none. */
  readonly differenceOf: (ours: O, theirs: O) => string | undefined;
  /** Whether a failed assertion ended a run: there is nothing to compare. */
  readonly hasAborted: (outcome: O) => boolean;
  /** A stable difference may be matched by another schedule too, as requests meet. */
  readonly mayMatch: boolean;
}

export type Settled<O> =
  | { readonly kind: 'equal' }
  /** The other engine aborts; ours must not. */
  | { readonly kind: 'aborts' }
  /** A run of theirs equals ours under the schedule of this seed. */
  | { readonly kind: 'matched'; readonly seed: number; readonly varies: boolean }
  /** No run of ours is one of theirs, which are `seen`, each that differs once. */
  | { readonly kind: 'different'; readonly where: string; readonly seen: readonly O[] };

/** Runs both until it is clear whether they agree. Throws what a run throws. */
export function settle<O>(pair: Pair<O>): Settled<O> {
  const { differenceOf } = pair;
  const ours = pair.ours();
  const first = pair.theirs();
  const where = differenceOf(ours, first);
  if (where === undefined) return { kind: 'equal' };
  if (pair.hasAborted(first)) return { kind: 'aborts' };
  const seen = [first];
  for (let run = 1; run < REPEATS; run += 1) {
    const again = pair.theirs();
    if (differenceOf(ours, again) === undefined) return { kind: 'equal' };
    if (seen.every((known) => differenceOf(known, again) !== undefined)) seen.push(again);
  }
  const varies = seen.length > 1;
  if (varies || pair.mayMatch) {
    for (let seed = 0; seed < SCHEDULES; seed += 1) {
      const other = pair.ours(seed);
      if (seen.some((known) => differenceOf(other, known) === undefined)) {
        return { kind: 'matched', seed, varies };
      }
    }
  }
  return { kind: 'different', where, seen };
}
