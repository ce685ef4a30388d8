// The owner of every host cluster, from an independent walk: what QEMU's check does not report.
import { InvariantError } from '../../base/assert.ts';
import type { BlockNode } from '../../block/node.ts';
import type { Task } from '../../task/task.ts';
import type { ImageMetadata } from '../format/image-metadata.ts';

/** A run of host clusters: indexes, not bytes. */
export interface ClusterRun {
  readonly start: number;
  readonly count: number;
}

/** A host cluster that more owners claim than may share it. */
export interface Overlap {
  readonly cluster: number;
  /** In the order of the walk: 'header', 'L2 table 3', 'data of guest offset 65536', ... */
  readonly owners: readonly string[];
}

export interface Layout {
  /** Host clusters below the image's end: the file's length in clusters, rounded up. */
  readonly hostClusters: number;
  /** Clusters below the end with refcount zero and no owner. */
  readonly holes: readonly ClusterRun[];
  readonly holeCount: number;
  readonly overlaps: readonly Overlap[];
  readonly overlapCount: number;
}

export function* readLayout(_file: BlockNode, _metadata: ImageMetadata): Task<Layout> {
  throw new InvariantError('not written yet');
}

/** The layout as lines of a transcript: at most a few for each kind of finding. */
export function formatLayout(_layout: Layout): string[] {
  throw new InvariantError('not written yet');
}
