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

/** Where in the files of a state that stands which breaks a promise. */
export interface BrokenPlaces {
  readonly image: string;
  /** The block, if the promise is about one that stands somewhere. */
  readonly places: readonly Place[];
  /** Refcounts that are too low; undefined for those that stand nowhere. */
  readonly refcounts: readonly (Place | undefined)[];
  /** Tables that entries of the L1 table name past the end of the file. */
  readonly unwritten: readonly number[];
}

/** Looks for it in the files of the state. */
export function brokenPlaces(
  files: MemoryStorage,
  { image, block, clusters = [] }: Violation,
): BrokenPlaces {
  const place = block === undefined ? undefined : placeOf(files, image, block * BLOCK);
  const refcounts = clusters.map((cluster) => {
    const offset = refcountPlaceOf(files, image, cluster);
    return offset === undefined ? undefined : { file: image, offset };
  });
  const places = place === undefined ? [] : [place];
  return { image, places, refcounts, unwritten: tablesPastEnd(files, image) };
}

/** Whether a change, or the part of it that is about the place, is on the disk. */
const hasLanded = (
  landed: CrashState['landed'],
  one: Change,
  { offset, length = 1 }: Place,
): boolean =>
  landed.some(
    ({ change, parts }) =>
      change.number === one.number &&
      (parts === undefined ||
        parts.some(
          ([from, to]) => one.offset + from < offset + length && offset < one.offset + to,
        )),
  );

/** What of changes a crash or a fault has left. */
export interface LandedChanges extends Pick<CrashState, 'landed' | 'pending'> {
  /** Drops that failed: what is dropped is free, whatever the file says; absent: none did. */
  readonly refused?: readonly Change[];
}

/** Whether something was put there, not taken away. */
const isFilled = ({ kind }: Change): boolean => kind === 'write' || kind === 'zero';

/** The facts about each broken promise, in their order; `files` are those of the state. */
export const factsAbout = (
  files: MemoryStorage,
  state: LandedChanges,
  violations: readonly Violation[],
): readonly CrashFacts[] => violations.map((one) => factsAt(state, brokenPlaces(files, one)));

/** The facts about one broken promise of the state. */
export function factsAt(
  state: LandedChanges,
  { image: file, places, refcounts, unwritten }: BrokenPlaces,
): CrashFacts {
  const isUnwritten = (offset: number): boolean =>
    !state.landed.some(({ change }) => isFilled(change) && covers(change, { file, offset }));
  return {
    ...factsOf(state, places, refcounts),
    isTableUnwritten: unwritten.some(isUnwritten),
  };
}

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
    writes.some(
      (write) =>
        write.number > one.number && covers(write, place) && hasLanded(landed, write, place),
    );
  const meets = (
    place: Place,
    changes: readonly Change[],
    kind: Change['kind'],
    isOver: boolean,
  ): boolean =>
    changes.some(
      (one) => one.kind === kind && covers(one, place) && isFollowed(one, place) === isOver,
    );
  /** The last change of the entry that names what stands there; -1: it is older than all. */
  const lastNamed = ({ entry }: Place): number => {
    if (entry === undefined) return -1;
    const named = there.filter((one) => covers(one, entry) && hasLanded(landed, one, entry));
    return Math.max(-1, ...named.map(({ number }) => number));
  };
  /** Changes that dropped what stands there behind that. */
  const dropsOf = (place: Place): readonly Change[] => {
    const last = lastNamed(place);
    return [...issued, ...refused].filter(
      (one) => one.kind === 'punch' && covers(one, place) && one.number > last,
    );
  };
  const isWrittenOver = (place: Place): boolean => {
    const last = lastNamed(place);
    return writes.some(
      (one) => covers(one, place) && one.number > last && hasLanded(landed, one, place),
    );
  };
  const plain = places.filter(({ isCompressed }) => isCompressed !== true);
  const compressed = places.filter(({ isCompressed }) => isCompressed === true);
  const hasGone = (one: Change): boolean => there.includes(one);
  const dropped = compressed.find((place) =>
    dropsOf(place).some((one) => hasGone(one) || isFollowed(one, place)),
  );
  return {
    isZeroed: plain.some((place) => meets(place, there, 'zero', false)),
    isReused: plain.some((place) => dropsOf(place).some((one) => isFollowed(one, place))),
    isPunched: plain.some((at) => dropsOf(at).some((one) => hasGone(one) && !isFollowed(one, at))),
    isDropped: dropped !== undefined,
    ...(dropped?.guest && { dropped: dropped.guest }),
    isOverwritten: compressed.some((place) => dropsOf(place).length === 0 && isWrittenOver(place)),
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
