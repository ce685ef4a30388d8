// Catches of an IoError in the engine that no sweep of faults comes by, each with the proof that
// none can.

/** A catch that no sweep comes by. */
export interface UnreachedCatch {
  /** Path from the root of the project. */
  readonly file: string;
  /** The function that it stands in. */
  readonly owner: string;
  /** Which of those in the function it is, from 1. */
  readonly occurrence: number;
  readonly reason: string;
}

const GIGABYTES =
  'no I/O fails there, but counters that take more than 4 GiB: no case holds such an input';

const unreached = (file: string, owner: string, reason: string): UnreachedCatch => ({
  file: `engine/qcow2/${file}`,
  owner,
  occurrence: 1,
  reason,
});

/** All of them, by file. */
export const UNREACHED_CATCHES: readonly UnreachedCatch[] = [
  unreached('check/check-context.ts', '#orNotCountable', GIGABYTES),
  unreached(
    'check/layout.ts',
    'readRefcounts',
    'only `layout`, `inspect` and `diff` call it, which no fault reaches; case 689 comes by it',
  ),
  unreached(
    'refcounts/grow.ts',
    'takeBack',
    'the blocks were in the cache a moment ago: that four new ones, the least it holds, have ' +
      'driven one out takes a refcount table of some 190 clusters, which is a file of 400 MB',
  ),
  unreached('repair/rebuild.ts', '#growTo', GIGABYTES),
];
