// Subclusters: the second word of an extended L2 entry. Its low half says which of the 32
// subclusters hold data, its high half which of them read as zeroes; subcluster 0 is the lowest bit
// of either.
import { readU32, writeU32 } from '../../base/endian.ts';
import type { ClusterKind } from './l2-entry.ts';

/** Subclusters of one cluster, wherever there are any. */
export const SUBCLUSTERS = 32;

/** What an extended L2 entry says about one subcluster. */
export type SubclusterKind =
  | ClusterKind
  /** Nothing here, although a host cluster is reserved. */
  | 'unallocated-with-cluster'
  /** The bitmap contradicts itself, or the kind of the cluster: the image is damaged. */
  | 'invalid';

/** The bitmap of one entry: two sets of 32 bits. */
export interface SubclusterBits {
  readonly allocated: number;
  readonly zero: number;
}

/** The bitmap of the extended entry at byte `at`. */
export const subclusterBits = (table: Uint8Array, at: number): SubclusterBits => ({
  zero: readU32(table, at + 8),
  allocated: readU32(table, at + 12),
});

/** Stores a bitmap in the extended entry at byte `at`; the entry's first word stays. */
export function storeSubclusterBits(table: Uint8Array, at: number, bits: SubclusterBits): void {
  writeU32(table, at + 8, bits.zero);
  writeU32(table, at + 12, bits.allocated);
}

/** The bitmap of a cluster that reads as zeroes everywhere. */
export const ALL_ZERO: SubclusterBits = { allocated: 0, zero: 0xffff_ffff };

/** The bits `from` to `to`, `to` not included; 0 <= from <= to <= 32. */
export const subclusterMask = (from: number, to: number): number =>
  from === to ? 0 : ((0xffff_ffff >>> (SUBCLUSTERS - (to - from))) << from) >>> 0;

/** Subclusters below the first one of the set; 32 for an empty set. */
export const countBefore = (set: number): number =>
  set === 0 ? SUBCLUSTERS : SUBCLUSTERS - 1 - Math.clz32(set & -set);

/** Subclusters above the last one of the set; 32 for an empty set. */
export const countBehind = (set: number): number => Math.clz32(set);

/** The kind of one subcluster, given what the first word of the entry says. */
export function subclusterKind(
  cluster: ClusterKind,
  bits: SubclusterBits,
  index: number,
): SubclusterKind {
  if (cluster === 'compressed') return cluster;
  const hasCluster = cluster === 'normal';
  const contradiction = hasCluster ? bits.allocated & bits.zero : bits.allocated;
  if (contradiction !== 0) return 'invalid';
  const bit = 1 << index;
  if ((bits.zero & bit) !== 0) return hasCluster ? 'zero-allocated' : 'zero-plain';
  if ((bits.allocated & bit) !== 0) return 'normal';
  return hasCluster ? 'unallocated-with-cluster' : 'unallocated';
}

/**
 * How many subclusters from `index` on are of `kind`, which is the kind of that one; up to the end
 * of the cluster. 0 for 'invalid'.
 */
export function subclusterRun(
  kind: SubclusterKind,
  { allocated, zero }: SubclusterBits,
  index: number,
): number {
  const from = subclusterMask(index, SUBCLUSTERS);
  switch (kind) {
    case 'invalid':
      return 0;
    case 'compressed':
      return SUBCLUSTERS - index;
    case 'normal':
      return countBefore(~allocated & from) - index;
    case 'zero-plain':
    case 'zero-allocated':
      return countBefore(~zero & from) - index;
    default:
      return countBefore((allocated | zero) & from) - index;
  }
}

/** The bitmap once data has been written to the subclusters `from` to `to`, `to` not included. */
export function withData(bits: SubclusterBits, from: number, to: number): SubclusterBits {
  const mask = subclusterMask(from, to);
  return { allocated: (bits.allocated | mask) >>> 0, zero: (bits.zero & ~mask) >>> 0 };
}

/** The bitmap once the subclusters `from` to `to`, `to` not included, read as zeroes. */
export function withZeroes(bits: SubclusterBits, from: number, to: number): SubclusterBits {
  const mask = subclusterMask(from, to);
  return { allocated: (bits.allocated & ~mask) >>> 0, zero: (bits.zero | mask) >>> 0 };
}

export const sameBits = (one: SubclusterBits, other: SubclusterBits): boolean =>
  one.allocated === other.allocated && one.zero === other.zero;
