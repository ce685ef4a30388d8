// Where broken promises stand in the files of a run: who owned the host clusters that they are
// about as the run went on, and from which change on it was so to the end.
import type { CrashRecorder, Finding, MemoryStorage, RecordedChange } from '../../engine/index.ts';
import { layoutOf, placeOf } from '../crashes/image-places.ts';
import { blockOf } from '../oracle/disk.ts';
import { readerOf } from '../oracle/image-reader.ts';
import type { Violation } from '../oracle/judge.ts';
import {
  buildUpTo,
  type ChangedWorld,
  type ClusterHistory,
  type ClusterPlace,
  historyOf,
} from './crashes/owner-history.ts';

/** A change of the files, and who owns its place at the end. */
export interface LastChange {
  readonly change: RecordedChange;
  readonly owners: readonly string[];
}

/** Clusters whose owners are told. */
const MOST_CLUSTERS = 4;
const BLOCK = 512;

/**
 * All changes of a recorded run in the order in which they took effect: that of their issue, or
 * that of their ends, where those that never end come last.
 */
export function landedChanges(
  recorder: CrashRecorder,
  landsLate: boolean,
): readonly RecordedChange[] {
  const { certain, pending } = recorder.crashAt(recorder.lastMoment, 'process');
  const end = ({ endedAt = Infinity }: RecordedChange): number => (landsLate ? endedAt : 0);
  return [...certain, ...pending].sort((a, b) => end(a) - end(b) || a.number - b.number);
}

/** Which promises are broken, of what kind and of which image, as one text. */
export const promisesOf = (violations: readonly Violation[]): string =>
  violations.map(({ image, promise, signature }) => `${image} ${promise} ${signature}`).join();

/** The first host clusters that findings name, and those that hold what is read wrongly. */
export function clustersOf(
  world: ChangedWorld,
  violations: readonly Violation[],
): readonly ClusterHistory[] {
  buildUpTo(world, world.changes.length);
  return brokenClusters(world.files, violations).map((place) => historyOf(world, place));
}

/** The same without their histories, in the files as they are. */
export function brokenClusters(
  files: MemoryStorage,
  violations: readonly Violation[],
): readonly ClusterPlace[] {
  const places = new Map<string, ClusterPlace>();
  const add = (file: string, number: number): void =>
    void places.set(`${number} ${file}`, { file, number });
  for (const { image, promise, block } of violations) {
    if (block !== undefined && promise !== 'snapshot') {
      const at = placeOf(files, image, block * BLOCK);
      const layout = at && layoutOf(files, at.file);
      if (at && layout) add(at.file, Math.floor(at.offset / layout.clusterSize));
    }
    for (const finding of corruptionsOf(files, image)) {
      if ('cluster' in finding && typeof finding.cluster === 'number') add(image, finding.cluster);
    }
  }
  return [...places.values()].slice(0, MOST_CLUSTERS);
}

function corruptionsOf(files: MemoryStorage, image: string): readonly Finding[] {
  const state = files.exists(image) ? readerOf(files).look(image) : undefined;
  return state?.refused === undefined ? (state?.soundness.corruptions ?? []) : [];
}

/** The change from which on the files show the same up to the end; undefined: it cannot be told. */
export function sinceWhen(world: ChangedWorld, violation: Violation): LastChange | undefined {
  const { changes } = world;
  const last = shown(world, violation, changes.length);
  if (last === undefined) return undefined;
  let count = changes.length;
  while (count > 0 && shown(world, violation, count - 1) === last) count -= 1;
  const change = changes[count - 1];
  if (change === undefined) return undefined;
  buildUpTo(world, changes.length);
  const layout = change.kind === 'truncate' ? undefined : layoutOf(world.files, change.file);
  return { change, owners: layout?.ownersAt(change.offset) ?? [] };
}

/** What the first `count` changes leave of what is broken; undefined: nothing of that kind. */
function shown(
  world: ChangedWorld,
  { image, promise, block }: Violation,
  count: number,
): string | undefined {
  buildUpTo(world, count);
  if (!world.files.exists(image)) return 'gone';
  const state = readerOf(world.files).look(image);
  if (state.refused !== undefined) return `refused: ${state.refused}`;
  if (promise === 'sound') {
    const kinds = new Set(state.soundness.corruptions.map(({ kind }) => kind));
    return kinds.size === 0 ? undefined : [...kinds].sort().join();
  }
  if (block === undefined || promise === 'snapshot') return undefined;
  if (state.disk.unreadable.has(block)) return 'unreadable';
  return Buffer.from(blockOf(state.disk, block)).toString('base64');
}
