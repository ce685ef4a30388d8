// Counters of 1 to 64 bits, packed into a refcount block. Narrow ones fill each byte from its least
// significant bit upwards.
import { asHost, type HostOffset } from '../../base/address.ts';
import {
  readU16,
  readU32,
  readU64,
  readU64Exact,
  writeU16,
  writeU32,
  writeU64,
  writeU64Exact,
} from '../../base/endian.ts';

/** The counter at `index`. 64-bit counters above 2^53 come out as the nearest double. */
export function getRefcount(block: Uint8Array, index: number, refcountOrder: number): number {
  switch (refcountOrder) {
    case 4:
      return readU16(block, index * 2);
    case 3:
      return block[index] as number;
    case 5:
      return readU32(block, index * 4);
    case 6:
      return readU64(block, index * 8);
    default: {
      const bits = 1 << refcountOrder;
      const perByte = 8 >> refcountOrder;
      const byte = block[Math.floor(index / perByte)] as number;
      return (byte >>> ((index % perByte) * bits)) & ((1 << bits) - 1);
    }
  }
}

/** Stores `value`, which must fit the width, at `index`. */
export function setRefcount(
  block: Uint8Array,
  index: number,
  refcountOrder: number,
  value: number,
): void {
  switch (refcountOrder) {
    case 4:
      writeU16(block, index * 2, value);
      return;
    case 3:
      block[index] = value;
      return;
    case 5:
      writeU32(block, index * 4, value);
      return;
    case 6:
      writeU64(block, index * 8, value);
      return;
    default: {
      const bits = 1 << refcountOrder;
      const perByte = 8 >> refcountOrder;
      const at = Math.floor(index / perByte);
      const shift = (index % perByte) * bits;
      const mask = ((1 << bits) - 1) << shift;
      block[at] = ((block[at] as number) & ~mask) | (value << shift);
    }
  }
}

/** Counters from here on are not exact as numbers: stepHugeRefcount() counts on. */
export const HUGE_REFCOUNT = 2 ** 53;

/** One more or one less in a 64-bit counter, exact. False, and nothing done, where it is full. */
export function stepHugeRefcount(block: Uint8Array, index: number, step: 1n | -1n): boolean {
  const count = readU64Exact(block, index * 8) + step;
  if (count >= 2n ** 64n) return false;
  writeU64Exact(block, index * 8, count);
  return true;
}

/** The counter, exact at every width: a bigint where a double cannot hold it. */
export function exactRefcount(
  block: Uint8Array,
  index: number,
  refcountOrder: number,
): number | bigint {
  const refcount = getRefcount(block, index, refcountOrder);
  return Number.isSafeInteger(refcount) ? refcount : readU64Exact(block, index * 8);
}

/** A refcount table entry: where its block stands, and whether a bit is set that must not be. */
export interface RefcountTableEntry {
  /** Bytes; zero when there is no block. Above 2^53 the nearest double. */
  readonly offset: HostOffset;
  /** The same, exact. */
  readonly exactOffset: () => bigint;
  /** Bytes by which the offset misses the start of a cluster; exact. */
  readonly misalignment: number;
  /** One of bits 0 to 8 is set. */
  readonly hasReservedBits: boolean;
}

/** The entry with this index; `clusterSize` in bytes. */
export function refcountTableEntry(
  table: Uint8Array,
  index: number,
  clusterSize: number,
): RefcountTableEntry {
  const high = readU32(table, index * 8);
  const word = readU32(table, index * 8 + 4);
  const low = word - (word % 512);
  return {
    offset: asHost(high * 2 ** 32 + low),
    exactOffset: () => (BigInt(high) << 32n) + BigInt(low),
    misalignment: low % clusterSize,
    hasReservedBits: word !== low,
  };
}
