// Which states of its files a crash may leave, of all that the recorder's model allows
// (engine/filters/crash-recorder.ts): one moment after the other, and at each moment parts of what
// was pending.
//
// 1. Process death: what had ended is there. Of what was in flight any subset is.
// 2. Loss of power: what a flush covers is there. Of all else any subset is.
// 3. Of up to `complete` pending changes all subsets are taken. Of more: every prefix in the order
//    of issue, each change alone, all but each change, and `samples` subsets that a seed draws.
// 4. One of the changes that were kept may be torn: of a write that is longer than a sector its
//    first sector, all but the last one, or the last one alone has landed.
// 5. A write that would have made the file longer and is lost may have made it longer all the same:
//    file systems write lengths before the data that they wait for, and then zeroes are read there.
import {
  type Crash,
  type CrashRecorder,
  type Landed,
  landedInOrder,
  type RecordedChange,
} from '../../engine/index.ts';

/** How a run may end without its end. */
export type CrashCause = 'process' | 'power';

/** How many states are taken. */
export interface CrashBounds {
  /** Of so many pending changes all subsets are taken. */
  readonly complete: number;
  /** Subsets that are drawn where there are more. */
  readonly samples: number;
  /** Draws numbers from 0 to 1, 1 excluded. */
  readonly random: () => number;
}

/** One state of all files. */
export interface CrashState {
  readonly cause: CrashCause;
  readonly moment: number;
  /** Everything that is on the disk, in the order in which it lands. */
  readonly landed: readonly Landed[];
  /** Pending changes that are on the disk, and how many there were. */
  readonly kept: readonly number[];
  readonly pending: readonly RecordedChange[];
  /** The change that is torn. */
  readonly torn: number | undefined;
  /** The lost change that has made its file longer. */
  readonly extended: RecordedChange | undefined;
  /** States with the same key have the same files. */
  readonly key: string;
}

const SECTOR = 512;

/** All states at `moment`. The first of them is the one in which all that is pending is lost. */
export function* statesAt(
  recorder: CrashRecorder,
  moment: number,
  cause: CrashCause,
  bounds: CrashBounds,
): Generator<CrashState, void, void> {
  const crash = recorder.crashAt(moment, cause);
  const make = (kept: readonly Landed[], torn?: number, extended?: RecordedChange): CrashState =>
    stateOf({ crash, cause, moment, kept, torn, extended });
  for (const subset of subsetsOf(crash.pending, bounds)) {
    yield make(subset.map((change) => ({ change })));
  }
  const { pending } = crash;
  for (const [index, change] of pending.entries()) {
    const before = pending.slice(0, index).map((one) => ({ change: one }));
    for (const parts of tornParts(change)) {
      yield make([...before, { change, parts }], change.number);
    }
    if (change.kind === 'write' || change.kind === 'zero') yield make(before, undefined, change);
  }
}

/** The state at `moment` in which of all that is pending nothing is lost, or all of it. */
export const stateWith = (
  recorder: CrashRecorder,
  moment: number,
  cause: CrashCause,
  what: 'all kept' | 'all lost',
): CrashState => stateKeeping(recorder, moment, cause, () => what === 'all kept');

/** The state at `moment` in which those of all that is pending are there whose index is kept. */
export function stateKeeping(
  recorder: CrashRecorder,
  moment: number,
  cause: CrashCause,
  isKept: (index: number) => boolean,
): CrashState {
  const crash = recorder.crashAt(moment, cause);
  const kept = crash.pending
    .filter((_change, index) => isKept(index))
    .map((change) => ({ change }));
  return stateOf({ crash, cause, moment, kept, torn: undefined, extended: undefined });
}

interface StateParts {
  readonly crash: Crash;
  readonly cause: CrashCause;
  readonly moment: number;
  readonly kept: readonly Landed[];
  readonly torn: number | undefined;
  readonly extended: RecordedChange | undefined;
}

function stateOf({ crash, cause, moment, kept, torn, extended }: StateParts): CrashState {
  const landed = landedInOrder(crash, kept);
  const words = landed.map(({ change, parts }) =>
    parts === undefined ? String(change.number) : `${change.number}:${parts.join(':')}`,
  );
  if (extended !== undefined) words.push(`+${extended.number}`);
  return {
    cause,
    moment,
    landed,
    kept: kept.map(({ change }) => change.number),
    pending: crash.pending,
    torn,
    extended,
    key: words.join(' '),
  };
}

/** Ranges of a write of which each is all that landed. */
function tornParts(
  change: RecordedChange,
): readonly (readonly (readonly [from: number, to: number])[])[] {
  const { kind, offset, length } = change;
  if (kind !== 'write') return [];
  const first = SECTOR - (offset % SECTOR);
  const last = length - ((offset + length) % SECTOR || SECTOR);
  if (first >= length) return [];
  return first === last
    ? [[[0, first]], [[last, length]]]
    : [[[0, first]], [[0, last]], [[last, length]]];
}

/** Parts of what is pending, as rule 3 has them. */
export function* subsetsOf<T>(
  all: readonly T[],
  { complete, samples, random }: CrashBounds,
): Generator<readonly T[], void, void> {
  if (all.length <= complete) {
    for (let mask = 0; mask < 2 ** all.length; mask += 1) {
      yield all.filter((_one, index) => Math.floor(mask / 2 ** index) % 2 === 1);
    }
    return;
  }
  for (let count = 0; count <= all.length; count += 1) yield all.slice(0, count);
  for (const [index, one] of all.entries()) {
    if (index > 0) yield [one];
    if (index < all.length - 1) yield all.filter((other) => other !== one);
  }
  for (let drawn = 0; drawn < samples; drawn += 1) yield all.filter(() => random() < 0.5);
}
