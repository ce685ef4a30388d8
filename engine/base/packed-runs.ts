// A byte map in which most bytes are zero, packed as a list of runs of equal bytes, and back.
//
// A list is a row of 16-bit words, ascending by start. One word is a run of length 1 whose byte has
// one bit set; any other run has a second word:
//
//     | start: 12 bits | number of the one bit: 0 to 7        |
//     | start: 12 bits | 8                                    | byte: 8 | length - 1: 8 |
//
// Runs longer than 256 are cut.

/** Bytes of a map, and so one more than the largest start. */
export const MAP_BYTES = 4096;
/** Words of the longest list. */
export const MAX_RUN_WORDS = 2 * MAP_BYTES;
/** A length is stored in 8 bits, less one. */
export const MAX_RUN_LENGTH = 256;

const LONG = 8;

const hasOneBit = (byte: number): boolean => (byte & (byte - 1)) === 0;

/**
 * Appends a run behind the last one in `words`, of which `used` are in use, and returns how many
 * then are. `start` lies behind that run, `byte` is not 0, `length` at most MAX_RUN_LENGTH.
 */
export function appendRun(
  words: Uint16Array,
  used: number,
  run: { readonly start: number; readonly byte: number; readonly length: number },
): number {
  return append(words, used, run.start, run.byte, run.length);
}

function append(
  words: Uint16Array,
  used: number,
  start: number,
  byte: number,
  length: number,
): number {
  if (length === 1 && hasOneBit(byte)) {
    words[used] = (start << 4) | (31 - Math.clz32(byte));
    return used + 1;
  }
  words[used] = (start << 4) | LONG;
  words[used + 1] = (byte << 8) | (length - 1);
  return used + 2;
}

/** Packs `map`; returns the words used. `words` has room for MAX_RUN_WORDS. */
export function packRuns(map: Uint8Array, words: Uint16Array): number {
  const quads = new Uint32Array(map.buffer, map.byteOffset, MAP_BYTES / 4);
  let used = 0;
  let at = 0;
  while (at < MAP_BYTES) {
    const byte = map[at] as number;
    if (byte === 0) {
      at += 1;
      if (at % 4 === 0) {
        while (at < MAP_BYTES && quads[at >> 2] === 0) at += 4;
      }
      continue;
    }
    // A new run begins with the byte itself: its length is 1, not 0.
    let end = at + 1;
    const limit = Math.min(MAP_BYTES, at + MAX_RUN_LENGTH);
    while (end < limit && map[end] === byte) end += 1;
    used = append(words, used, at, byte, end - at);
    at = end;
  }
  return used;
}

/** The map of the runs in words [from, to). Every byte of `map` is set. */
export function unpackRuns(words: Uint16Array, from: number, to: number, map: Uint8Array): void {
  map.fill(0);
  for (let at = from; at < to; at += 1) {
    const word = words[at] as number;
    const start = word >>> 4;
    const kind = word & 15;
    if (kind !== LONG) {
      map[start] = 1 << kind;
      continue;
    }
    at += 1;
    const more = words[at] as number;
    map.fill(more >>> 8, start, start + (more & 255) + 1);
  }
}

/** All bits of all bytes that the runs in words [from, to) hold. */
export function bitsOfRuns(words: Uint16Array, from: number, to: number): number {
  let bits = 0;
  for (let at = from; at < to; at += 1) {
    const kind = (words[at] as number) & 15;
    if (kind === LONG) at += 1;
    bits |= kind === LONG ? (words[at] as number) >>> 8 : 1 << kind;
  }
  return bits;
}

/** One more than the last place that the runs in words [from, to) cover; 0 without any. */
export function endOfRuns(words: Uint16Array, from: number, to: number): number {
  let end = 0;
  for (let at = from; at < to; at += 1) {
    const word = words[at] as number;
    end = (word >>> 4) + 1;
    if ((word & 15) === LONG) {
      at += 1;
      end += (words[at] as number) & 255;
    }
  }
  return end;
}
