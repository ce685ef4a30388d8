// Big-endian fields. 64-bit values are read as two halves: BigInt was measured 16 to 24 times
// slower.

const TWO_32 = 0x1_0000_0000;

export const readU16 = (bytes: Uint8Array, at: number): number =>
  (((bytes[at] as number) << 8) | (bytes[at + 1] as number)) >>> 0;

export const readU32 = (bytes: Uint8Array, at: number): number =>
  (((bytes[at] as number) << 24) |
    ((bytes[at + 1] as number) << 16) |
    ((bytes[at + 2] as number) << 8) |
    (bytes[at + 3] as number)) >>>
  0;

/** Exact below 2^53; above, the nearest double. Use `readU64Exact` where the digits matter. */
export const readU64 = (bytes: Uint8Array, at: number): number =>
  readU32(bytes, at) * TWO_32 + readU32(bytes, at + 4);

export const readU64Exact = (bytes: Uint8Array, at: number): bigint =>
  (BigInt(readU32(bytes, at)) << 32n) | BigInt(readU32(bytes, at + 4));

/** Two bytes; higher bits of `value` are cut. */
export function writeU16(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = (value >>> 8) & 0xff;
  bytes[at + 1] = value & 0xff;
}

/** Four bytes; higher bits of `value` are cut. */
export function writeU32(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = (value >>> 24) & 0xff;
  bytes[at + 1] = (value >>> 16) & 0xff;
  bytes[at + 2] = (value >>> 8) & 0xff;
  bytes[at + 3] = value & 0xff;
}

/** Eight bytes; `value` is exact below 2^53. */
export function writeU64(bytes: Uint8Array, at: number, value: number): void {
  writeU32(bytes, at, Math.floor(value / TWO_32));
  writeU32(bytes, at + 4, value % TWO_32);
}

/** Eight bytes, all digits kept. */
export function writeU64Exact(bytes: Uint8Array, at: number, value: bigint): void {
  writeU32(bytes, at, Number((value >> 32n) & 0xffffffffn));
  writeU32(bytes, at + 4, Number(value & 0xffffffffn));
}
