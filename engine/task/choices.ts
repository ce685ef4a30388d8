// Sources of choices: in place of the scheduler's own order of completions, they say which one is
// delivered next. The same source gives the same choices to the same run, and what a run chose can
// be replayed from the list of its picks.
import { UsageError } from '../base/errors.ts';

/** The end of an I/O that may be delivered now. */
export interface Pending {
  /** The task that waits for it; tasks count from 0 in the order in which they were started. */
  readonly number: number;
  /** I/Os count from 1 in the order of submission. */
  readonly submission: number;
}

/** Chooses among completions. */
export interface ChoiceSource {
  /**
   * The index of the one that is delivered next. `pending` has two or more, in the order of
   * submission.
   */
  pick(pending: readonly Pending[]): number;
}

/** The oldest first. */
export const inSubmissionOrder: ChoiceSource = { pick: () => 0 };

/**
 * The picks of a recorded run, then the oldest first. Its pick() throws UsageError where the list
 * names a completion that is not there: it belongs to another run.
 */
export function replayedOrder(picks: readonly number[]): ChoiceSource {
  let next = 0;
  return {
    pick({ length }) {
      const index = picks[next] ?? 0;
      next += 1;
      if (index < length) return index;
      throw new UsageError(`choice ${next} of the schedule is ${index}, of ${length} completions`);
    },
  };
}

/** A source that remembers what another one chose, and among how many. */
export class RecordedOrder implements ChoiceSource {
  readonly picks: number[] = [];
  readonly counts: number[] = [];
  readonly #inner: ChoiceSource;

  constructor(inner: ChoiceSource) {
    this.#inner = inner;
  }

  pick(pending: readonly Pending[]): number {
    const index = this.#inner.pick(pending);
    this.picks.push(index);
    this.counts.push(pending.length);
    return index;
  }
}

/**
 * Every order there is, one after the other: run with each source before the next is taken. The
 * number of orders grows as fast as factorials do; callers stop where they have had enough.
 */
export function* everyOrder(): Generator<RecordedOrder, void, void> {
  let path: readonly number[] | undefined = [];
  while (path !== undefined) {
    const source: RecordedOrder = new RecordedOrder(replayedOrder(path));
    yield source;
    path = nextPath(source);
  }
}

/** The list of picks that follows in the tree of all; undefined behind the last. */
function nextPath({ picks, counts }: RecordedOrder): readonly number[] | undefined {
  for (let at = picks.length - 1; at >= 0; at -= 1) {
    const next = (picks[at] ?? 0) + 1;
    if (next < (counts[at] ?? 0)) return [...picks.slice(0, at), next];
  }
  return undefined;
}
