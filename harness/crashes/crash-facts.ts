// What known flaws ask of the changes behind a crash state.
import type { Landed, MemoryStorage } from '../../engine/index.ts';
import { BLOCK } from '../oracle/disk-model.ts';
import type { Violation } from '../oracle/judge.ts';
import type { CrashFacts } from '../oracle/known-flaw.ts';
import type { CrashState } from './crash-states.ts';
import { placeOf, refcountPlaceOf } from './image-places.ts';

type Change = Landed['change'];

/** A byte of a file. */
interface Place {
  readonly file: string;
  readonly offset: number;
}

const covers = ({ file, offset, length }: Change, place: Place): boolean =>
  file === place.file && offset <= place.offset && place.offset < offset + length;

/** Where the blocks stand that a state breaks promises about; `files` are those of the state. */
export const placesOf = (
  files: MemoryStorage,
  violations: readonly Violation[],
): readonly Place[] =>
  violations.flatMap(({ image, block }) =>
    block === undefined ? [] : (placeOf(files, image, block * BLOCK) ?? []),
  );

/** Where the refcounts stand that are too low; undefined for those that stand nowhere. */
export const refcountsOf = (
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

/**
 * The facts of one state, of which blocks at these places break promises, or clusters whose
 * refcounts stand there.
 */
export function factsOf(
  { landed, pending }: Pick<CrashState, 'landed' | 'pending'>,
  places: readonly Place[],
  refcounts: readonly (Place | undefined)[] = [],
): CrashFacts {
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
  return {
    isZeroed: places.some((place) => meets(place, there, 'zero', false)),
    isReused: places.some((place) => meets(place, issued, 'punch', true)),
    isUncounted:
      refcounts.length > 0 &&
      refcounts.every((place) => place === undefined || meets(place, there, 'punch', false)),
    isLost: places.some((place) =>
      pending.some((one) => covers(one, place) && !hasLanded(landed, one, place)),
    ),
  };
}
