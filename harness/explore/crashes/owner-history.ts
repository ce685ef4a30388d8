// Who owned a host cluster while a run went on, told by the files as each change left them.
import type { MemoryStorage, RecordedChange } from '../../../engine/index.ts';
import { buildState } from '../../crashes/build-state.ts';
import type { InstrumentedEngine } from '../../crashes/crash-sweep.ts';
import { layoutOf } from '../../crashes/image-places.ts';

/** A host cluster of an image's file. */
export interface ClusterPlace {
  readonly file: string;
  readonly number: number;
}

/** Who owned a host cluster, and from which I/O on. */
export interface OwnerSpan {
  /** Number of the change after which it is so; undefined: before all. */
  readonly after: number | undefined;
  readonly owners: readonly string[];
}

/** A host cluster, and its owners as the run went on. */
export interface ClusterHistory extends ClusterPlace {
  readonly spans: readonly OwnerSpan[];
}

/** The world before the changes, and all of them in their order. */
export interface ChangedWorld {
  readonly engine: InstrumentedEngine;
  readonly files: MemoryStorage;
  readonly mark: unknown;
  readonly changes: readonly RecordedChange[];
}

/** Makes the files as the first `count` changes leave them. */
export function buildUpTo({ engine, files, mark, changes }: ChangedWorld, count: number): void {
  const landed = changes.slice(0, count).map((change) => ({ change }));
  buildState(engine, files, mark, { landed, extended: undefined });
}

/** The owners of one cluster. Leaves the files as all changes leave them. */
export function historyOf(world: ChangedWorld, { file, number }: ClusterPlace): ClusterHistory {
  const { files, changes } = world;
  const spans: OwnerSpan[] = [];
  for (let count = 0; count <= changes.length; count += 1) {
    buildUpTo(world, count);
    const layout = layoutOf(files, file);
    const owners = layout?.ownersAt(number * layout.clusterSize) ?? [];
    if (spans.at(-1)?.owners.join() === owners.join()) continue;
    spans.push({ after: changes[count - 1]?.number, owners });
  }
  return { file, number, spans };
}
