// L1 and L2 entries: 64-bit words that hold an offset and flags. Extended L2 entries have a
// second word, a bitmap of 32 subclusters.
import { asHost, type ByteCount, type HostOffset } from '../../base/address.ts';
import { alignDown } from '../../base/align.ts';
import { isAllZero } from '../../base/all-zero.ts';
import { readU32, readU64Exact, writeU32 } from '../../base/endian.ts';
import type { Geometry } from './geometry.ts';

const COPIED_HIGH = 0x8000_0000;
const COMPRESSED_HIGH = 0x4000_0000;
const OFFSET_HIGH = 0x00ff_ffff;
const OFFSET_LOW = 0xffff_fe00;
const TWO_32 = 0x1_0000_0000;

/** What an L2 entry says about its cluster. */
export type ClusterKind =
  /** Nothing here: the backing file shows through. */
  | 'unallocated'
  /** Reads as zeroes, no host cluster. */
  | 'zero-plain'
  /** Reads as zeroes, a host cluster is reserved. */
  | 'zero-allocated'
  | 'normal'
  | 'compressed';

/** Offset field of an L1 or an uncompressed L2 entry: bits 9 to 55. Exact below 2^53. */
export const entryOffset = (table: Uint8Array, at: number): HostOffset =>
  asHost(
    ((readU32(table, at) & OFFSET_HIGH) >>> 0) * TWO_32 +
      ((readU32(table, at + 4) & OFFSET_LOW) >>> 0),
  );

/**
 * Calls `visit` with the index and offset of each 8-byte entry of an L1 or refcount table whose
 * offset is not zero. Runs of zero words, which most of a sparse table is, are passed over quickly.
 */
export function forEachOffset(
  table: Uint8Array,
  visit: (index: number, offset: HostOffset) => void,
): void {
  const words = wordsOf(table);
  for (let index = nextEntry(words, 0); index >= 0; index = nextEntry(words, index + 1)) {
    const offset = entryOffset(table, index * 8);
    if (offset !== 0) visit(index, offset);
  }
}

/** A table as 32-bit words in the byte order of this machine: only good for telling zero words. */
export const wordsOf = (table: Uint8Array): Uint32Array =>
  table.byteOffset % 4 === 0
    ? new Uint32Array(table.buffer, table.byteOffset, Math.floor(table.length / 8) * 2)
    : wordsOf(table.slice());

/** Words that are looked at together while nothing is found. */
const STRIDE = 8;

const strideIsZero = (words: Uint32Array, at: number): boolean =>
  ((words[at] as number) |
    (words[at + 1] as number) |
    (words[at + 2] as number) |
    (words[at + 3] as number) |
    (words[at + 4] as number) |
    (words[at + 5] as number) |
    (words[at + 6] as number) |
    (words[at + 7] as number)) ===
  0;

/** After so many words without a find whole blocks are looked at, of so many words. */
const NEAR = 64;
const BLOCK = 16 * 1024;

const blockIsZero = (words: Uint32Array, at: number, count: number): boolean =>
  isAllZero(new Uint8Array(words.buffer, words.byteOffset + at * 4, count * 4));

/** Index of the first 8-byte entry from `from` on that is not all zero; -1 when there is none. */
export function nextEntry(words: Uint32Array, from: number): number {
  const end = words.length;
  let at = from * 2;
  const near = Math.min(end, at + NEAR);
  while (at + STRIDE <= near && strideIsZero(words, at)) at += STRIDE;
  if (at + STRIDE > near) {
    for (let count = 1; at < end; at += count) {
      count = Math.min(BLOCK, end - at);
      if (!blockIsZero(words, at, count)) break;
    }
  }
  while (at + STRIDE <= end && strideIsZero(words, at)) at += STRIDE;
  while (at < end && words[at] === 0 && words[at + 1] === 0) at += 2;
  return at < end ? at / 2 : -1;
}

/**
 * Byte of the first L2 entry of `entrySize` bytes from byte `at` on that is not all zero; the
 * length of the table when there is none.
 */
export function nextUsedEntry(words: Uint32Array, at: number, entrySize: number): number {
  const index = nextEntry(words, at / 8);
  return index < 0 ? words.length * 4 : alignDown(index * 8, entrySize);
}

export const entryIsCopied = (table: Uint8Array, at: number): boolean =>
  (table[at] as number) >= 0x80;

/** Sets or clears COPIED in the entry at byte `at`; every other bit stays. */
export function setCopied(table: Uint8Array, at: number, copied: boolean): void {
  const first = table[at] as number;
  table[at] = copied ? first | 0x80 : first & 0x7f;
}

export const entryIsZeroWord = (table: Uint8Array, at: number): boolean =>
  readU32(table, at) === 0 && readU32(table, at + 4) === 0;

/** All 64 bits in hex, as messages print them (no leading zeroes, no prefix). */
export function entryHex(table: Uint8Array, at: number): string {
  const high = readU32(table, at);
  const low = readU32(table, at + 4);
  return high === 0 ? low.toString(16) : high.toString(16) + low.toString(16).padStart(8, '0');
}

/** Whether an L1 entry has a bit set that must be zero: all but COPIED and the offset. */
export const l1ReservedBitsSet = (table: Uint8Array, at: number): boolean =>
  (readU32(table, at) & 0x7f00_0000) !== 0 || (readU32(table, at + 4) & 0x1ff) !== 0;

/** The same for an uncompressed L2 entry. Bit 0, the zero flag, is never counted. */
export const l2ReservedBitsSet = (table: Uint8Array, at: number): boolean =>
  (readU32(table, at) & 0x3f00_0000) !== 0 || (readU32(table, at + 4) & 0x1fe) !== 0;

/** What the second word of an extended L2 entry says, with what contradicts itself in it. */
export interface SubclusterBitmap {
  readonly isEmpty: boolean;
  /** Some subcluster holds data. */
  readonly hasAllocated: boolean;
  /** Some subcluster holds data and reads as zeroes as well. */
  readonly isContradictory: boolean;
}

/** The bitmap behind the entry at byte `at`. For extended L2 only. */
export function subclusterBitmap(table: Uint8Array, at: number): SubclusterBitmap {
  const zero = readU32(table, at + 8);
  const allocated = readU32(table, at + 12);
  return {
    isEmpty: zero === 0 && allocated === 0,
    hasAllocated: allocated !== 0,
    isContradictory: (zero & allocated) !== 0,
  };
}

/** Encodes an uncompressed entry at byte `at`; all other bits become zero. */
export function storeEntry(
  table: Uint8Array,
  at: number,
  entry: { offset: HostOffset; copied: boolean; zero?: boolean },
): void {
  const high = Math.floor(entry.offset / TWO_32);
  const low = entry.offset % TWO_32;
  writeU32(table, at, high + (entry.copied ? COPIED_HIGH : 0));
  writeU32(table, at + 4, low + (entry.zero === true ? 1 : 0));
}

/** Whether bit 0 is set: that its cluster reads as zeroes, and nothing in an extended entry. */
export const isMarkedZero = (table: Uint8Array, at: number): boolean =>
  ((table[at + 7] as number) & 1) !== 0;

/** Makes the entry at byte `at` one that reads as zeroes, all its other bits as they were. */
export function markZero(table: Uint8Array, at: number): void {
  table[at + 7] = (table[at + 7] as number) | 1;
}

/**
 * Turns the entry at byte `at` into one that reads as zeroes and has no host cluster. An extended
 * entry keeps which subclusters show the backing file.
 */
export function storeZeroEntry(table: Uint8Array, at: number, extendedL2: boolean): void {
  writeU32(table, at, 0);
  writeU32(table, at + 4, extendedL2 ? 0 : 1);
  if (extendedL2) {
    writeU32(table, at + 8, (readU32(table, at + 8) | readU32(table, at + 12)) >>> 0);
    writeU32(table, at + 12, 0);
  }
}

/** The kind of the cluster whose L2 entry stands at byte `at` of `table`. */
export function clusterKind(table: Uint8Array, at: number, geometry: Geometry): ClusterKind {
  const first = table[at] as number;
  if ((first & 0x40) !== 0) {
    return 'compressed';
  }
  const offset = entryOffset(table, at);
  if (!geometry.extendedL2 && isMarkedZero(table, at)) {
    return offset === 0 ? 'zero-plain' : 'zero-allocated';
  }
  if (offset !== 0) return 'normal';
  // In a data file the first cluster does stand at 0: then COPIED alone tells.
  return geometry.hasDataFile && first >= 0x80 ? 'normal' : 'unallocated';
}

/** A compressed cluster: where its bytes start, and how many whole sectors they may touch. */
export interface CompressedRange {
  readonly offset: HostOffset;
  /** Bytes up to the end of the last sector counted. */
  readonly length: number;
}

/** Low bits of a compressed entry that are its offset; the sector count stands above them. */
export const compressedOffsetBits = (geometry: Geometry): number => 62 - (geometry.clusterBits - 8);

/** The bytes that a compressed entry at byte `at` points to. */
export function compressedRange(
  table: Uint8Array,
  at: number,
  geometry: Geometry,
): CompressedRange {
  const offsetBits = compressedOffsetBits(geometry);
  const high = readU32(table, at) % COMPRESSED_HIGH;
  const low = readU32(table, at + 4);
  const highBits = offsetBits - 32;
  const offset = asHost((high % 2 ** highBits) * TWO_32 + low);
  const sectors = Math.floor(high / 2 ** highBits) + 1;
  return { offset, length: sectors * 512 - (low % 512) };
}

/**
 * The same for whoever wants its host clusters: whole sectors where the offset is one that a double
 * does not hold.
 */
export function compressedClusters(
  table: Uint8Array,
  at: number,
  geometry: Geometry,
): CompressedRange {
  const range = compressedRange(table, at, geometry);
  if (Number.isSafeInteger(range.offset)) return range;
  const skew = readU32(table, at + 4) % 512;
  const sectors = table.slice(at, at + 8);
  writeU32(sectors, 4, readU32(sectors, 4) - skew);
  return compressedRange(sectors, 0, geometry);
}

/** Offset field of a compressed entry: exact, unlike the number. */
export const compressedOffsetExact = (table: Uint8Array, at: number, geometry: Geometry): bigint =>
  BigInt.asUintN(compressedOffsetBits(geometry), readU64Exact(table, at));

/** Encodes a compressed entry for `size` bytes at `offset`. */
export function storeCompressedEntry(
  table: Uint8Array,
  at: number,
  geometry: Geometry,
  range: { offset: HostOffset; size: ByteCount },
): void {
  const highBits = compressedOffsetBits(geometry) - 32;
  const sectors =
    Math.floor((range.offset + range.size - 1) / 512) - Math.floor(range.offset / 512);
  const offsetHigh = Math.floor(range.offset / TWO_32);
  writeU32(table, at, COMPRESSED_HIGH + sectors * 2 ** highBits + offsetHigh);
  writeU32(table, at + 4, range.offset % TWO_32);
}
