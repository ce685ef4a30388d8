// Bytes that are all the same: written by default and with -P, compared with by read -P; and what
// a read fills. Commands ask for the same lengths again and again, and fresh memory of that size
// costs more than the request: it comes from the system, page by page.

/** Bytes of patterns that are kept for later requests, and as many of what reads fill. */
const MAX_KEPT = 64 * 1024 * 1024;

/** By pattern; the one that was asked for last stands at the end. */
const kept = new Map<number, Uint8Array>();
let readInto = new Uint8Array();

/** `length` bytes of the pattern. Nobody may change them: the next request may get the same. */
export function patternBytes(pattern: number, length: number): Uint8Array {
  const known = kept.get(pattern);
  const isEnough = known !== undefined && known.length >= length;
  const bytes = isEnough ? known : new Uint8Array(length).fill(pattern);
  kept.delete(pattern);
  kept.set(pattern, bytes);
  dropOldest();
  return bytes.subarray(0, length);
}

/** Drops what was not asked for the longest time until no more is kept than may be. */
function dropOldest(): void {
  let sum = 0;
  for (const { length } of kept.values()) sum += length;
  for (const [pattern, { length }] of kept) {
    if (sum <= MAX_KEPT) return;
    kept.delete(pattern);
    sum -= length;
  }
}

/**
 * `length` bytes of `filler` for a read to fill. They are the caller's until the next call, so that
 * a command asks once and has done with them when it ends.
 */
export function bytesToRead(length: number, filler: number): Uint8Array {
  if (length > MAX_KEPT) return new Uint8Array(length).fill(filler);
  if (readInto.length < length) readInto = new Uint8Array(length);
  return readInto.subarray(0, length).fill(filler);
}

/** Whether `bytes` are all equal to the pattern. */
export function isPattern(bytes: Uint8Array, pattern: number): boolean {
  return Buffer.compare(bytes, patternBytes(pattern, bytes.length)) === 0;
}
