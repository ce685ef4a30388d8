// Bytes that are all the same: written by default and with -P, compared with by read -P.

/** Longest run that is kept for the next request. */
const MAX_KEPT = 64 * 1024 * 1024;
let kept = { pattern: -1, bytes: new Uint8Array() };

/** `length` bytes of the pattern. Nobody may change them: the next request may get the same. */
export function patternBytes(pattern: number, length: number): Uint8Array {
  if (kept.pattern === pattern && kept.bytes.length >= length) {
    return kept.bytes.subarray(0, length);
  }
  const bytes = new Uint8Array(length).fill(pattern);
  if (length <= MAX_KEPT) kept = { pattern, bytes };
  return bytes;
}

/** Whether `bytes` are all equal to the pattern. */
export function isPattern(bytes: Uint8Array, pattern: number): boolean {
  return Buffer.compare(bytes, patternBytes(pattern, bytes.length)) === 0;
}
