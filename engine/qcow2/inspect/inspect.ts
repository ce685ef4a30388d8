// Everything an image says about itself, for people who look at it: header, tables, and who owns
// which host clusters.
import { clusterAdd, HEADER_CLUSTER, type HostCluster } from '../../base/address.ts';
import { FormatError } from '../../base/errors.ts';
import type { BlockNode } from '../../block/node.ts';
import type { Task } from '../../task/task.ts';
import type { ClusterRun, Layout } from '../check/layout.ts';
import { readLayout } from '../check/layout.ts';
import type { OwnerKind } from '../check/owner-map.ts';
import { OWNER_KINDS } from '../check/owner-map.ts';
import { readBitmaps } from '../check/read-bitmaps.ts';
import { parseFieldPath } from '../format/field-path.ts';
import { HEADER_SLOTS } from '../format/field-slot.ts';
import type { ImageMetadata } from '../format/image-metadata.ts';
import { entryOffset } from '../format/l2-entry.ts';
import { readSnapshotTable } from '../metadata/snapshots.ts';
import { listExtensions } from './extension-fields.ts';
import { peekField } from './fields.ts';

/** The host clusters of one kind of owner. */
export interface OwnedClusters {
  readonly kind: OwnerKind;
  /** Clusters with at least one owner of this kind. */
  readonly clusters: number;
  readonly runs: readonly ClusterRun[];
}

/** A persistent bitmap, as its directory entry describes it. */
export interface InspectedBitmap {
  readonly name: string;
  /** Bytes. */
  readonly granularity: number;
  readonly flags: number;
}

/** An image, as it describes itself and as a walk over it finds it. */
export interface Inspection {
  /** Names of the specification with their values as text: those that the header has. */
  readonly header: readonly (readonly [name: string, value: string])[];
  /** Feature bits that are set. */
  readonly features: readonly string[];
  readonly backingFile: string | undefined;
  readonly snapshots: readonly { readonly id: string; readonly name: string }[];
  /** In the order of the header; `length` is in bytes. */
  readonly extensions: readonly { readonly name: string; readonly length: number }[];
  readonly bitmaps: readonly InspectedBitmap[];
  /** Entries of the tables, and how many of them point somewhere. */
  readonly l1: { readonly entries: number; readonly used: number };
  readonly refcountTable: { readonly entries: number; readonly used: number };
  /** Bytes. */
  readonly clusterSize: number;
  readonly layout: Layout;
  /** In the order of the walk; kinds without clusters are left out. */
  readonly owners: readonly OwnedClusters[];
  /** Host clusters with a refcount and without an owner. */
  readonly leaks: readonly ClusterRun[];
  readonly leakCount: number;
}

/**
 * Inspects the image in `file`. Throws IoError where a table cannot be read, FormatError where the
 * snapshot table is unusable. Changes nothing.
 */
export function* inspectImage(file: BlockNode, metadata: ImageMetadata): Task<Inspection> {
  const { header, features } = yield* readHeaderFields(file);
  const { snapshots } = yield* readSnapshotTable(file, metadata.header, metadata.header.size);
  const layout = yield* readLayout(file, metadata);
  const { owners, leaks } = sortOwners(layout);
  return {
    header,
    features,
    backingFile: metadata.backingFile,
    snapshots: snapshots.map(({ id, name }) => ({ id, name })),
    extensions: yield* listExtensions(file),
    bitmaps: (yield* readBitmaps(file, metadata)).map(({ name, granularityBits, flags }) => ({
      name,
      granularity: 2 ** granularityBits,
      flags,
    })),
    l1: tableUse(metadata.l1),
    refcountTable: tableUse(metadata.refcountTable),
    clusterSize: metadata.geometry.clusterSize,
    layout,
    owners: owners.filter(({ clusters }) => clusters > 0),
    leaks: leaks.runs,
    leakCount: leaks.clusters,
  };
}

function* readHeaderFields(
  file: BlockNode,
): Task<{ header: (readonly [string, string])[]; features: string[] }> {
  const header: (readonly [string, string])[] = [];
  const features: string[] = [];
  for (const { name } of HEADER_SLOTS) {
    try {
      const value = yield* peekField(file, parseFieldPath(`header.${name}`));
      if (!name.includes('.')) header.push([name, value]);
      else if (value === 'on') features.push(name);
    } catch (error) {
      if (!(error instanceof FormatError)) throw error; // a short header does not have the field
    }
  }
  return { header, features };
}

function tableUse(table: Uint8Array): { entries: number; used: number } {
  const entries = table.length / 8;
  let used = 0;
  for (let index = 0; index < entries; index += 1) {
    if (entryOffset(table, index * 8) !== 0) used += 1;
  }
  return { entries, used };
}

/** Collects ascending cluster indexes into runs. */
export class RunCollector {
  clusters = 0;
  readonly runs: { start: HostCluster; count: number }[] = [];

  add(cluster: HostCluster): void {
    const last = this.runs.at(-1);
    if (last !== undefined && last.start + last.count > cluster) return; // a second owner
    this.clusters += 1;
    if (last !== undefined && last.start + last.count === cluster) last.count += 1;
    else this.runs.push({ start: cluster, count: 1 });
  }
}

function sortOwners(layout: Layout): { owners: OwnedClusters[]; leaks: RunCollector } {
  const leaks = new RunCollector();
  const byKind = new Map(OWNER_KINDS.map((kind) => [kind, new RunCollector()]));
  let hole = 0;
  const end = layout.hostClusters;
  for (let cluster = HEADER_CLUSTER; cluster < end; cluster = clusterAdd(cluster, 1)) {
    const owners = layout.ownersOf(cluster);
    for (const { kind } of owners) byKind.get(kind)?.add(cluster);
    while (endOf(layout.holes[hole]) <= cluster) hole += 1;
    const isHole = (layout.holes[hole]?.start ?? Infinity) <= cluster;
    if (owners.length === 0 && !isHole) leaks.add(cluster);
  }
  const owners = [...byKind].map(([kind, { clusters, runs }]) => ({ kind, clusters, runs }));
  return { owners, leaks };
}

const endOf = (run: ClusterRun | undefined): number =>
  run === undefined ? Infinity : run.start + run.count;
