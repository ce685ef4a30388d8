// Bytes as words of four, for code that compares much.

/**
 * The same memory in the byte order of this machine: only good for telling words apart. The bytes
 * start at a multiple of four, and what is left behind the last whole word is not there.
 */
export const wordsOf = (bytes: Uint8Array): Uint32Array =>
  new Uint32Array(bytes.buffer, bytes.byteOffset, Math.floor(bytes.length / 4));
