// Two images compared by what they say and not by where it stands: header fields, clusters by kind
// of owner, how guest clusters are mapped, and refcounts.
import { divideUp } from '../../base/align.ts';
import type { BlockNode } from '../../block/node.ts';
import { read } from '../../block/request.ts';
import type { Task } from '../../task/task.ts';
import { readRefcounts } from '../check/layout.ts';
import { OWNER_KINDS } from '../check/owner-map.ts';
import type { ImageMetadata } from '../format/image-metadata.ts';
import {
  clusterKind,
  entryHex,
  entryIsZeroWord,
  entryOffset,
  forEachOffset,
} from '../format/l2-entry.ts';
import { inspectImage } from './inspect.ts';

/** One image of the two. */
export interface ImageSide {
  readonly file: BlockNode;
  readonly metadata: ImageMetadata;
}

/** One thing that is different: its name, and its value in each image ('-' where it is absent). */
export interface Difference {
  readonly what: string;
  readonly a: string;
  readonly b: string;
}

/** Everything that differs, by section. */
export interface ImageDiff {
  readonly header: readonly Difference[];
  /** Host clusters by kind of owner, with holes, overlaps and leaks. */
  readonly owners: readonly Difference[];
  /** Runs of guest bytes whose clusters are of different kinds. */
  readonly guestMap: readonly Difference[];
  /** Runs of host clusters. */
  readonly refcounts: readonly Difference[];
}

/** Compares two images. Throws as inspectImage. Guest bytes are not looked at. */
export function* diffImages(a: ImageSide, b: ImageSide): Task<ImageDiff> {
  const left = yield* inspectImage(a.file, a.metadata);
  const right = yield* inspectImage(b.file, b.metadata);
  const backing = ({ backingFile = '-' }: typeof left): [string, string] => [
    'backing_file',
    backingFile,
  ];
  const names = ({ snapshots }: typeof left): [string, string] => [
    'snapshots',
    snapshots.map(({ id, name }) => `${id}:${name}`).join(' ') || '-',
  ];
  const counts = ({ owners, layout, leakCount }: typeof left): [string, string][] => [
    ...OWNER_KINDS.map((kind): [string, string] => [
      kind,
      `${owners.find((owned) => owned.kind === kind)?.clusters ?? 0}`,
    ]),
    ['holes', `${layout.holeCount}`],
    ['overlaps', `${layout.overlaps.length}`],
    ['leaks', `${leakCount}`],
  ];
  return {
    header: compareMaps(
      new Map([...left.header, backing(left), names(left)]),
      new Map([...right.header, backing(right), names(right)]),
    ),
    owners: compareMaps(new Map(counts(left)), new Map(counts(right))),
    guestMap: yield* compareGuestMaps(a, b),
    refcounts: yield* compareRefcounts(a, b),
  };
}

function compareMaps(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): Difference[] {
  const names = [...new Set([...a.keys(), ...b.keys()])];
  return names
    .map((what) => ({ what, a: a.get(what) ?? '-', b: b.get(what) ?? '-' }))
    .filter((found) => found.a !== found.b);
}

/** The kinds of all mapped guest clusters of the active disk, by index. */
function* guestKinds({ file, metadata }: ImageSide): Task<Map<number, string>> {
  const { geometry, l1 } = metadata;
  const { l2EntrySize, l2EntriesPerTable, extendedL2 } = geometry;
  const kinds = new Map<number, string>();
  const tables: [number, number][] = [];
  forEachOffset(l1, (index) => tables.push([index, entryOffset(l1, index * 8)]));
  const table = new Uint8Array(geometry.clusterSize);
  for (const [l1Index, offset] of tables) {
    yield* read(file, offset, table);
    for (let index = 0; index < l2EntriesPerTable; index += 1) {
      const at = index * l2EntrySize;
      const hasBits = extendedL2 && !entryIsZeroWord(table, at + 8);
      const kind = clusterKind(table, at, geometry);
      if (kind === 'unallocated' && !hasBits) continue;
      const bits = hasBits ? ` 0x${entryHex(table, at + 8)}` : '';
      kinds.set(l1Index * l2EntriesPerTable + index, `${kind}${bits}`);
    }
  }
  return kinds;
}

const UNMAPPED = 'unallocated';

function* compareGuestMaps(a: ImageSide, b: ImageSide): Task<Difference[]> {
  const { clusterSize } = a.metadata.geometry;
  if (clusterSize !== b.metadata.geometry.clusterSize) {
    return []; // there are no common clusters; the header says so
  }
  const left = yield* guestKinds(a);
  const right = yield* guestKinds(b);
  const clusters = [...new Set([...left.keys(), ...right.keys()])].sort((x, y) => x - y);
  const runs = new DifferenceRuns();
  for (const cluster of clusters) {
    runs.add(cluster, left.get(cluster) ?? UNMAPPED, right.get(cluster) ?? UNMAPPED);
  }
  return runs.named((start, count) => {
    const from = start * clusterSize;
    return `guest 0x${from.toString(16)}-0x${(from + count * clusterSize - 1).toString(16)}`;
  });
}

function* compareRefcounts(a: ImageSide, b: ImageSide): Task<Difference[]> {
  const sides: Float64Array[] = [];
  for (const { file, metadata } of [a, b]) {
    const clusters = divideUp(file.length(), metadata.geometry.clusterSize);
    sides.push(yield* readRefcounts(file, metadata, clusters));
  }
  const [left = new Float64Array(0), right = new Float64Array(0)] = sides;
  const runs = new DifferenceRuns();
  for (let cluster = 0; cluster < Math.max(left.length, right.length); cluster += 1) {
    runs.add(cluster, `${left[cluster] ?? 0}`, `${right[cluster] ?? 0}`);
  }
  return runs.named((start, count) =>
    count === 1 ? `cluster ${start}` : `clusters ${start}-${start + count - 1}`,
  );
}

/** Neighbours that differ in the same way become one difference. */
class DifferenceRuns {
  readonly #runs: { start: number; count: number; a: string; b: string }[] = [];

  add(at: number, a: string, b: string): void {
    if (a === b) return;
    const last = this.#runs.at(-1);
    const goesOn = last !== undefined && last.start + last.count === at;
    if (goesOn && last.a === a && last.b === b) last.count += 1;
    else this.#runs.push({ start: at, count: 1, a, b });
  }

  named(name: (start: number, count: number) => string): Difference[] {
    return this.#runs.map(({ start, count, a, b }) => ({ what: name(start, count), a, b }));
  }
}
