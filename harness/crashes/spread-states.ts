// The order of crash states for a sweep that may not take all of them: the whole run is cut
// everywhere before any moment of it is looked at closely. In the order of moments a bound would
// leave the end of each long run unseen.
//
// 1. Process death after each change, and loss of power at the moments at which most is pending:
//    all of it lost, each change lost alone, each one there alone.
// 2. All states, moment after moment, but those.
import type { CrashRecorder } from '../../engine/index.ts';
import {
  type CrashBounds,
  type CrashCause,
  type CrashState,
  stateKeeping,
  statesAt,
} from './crash-states.ts';

/** When and by what a run may end before its end. */
export interface RunEnd {
  readonly moment: number;
  readonly cause: CrashCause;
}

/**
 * The numbers from 0 on, below `count`, so that each beginning of the list is spread over all: the
 * ends, the middle, the middles of what lies between.
 */
export function spread(count: number): readonly number[] {
  const order: number[] = [];
  const add = (number: number): void => {
    if (number >= 0 && number < count && !met.has(number)) order.push(number);
    met.add(number);
  };
  const met = new Set<number>();
  add(count - 1);
  let step = 1;
  while (step < count) step *= 2;
  for (; step >= 1; step /= 2) for (let at = 0; at < count; at += step) add(at);
  return order;
}

const spreadOver = <T>(all: readonly T[]): readonly T[] =>
  spread(all.length).map((index) => all[index] as T);

/** Moments with something pending behind which less is. */
function peaksOf(pending: readonly number[], ends: readonly RunEnd[]): readonly number[] {
  return ends
    .filter(({ cause }) => cause === 'power')
    .map(({ moment }) => moment)
    .filter((at) => (pending[at] ?? 0) > 0 && (pending[at + 1] ?? 0) < (pending[at] ?? 0));
}

function* deaths(recorder: CrashRecorder, ends: readonly RunEnd[]): Generator<CrashState> {
  for (const { moment } of spreadOver(ends.filter(({ cause }) => cause === 'process'))) {
    yield stateKeeping(recorder, moment, 'process', () => false);
  }
}

/** At each of these moments the states that `keeps` makes, one of each moment in turn. */
function* inTurns(
  recorder: CrashRecorder,
  peaks: readonly number[],
  isKept: (index: number, chosen: number) => boolean,
): Generator<CrashState> {
  const left = peaks.map((moment) => {
    const { pending } = recorder.crashAt(moment, 'power');
    return { moment, chosen: [...spread(pending.length)] };
  });
  for (let isOver = false; !isOver;) {
    isOver = true;
    for (const { moment, chosen } of left) {
      const one = chosen.shift();
      if (one === undefined) continue;
      isOver = false;
      yield stateKeeping(recorder, moment, 'power', (index) => isKept(index, one));
    }
  }
}

/** One of each in turn, until all have ended. */
function* alternating<T>(all: readonly Generator<T>[]): Generator<T> {
  let open = all;
  while (open.length > 0) {
    const next: Generator<T>[] = [];
    for (const one of open) {
      const { done, value } = one.next();
      if (done === true) continue;
      next.push(one);
      yield value as T;
    }
    open = next;
  }
}

const keyOf = ({ cause, moment, key }: CrashState): string => `${cause} ${moment} ${key}`;

/** All states at these ends, each once, so that the first ones are spread over the run. */
export function* spreadStates(
  recorder: CrashRecorder,
  ends: readonly RunEnd[],
  bounds: CrashBounds,
): Generator<CrashState> {
  const peaks = spreadOver(peaksOf(recorder.pendingCounts('power'), ends));
  const met = new Set<string>();
  const first = alternating([
    deaths(recorder, ends),
    inTurns(recorder, peaks, (index, chosen) => index !== chosen),
    inTurns(recorder, peaks, (index, chosen) => index === chosen),
  ]);
  for (const state of first) {
    if (!met.has(keyOf(state))) yield state;
    met.add(keyOf(state));
  }
  for (const { moment, cause } of ends) {
    for (const state of statesAt(recorder, moment, cause, bounds)) {
      if (!met.has(keyOf(state))) yield state;
    }
  }
}
