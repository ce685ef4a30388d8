// Looking up a piece in an image with subclusters: it ends where the kind of the subcluster
// changes.
import { type GuestOffset, hostAdd, type HostOffset, NO_HOST } from '../../base/address.ts';
import type { Task } from '../../task/task.ts';
import { type ClusterKind, clusterKind, compressedRange, entryOffset } from '../format/l2-entry.ts';
import {
  subclusterBits,
  subclusterKind,
  type SubclusterKind,
  subclusterRun,
  SUBCLUSTERS,
} from '../format/subclusters.ts';
import { hex, signalCorruption } from '../state/corruption.ts';
import type { Image } from '../state/image.ts';
import { requirePlaceInDataFile } from './data-file-place.ts';
import type { Piece } from './piece.ts';

/** Where a look-up stands in its L2 slice. */
export interface LookUpStart {
  /** Guest offset of the first cluster. */
  readonly guest: GuestOffset;
  /** Where the L2 table stands in the file. */
  readonly l2Offset: HostOffset;
  /** Index of the first entry in the slice. */
  readonly index: number;
  /** Bytes of the first cluster in front of the piece. */
  readonly inCluster: number;
  /** Bytes asked for, from the start of the first cluster, up to the end of the slice. */
  readonly needed: number;
}

/** The piece that begins there. Throws IoError; an entry that contradicts itself is corruption. */
export function* lookUpSubclusters(
  image: Image,
  table: Uint8Array,
  start: LookUpStart,
): Task<Piece> {
  const { clusterSize, subclusterSize, l2EntrySize } = image.geometry;
  const { l2Offset, index, inCluster, needed } = start;
  const first = Math.floor(inCluster / subclusterSize);
  const at = index * l2EntrySize;
  const kind = kindAt(image, table, at, first);
  const host = hasCluster(kind) ? entryOffset(table, at) : NO_HOST;
  if (host % clusterSize !== 0) {
    yield* signalCorruption(
      image,
      `Cluster allocation offset ${hex(host)} unaligned ` +
        `(L2 offset: ${hex(l2Offset)}, L2 index: ${hex(index)})`,
    );
  }
  yield* requirePlaceInDataFile(image, {
    kind: pieceKind(kind),
    host: hasCluster(kind) ? host : undefined,
    guest: start.guest,
    l2Offset,
    index,
  });
  let count = 0;
  for (let step = 0; step * clusterSize < needed; step += 1) {
    const next = at + step * l2EntrySize;
    const from = step === 0 ? first : 0;
    const nextKind = kindAt(image, table, next, from);
    if (nextKind === 'invalid') {
      yield* signalCorruption(
        image,
        `Invalid cluster entry found  ` +
          `(L2 offset: ${hex(l2Offset)}, L2 index: ${hex(index + step)})`,
      );
    }
    if (nextKind !== kind) break;
    if (hasCluster(kind) && entryOffset(table, next) !== host + step * clusterSize) break;
    const run = subclusterRun(kind, subclusterBits(table, next), from);
    count += run;
    if (kind === 'compressed' || from + run < SUBCLUSTERS) break;
  }
  return {
    kind: pieceKind(kind),
    length: Math.min((first + count) * subclusterSize, needed) - inCluster,
    hasHost: hasCluster(kind),
    hostOffset: hasCluster(kind) ? hostAdd(host, inCluster) : NO_HOST,
    compressed: kind === 'compressed' ? compressedRange(table, at, image.geometry) : undefined,
  };
}

const kindAt = (image: Image, table: Uint8Array, at: number, index: number): SubclusterKind =>
  subclusterKind(clusterKind(table, at, image.geometry), subclusterBits(table, at), index);

const hasCluster = (kind: SubclusterKind): boolean =>
  kind === 'normal' || kind === 'zero-allocated' || kind === 'unallocated-with-cluster';

/** A piece without data says by its host offset alone whether a cluster is reserved for it. */
const pieceKind = (kind: SubclusterKind): ClusterKind =>
  kind === 'unallocated-with-cluster' || kind === 'invalid' ? 'unallocated' : kind;
