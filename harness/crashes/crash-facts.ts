// What known flaws ask of the changes behind a crash state.
import type { Landed, MemoryStorage } from '../../engine/index.ts';
import { BLOCK } from '../oracle/disk-model.ts';
import type { Violation } from '../oracle/judge.ts';
import type { CrashFacts } from '../oracle/known-flaw.ts';
import type { CrashState } from './crash-states.ts';
import { placeOf } from './image-places.ts';

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

/** The facts of one state, of which blocks at these places break promises. */
export function factsOf(
  { landed, pending }: Pick<CrashState, 'landed' | 'pending'>,
  places: readonly Place[],
): CrashFacts {
  const there = landed.map(({ change }) => change);
  const issued = [...there, ...pending];
  const writes = there.filter(({ kind }) => kind === 'write');
  const isFollowed = (one: Change, place: Place): boolean =>
    writes.some((write) => write.number > one.number && covers(write, place));
  const has = (changes: readonly Change[], kind: Change['kind'], isOver: boolean): boolean =>
    places.some((place) =>
      changes.some(
        (one) => one.kind === kind && covers(one, place) && isFollowed(one, place) === isOver,
      ),
    );
  return {
    isZeroed: has(there, 'zero', false),
    isReused: has(issued, 'punch', true),
    isDropped: issued.some(({ kind }) => kind === 'punch'),
  };
}
