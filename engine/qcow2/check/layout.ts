// What QEMU's check does not report: holes and overlaps, from an independent walk over any image.
//
// A hole is a host cluster below the image's end with refcount zero and no owner. The end is that
// of check's "Image end offset": behind the last cluster that has an owner or a refcount.
//
// An overlap is a host cluster with more than one owner, except where sharing is the format's own:
//   - one L2 table, or one data cluster, reached from several L1 tables (snapshots) at the same
//     place of the guest disk;
//   - compressed data of any guest clusters, which are packed into common host clusters;
// and then only if the refcount is at least the number of owners, because otherwise one of them may
// write in place over the others. (A refcount above that number is a leak, which check reports.)
import {
  asCluster,
  clusterAdd,
  type ClusterCount,
  HEADER_CLUSTER,
  type HostCluster,
} from '../../base/address.ts';
import type { BlockNode } from '../../block/node.ts';
import { IoError } from '../../base/errors.ts';
import type { Task } from '../../task/task.ts';
import type { ImageMetadata } from '../format/image-metadata.ts';
import { getRefcount } from '../format/refcount-block.ts';
import { OnDiskRefcounts } from './on-disk-refcounts.ts';
import type { Owner, OwnerMap } from './owner-map.ts';
import { walkOwners } from './walk-owners.ts';
import { divideUp } from '../../base/align.ts';

/** A run of host clusters, as indexes. */
export interface ClusterRun {
  readonly start: HostCluster;
  readonly count: number;
}

/** A host cluster that more owners claim than may share it. */
export interface Overlap {
  readonly cluster: HostCluster;
  /** In the order of the walk. */
  readonly owners: readonly Owner[];
}

/** Who owns what in an image, with the holes and overlaps among it. */
export interface Layout {
  /** Host clusters below the image's end. */
  readonly hostClusters: ClusterCount;
  readonly holes: readonly ClusterRun[];
  /** Clusters in all holes. */
  readonly holeCount: number;
  readonly overlaps: readonly Overlap[];
  /** The owners of a host cluster of the file: none for free and for leaked ones. */
  ownersOf(cluster: HostCluster): readonly Owner[];
}

/** Runs of holes, and overlaps, that the text form names. */
const NAMED = 16;

/**
 * The layout of the image in `file`. Throws IoError where a table cannot be read, and FormatError
 * where the snapshot table is unusable or there is too much to tell. Clusters whose refcount block
 * is unusable are not taken for holes.
 */
export function* readLayout(file: BlockNode, metadata: ImageMetadata): Task<Layout> {
  const owners = yield* walkOwners(file, metadata);
  const clusters = divideUp(file.length(), metadata.geometry.clusterSize);
  const refcounts = yield* readRefcounts(file, metadata, clusters);
  let hostClusters = clusters;
  while (
    hostClusters > 0 &&
    refcounts[hostClusters - 1] === 0 &&
    owners.count(asCluster(hostClusters - 1)) === 0
  ) {
    hostClusters -= 1;
  }
  const holes: { start: HostCluster; count: number }[] = [];
  const overlaps: Overlap[] = [];
  let holeCount = 0;
  for (let cluster = HEADER_CLUSTER; cluster < hostClusters; cluster = clusterAdd(cluster, 1)) {
    const count = owners.count(cluster);
    const refcount = refcounts[cluster] as number;
    if (count === 0 && refcount === 0) {
      addToRuns(holes, cluster);
      holeCount += 1;
    } else if (count > 1 && !mayShare(owners, cluster, refcount)) {
      overlaps.push({ cluster, owners: owners.owners(cluster) });
    }
  }
  const ownersOf = (cluster: HostCluster): readonly Owner[] =>
    cluster < clusters ? owners.owners(cluster) : [];
  return { hostClusters, holes, holeCount, overlaps, ownersOf };
}

/**
 * The layout as lines of a transcript: a line of holes, a line that counts overlaps, and one line
 * for each of the first overlaps.
 *
 *     3 holes: 5, 7-8
 *     1 overlaps
 *     cluster 9: L2 table 0, data of guest offset 65536
 */
export function formatLayout(layout: Layout): string[] {
  const { holes, holeCount, overlaps } = layout;
  const runs = holes.slice(0, NAMED).map(formatRun);
  if (holes.length > NAMED) runs.push('...');
  const lines = [`${holeCount} holes${runs.length === 0 ? '' : `: ${runs.join(', ')}`}`];
  lines.push(`${overlaps.length} overlaps`);
  for (const { cluster, owners } of overlaps.slice(0, NAMED)) {
    const names = owners.slice(0, NAMED).map(formatOwner);
    if (owners.length > NAMED) names.push('...');
    lines.push(`cluster ${cluster}: ${names.join(', ')}`);
  }
  if (overlaps.length > NAMED) {
    lines.push(`... and ${overlaps.length - NAMED} more`);
  }
  return lines;
}

/** 'L2 table 3', 'data of guest offset 65536 in snapshot 0', ... */
export function formatOwner(owner: Owner): string {
  const where = owner.snapshot < 0 ? '' : ` in snapshot ${owner.snapshot}`;
  switch (owner.kind) {
    case 'L1 table':
      return owner.snapshot < 0 ? 'L1 table' : `L1 table of snapshot ${owner.snapshot}`;
    case 'L2 table':
    case 'refcount block':
    case 'bitmap table':
    case 'bitmap data':
      return `${owner.kind} ${owner.index}${where}`;
    case 'data':
    case 'compressed data':
      return `${owner.kind} of guest offset ${owner.index}${where}`;
    default:
      return owner.kind;
  }
}

const formatRun = ({ start, count }: ClusterRun): string =>
  count === 1 ? `${start}` : `${start}-${start + count - 1}`;

function addToRuns(runs: { start: HostCluster; count: number }[], cluster: HostCluster): void {
  const last = runs.at(-1);
  if (last !== undefined && last.start + last.count === cluster) {
    last.count += 1;
  } else {
    runs.push({ start: cluster, count: 1 });
  }
}

/** Whether the format itself lets these owners share the cluster, and its refcount covers them. */
function mayShare(owners: OwnerMap, cluster: HostCluster, refcount: number): boolean {
  const [first, ...others] = owners.owners(cluster);
  if (first === undefined || !(refcount >= others.length + 1)) {
    return false;
  }
  switch (first.kind) {
    case 'compressed data':
      return others.every((other) => other.kind === first.kind);
    case 'data':
    case 'L2 table':
      return others.every((other) => other.kind === first.kind && other.index === first.index);
    default:
      return false;
  }
}

/** Refcounts by host cluster; NaN where the block cannot be used. */
export function* readRefcounts(
  file: BlockNode,
  metadata: ImageMetadata,
  clusters: number,
): Task<Float64Array> {
  const { refcountsPerBlock, refcountOrder } = metadata.geometry;
  const onDisk = new OnDiskRefcounts(file, metadata, { found() {} });
  const refcounts = new Float64Array(clusters);
  for (let start = 0; start < clusters; start += refcountsPerBlock) {
    const end = Math.min(start + refcountsPerBlock, clusters);
    try {
      const block = yield* onDisk.block(start / refcountsPerBlock);
      if (block === undefined) continue;
      for (let cluster = start; cluster < end; cluster += 1) {
        refcounts[cluster] = getRefcount(block, cluster - start, refcountOrder);
      }
    } catch (error) {
      if (!(error instanceof IoError)) throw error;
      refcounts.fill(Number.NaN, start, end);
    }
  }
  return refcounts;
}
