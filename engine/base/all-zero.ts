// Whether bytes are all zero, in words of four bytes as far as they go.

/** True also for no bytes at all. */
export function isAllZero(bytes: Uint8Array): boolean {
  const head = Math.min(bytes.length, (4 - (bytes.byteOffset % 4)) % 4);
  const words = Math.floor((bytes.length - head) / 4);
  if (words === 0) return areBytesZero(bytes, 0, bytes.length);
  return (
    areBytesZero(bytes, 0, head) &&
    areWordsZero(new Uint32Array(bytes.buffer, bytes.byteOffset + head, words)) &&
    areBytesZero(bytes, head + 4 * words, bytes.length)
  );
}

function areBytesZero(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    if (bytes[at] !== 0) return false;
  }
  return true;
}

function areWordsZero(words: Uint32Array): boolean {
  for (let at = 0; at < words.length; at += 1) {
    if (words[at] !== 0) return false;
  }
  return true;
}
