// What known flaws ask of the changes behind a crash state.
import type { Landed, MemoryStorage } from '../../engine/index.ts';
import { BLOCK } from '../oracle/disk-model.ts';
import type { Violation } from '../oracle/judge.ts';
import type { CrashFacts } from '../oracle/known-flaw.ts';
import type { CrashState } from './crash-states.ts';
import { type BytePlace, placeOf, refcountPlaceOf, tablesPastEnd } from './image-places.ts';

type Change = Landed['change'];

/** Where something stands in a file. */
type Place = Pick<BytePlace, 'file' | 'offset'> & Partial<BytePlace>;

const covers = (change: Change, { file, offset, length = 1 }: Place): boolean =>
  change.file === file && change.offset < offset + length && offset < change.offset + change.length;

/** Where the blocks stand that a state breaks promises about; `files` are those of the state. */
const placesOf = (files: MemoryStorage, violations: readonly Violation[]): readonly Place[] =>
  violations.flatMap(({ image, block }) =>
    block === undefined ? [] : (placeOf(files, image, block * BLOCK) ?? []),
  );

/** Where the refcounts stand that are too low; undefined for those that stand nowhere. */
const refcountsOf = (
  files: MemoryStorage,
  violations: readonly Violation[],
): readonly (Place | undefined)[] =>
  violations.flatMap(({ image, clusters = [] }) =>
    clusters.map((cluster) => {
      const offset = refcountPlaceOf(files, image, cluster);
      return offset === undefined ? undefined : { file: image, offset };
    }),
  );

/** Whether a change, or the part of it that decides about the place, is on the disk. */
const hasLanded = (landed: CrashState['landed'], one: Change, { offset }: Place): boolean =>
  landed.some(
    ({ change, parts }) =>
      change.number === one.number &&
      (parts === undefined ||
        parts.some(([from, to]) => from <= offset - one.offset && offset - one.offset < to)),
  );

/** What of changes a crash or a fault has left. */
export interface LandedChanges extends Pick<CrashState, 'landed' | 'pending'> {
  /** Drops that failed: what is dropped is free, whatever the file says; absent: none did. */
  readonly refused?: readonly Change[];
}

/** Whether something was put there, not taken away. */
const isFilled = ({ kind }: Change): boolean => kind === 'write' || kind === 'zero';

/** Whether an L1 entry names a table past the end of the file, where nothing was ever written. */
const isTableUnwritten = (files: MemoryStorage, { landed }: LandedChanges, file: string): boolean =>
  tablesPastEnd(files, file).some(
    (offset) => !landed.some(({ change }) => isFilled(change) && covers(change, { file, offset })),
  );

/** The facts about each broken promise, in their order; `files` are those of the state. */
export const factsAbout = (
  files: MemoryStorage,
  state: LandedChanges,
  violations: readonly Violation[],
): readonly CrashFacts[] =>
  violations.map((one) => ({
    ...factsOf(state, placesOf(files, [one]), refcountsOf(files, [one])),
    isTableUnwritten: isTableUnwritten(files, state, one.image),
  }));

/**
 * The facts of one state, of which blocks at these places break promises, or clusters whose
 * refcounts stand there.
 */
export function factsOf(
  { landed, pending, refused = [] }: LandedChanges,
  places: readonly Place[],
  refcounts: readonly (Place | undefined)[] = [],
): Omit<CrashFacts, 'isTableUnwritten'> {
  const there = landed.map(({ change }) => change);
  const issued = [...there, ...pending];
  const writes = there.filter(({ kind }) => kind === 'write');
  const isFollowed = (one: Change, place: Place): boolean =>
    writes.some((write) => write.number > one.number && covers(write, place));
  const meets = (
    place: Place,
    changes: readonly Change[],
    kind: Change['kind'],
    isOver: boolean,
  ): boolean =>
    changes.some(
      (one) => one.kind === kind && covers(one, place) && isFollowed(one, place) === isOver,
    );
  /** Changes that dropped what stands there after the last change of the entry that names it. */
  const dropsOf = (place: Place): readonly Change[] => {
    const { entry } = place;
    const named =
      entry === undefined
        ? []
        : there.filter((one) => covers(one, entry) && hasLanded(landed, one, entry));
    const last = Math.max(-1, ...named.map(({ number }) => number));
    return [...issued, ...refused].filter(
      (one) => one.kind === 'punch' && covers(one, place) && one.number > last,
    );
  };
  const plain = places.filter(({ isCompressed }) => isCompressed !== true);
  const compressed = places.filter(({ isCompressed }) => isCompressed === true);
  return {
    isZeroed: plain.some((place) => meets(place, there, 'zero', false)),
    isReused: plain.some((place) => dropsOf(place).some((one) => isFollowed(one, place))),
    isDropped: compressed.some((place) =>
      dropsOf(place).some((one) => there.includes(one) || isFollowed(one, place)),
    ),
    isUncounted:
      refcounts.length > 0 &&
      refcounts.every((place) => place === undefined || meets(place, there, 'punch', false)),
    isOlder:
      places.length > 0 &&
      places.every(({ entry, ...place }) => {
        const met = (one: Change): boolean =>
          covers(one, place) || (entry !== undefined && covers(one, entry));
        return entry !== undefined && !issued.some(met);
      }),
    isLost: plain.some((place) =>
      pending.some((one) => covers(one, place) && !hasLanded(landed, one, place)),
    ),
  };
}
