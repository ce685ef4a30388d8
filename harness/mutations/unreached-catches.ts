// Catches of an IoError in the engine that no sweep of faults comes by. The list is work to do, but
// where a reason of its own says why no fault leads there.

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

const NO_CASE = 'no swept step comes by it with an I/O that fails; nobody has looked why';
const LONGER = 'sweeps of more cases come by it, which take minutes';
const REPAIR = 'no swept step repairs what it is about';

const unreached = (
  file: string,
  owner: string,
  reason = NO_CASE,
  occurrence = 1,
): UnreachedCatch => ({ file: `engine/qcow2/${file}`, owner, occurrence, reason });

/** All of them, by file. */
export const UNREACHED_CATCHES: readonly UnreachedCatch[] = [
  unreached('check/check-context.ts', '#orNotCountable', REPAIR),
  unreached('check/check-snapshot-table.ts', 'storeCount', REPAIR),
  unreached('check/check-snapshot-table.ts', 'repairSnapshotTable', REPAIR),
  unreached('check/compare-refcounts.ts', 'handleDifference', REPAIR),
  unreached('check/count-l2.ts', 'clearEntry', LONGER),
  unreached('check/count-refcount-blocks.ts', 'growFileOver', REPAIR),
  unreached('check/layout.ts', 'readRefcounts', 'only `layout` and `inspect` call it, no program'),
  unreached('driver/amend-version.ts', 'refuseCompressed'),
  unreached('driver/measure.ts', 'usedBytes', LONGER),
  unreached('image/create.ts', 'removeFile'),
  unreached('image/preallocate.ts', 'endOfUsedClusters'),
  unreached('image/write-zeroes.ts', 'readsAsZero'),
  unreached('mapping/free-entry.ts', 'discardInDataFile'),
  unreached('refcounts/allocate-bytes.ts', 'waitForRefcounts'),
  unreached('refcounts/lookup.ts', 'lastUsedCluster'),
  unreached('refcounts/update.ts', 'undo'),
  unreached('repair/rebuild.ts', 'forgetBlocks', REPAIR),
  unreached('repair/rebuild.ts', '#growTo', REPAIR),
  unreached('repair/rebuild.ts', '#orReport', LONGER),
  unreached('snapshots/expand-zeroes.ts', 'allocateFor'),
  unreached('snapshots/load.ts', 'loadSnapshot'),
];
