// What a write copies in an image with subclusters: only those that it touches in part, and, where
// data moves to another cluster, those that hold data.
import type { GuestOffset } from '../../base/address.ts';
import { alignUp } from '../../base/align.ts';
import type { Task } from '../../task/task.ts';
import { clusterKind, entryOffset } from '../format/l2-entry.ts';
import {
  countBefore,
  countBehind,
  type SubclusterBits,
  subclusterBits,
  type SubclusterKind,
  subclusterKind,
  subclusterRun,
  SUBCLUSTERS,
} from '../format/subclusters.ts';
import { hex, signalCorruption } from '../state/corruption.ts';
import type { Image } from '../state/image.ts';
import { l1IndexOf, type L2Position } from './l2-table.ts';

/** Part of a write: bytes from the start of its first cluster. */
export interface TouchedBytes {
  /** Where the guest data begins, within the first cluster. */
  readonly from: number;
  /** Where it ends, in the last cluster. */
  readonly to: number;
  /** The clusters stay where they are. */
  readonly keepsClusters: boolean;
}

/** Throws IoError, and takes the image out of service, when an entry contradicts itself. */
export function* requireSoundEntries(
  image: Image,
  { slice, index }: L2Position,
  start: GuestOffset,
  length: number,
): Task<void> {
  const { clusterSize, l2EntrySize } = image.geometry;
  const count = Math.ceil(((start % clusterSize) + length) / clusterSize);
  for (let step = 0; step < count; step += 1) {
    const { kind } = subclusterAt(image, slice.bytes, (index + step) * l2EntrySize, 0);
    if (kind !== 'invalid') continue;
    const l1Index = l1IndexOf(image, start);
    yield* signalCorruption(
      image,
      `Invalid cluster entry found (L2 offset: ${hex(entryOffset(image.l1, l1Index * 8))}, ` +
        `L2 index: ${hex(index + step)})`,
    );
  }
}

/**
 * Where head and tail of a plan begin and end, in bytes from the start of its first cluster;
 * undefined when every subcluster that is written to is there already, so that no plan is needed.
 */
export function subclusterRegions(
  image: Image,
  { slice, index }: L2Position,
  touched: TouchedBytes,
): TouchedBytes | undefined {
  if (touched.keepsClusters && isAllNormal(image, slice.bytes, index, touched)) return undefined;
  const { clusterSize, l2EntrySize } = image.geometry;
  const first = index * l2EntrySize;
  const last = (index + Math.ceil(touched.to / clusterSize) - 1) * l2EntrySize;
  return {
    ...touched,
    from: headFrom(image, slice.bytes, first, touched),
    to: tailTo(image, slice.bytes, last, touched),
  };
}

interface Subcluster {
  readonly kind: SubclusterKind;
  readonly bits: SubclusterBits;
}

function subclusterAt(image: Image, table: Uint8Array, at: number, index: number): Subcluster {
  const bits = subclusterBits(table, at);
  return { kind: subclusterKind(clusterKind(table, at, image.geometry), bits, index), bits };
}

/** Index of a subcluster in its cluster, by a byte in it. */
const subclusterIndex = ({ geometry }: Image, byte: number): number =>
  Math.floor(byte / geometry.subclusterSize) % SUBCLUSTERS;

function isAllNormal(
  image: Image,
  table: Uint8Array,
  index: number,
  { from, to }: TouchedBytes,
): boolean {
  const { clusterSize, l2EntrySize } = image.geometry;
  for (let step = 0; step * clusterSize < to; step += 1) {
    const first = subclusterIndex(image, Math.max(from, step * clusterSize));
    const last = subclusterIndex(image, Math.min(to, (step + 1) * clusterSize) - 1);
    const { kind, bits } = subclusterAt(image, table, (index + step) * l2EntrySize, first);
    if (kind !== 'normal' || first + subclusterRun(kind, bits, first) <= last) return false;
  }
  return true;
}

function headFrom(
  image: Image,
  table: Uint8Array,
  at: number,
  { from, keepsClusters }: TouchedBytes,
): number {
  const { subclusterSize } = image.geometry;
  const index = subclusterIndex(image, from);
  const { kind, bits } = subclusterAt(image, table, at, index);
  if (keepsClusters) {
    return kind === 'normal' ? from : index * subclusterSize;
  }
  switch (kind) {
    case 'compressed':
      return 0;
    case 'unallocated':
    case 'zero-plain':
      return index * subclusterSize;
    default:
      return Math.min(index, countBefore(bits.allocated)) * subclusterSize;
  }
}

function tailTo(
  image: Image,
  table: Uint8Array,
  at: number,
  { to, keepsClusters }: TouchedBytes,
): number {
  const { clusterSize, subclusterSize } = image.geometry;
  const index = subclusterIndex(image, to - 1);
  const { kind, bits } = subclusterAt(image, table, at, index);
  if (keepsClusters) {
    return kind === 'normal' ? to : alignUp(to, subclusterSize);
  }
  switch (kind) {
    case 'compressed':
      return alignUp(to, clusterSize);
    case 'unallocated':
    case 'zero-plain':
      return alignUp(to, subclusterSize);
    default: {
      const unused = Math.min(SUBCLUSTERS - 1 - index, countBehind(bits.allocated));
      return alignUp(to, clusterSize) - unused * subclusterSize;
    }
  }
}
