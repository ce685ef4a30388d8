// Finding repetitions as zlib's lazy matching at level 6 does, for a window of 4 KiB: the same
// choices, including those that only the bounds of its buffers explain.
//
// zlib works in a buffer of two windows, which slides by one window when its second half is used
// up. `base` is where that buffer begins in the input. A position at its start is never matched.

/** log2 of the window: QEMU's choice. */
const WINDOW_BITS = 12;
const WINDOW = 1 << WINDOW_BITS;
const MIN_MATCH = 3;
const MAX_MATCH = 258;
const MIN_LOOKAHEAD = MAX_MATCH + MIN_MATCH + 1;
const MAX_DISTANCE = WINDOW - MIN_LOOKAHEAD;
/** Memory level 9: 16 bits of hash, blocks of 32767 symbols. */
const HASH_SIZE = 1 << 16;
const BLOCK_SYMBOLS = (1 << 15) - 1;
// Level 6: search less behind a good match, not at all behind a long one, stop at a nice one.
const GOOD_LENGTH = 8;
const MAX_LAZY = 16;
const NICE_LENGTH = 128;
const MAX_CHAIN = 128;

/** A run of literals and matches that is coded together. */
export interface Block {
  /** The bytes that it stands for. */
  readonly start: number;
  readonly end: number;
  readonly isLast: boolean;
  /** False: its first bytes have left zlib's buffer, so it cannot be stored as it is. */
  readonly canStore: boolean;
  /** Distances, 0 for a literal. */
  readonly distances: readonly number[];
  /** Lengths of matches, or the literal byte. */
  readonly values: readonly number[];
}

/** Splits `input` into blocks of literals and matches, and hands each to `emit`. */
export function findMatches(input: Uint8Array, emit: (block: Block) => void): void {
  new Matcher(input, emit).run();
}

class Matcher {
  readonly #input: Uint8Array;
  readonly #emit: (block: Block) => void;
  readonly #head = new Int32Array(HASH_SIZE);
  readonly #previous = new Int32Array(WINDOW);
  #base = 0;
  /** The end of what zlib has read into its buffer. */
  #filled = 0;
  #at = 0;
  #blockStart = 0;
  #distances: number[] = [];
  #values: number[] = [];
  #matchStart = 0;

  constructor(input: Uint8Array, emit: (block: Block) => void) {
    this.#input = input;
    this.#emit = emit;
  }

  run(): void {
    let length = MIN_MATCH - 1;
    let hasLiteral = false;
    for (;;) {
      if (this.#filled - this.#at < MIN_LOOKAHEAD) this.#fill();
      if (this.#at === this.#filled) break;
      const candidate = this.#insert(this.#at);
      const previousLength = length;
      const previousStart = this.#matchStart;
      length = MIN_MATCH - 1;
      const isWorth = candidate > this.#base && previousLength < MAX_LAZY;
      if (isWorth && this.#at - candidate <= MAX_DISTANCE) {
        length = this.#longest(candidate, previousLength);
      }
      if (previousLength >= MIN_MATCH && length <= previousLength) {
        this.#add(this.#at - 1 - previousStart, previousLength);
        const end = this.#at - 1 + previousLength;
        for (this.#at += 1; this.#at < end; this.#at += 1) this.#insert(this.#at);
        hasLiteral = false;
        length = MIN_MATCH - 1;
        this.#endFullBlock();
        continue;
      }
      if (hasLiteral) {
        this.#add(0, this.#input[this.#at - 1] ?? 0);
        this.#endFullBlock();
      }
      hasLiteral = true;
      this.#at += 1;
    }
    if (hasLiteral) this.#add(0, this.#input[this.#at - 1] ?? 0);
    this.#endBlock(true);
  }

  /** Slides the buffer where that is due, and reads on to its end. */
  #fill(): void {
    if (this.#at - this.#base >= WINDOW + MAX_DISTANCE) this.#base += WINDOW;
    this.#filled = Math.min(this.#input.length, this.#base + 2 * WINDOW);
  }

  /** Notes the position by its three bytes; returns the last one before it with the same hash. */
  #insert(at: number): number {
    if (at + MIN_MATCH > this.#filled) return -1;
    const input = this.#input;
    const firstTwo = ((input[at] as number) << 12) ^ ((input[at + 1] as number) << 6);
    const hash = (firstTwo ^ (input[at + 2] as number)) & (HASH_SIZE - 1);
    const last = this.#head[hash] ?? 0;
    this.#previous[at & (WINDOW - 1)] = last;
    this.#head[hash] = at;
    return last;
  }

  /** Length of the longest match that is longer than `atLeast`; sets where it starts. */
  #longest(first: number, atLeast: number): number {
    const input = this.#input;
    const at = this.#at;
    const lookahead = this.#filled - at;
    const limit = Math.max(this.#base, at - MAX_DISTANCE);
    const nice = Math.min(NICE_LENGTH, lookahead);
    let chain = atLeast >= GOOD_LENGTH ? MAX_CHAIN >> 2 : MAX_CHAIN;
    let best = atLeast;
    let candidate = first;
    do {
      const length = this.#longerThan(candidate, best);
      if (length > best) {
        this.#matchStart = candidate;
        best = length;
        if (length >= nice) break;
      }
      candidate = this.#previous[candidate & (WINDOW - 1)] ?? 0;
      chain -= 1;
    } while (candidate > limit && chain !== 0);
    return Math.min(best, lookahead, input.length - at);
  }

  /** Length of the match at `candidate`; 0 when it is not longer than `best`. */
  #longerThan(candidate: number, best: number): number {
    const input = this.#input;
    const at = this.#at;
    if (input[candidate + best] !== input[at + best]) return 0;
    if (input[candidate + best - 1] !== input[at + best - 1]) return 0;
    let length = 0;
    while (length < MAX_MATCH && input[candidate + length] === input[at + length]) length += 1;
    return length;
  }

  #add(distance: number, value: number): void {
    this.#distances.push(distance);
    this.#values.push(value);
  }

  #endFullBlock(): void {
    if (this.#values.length === BLOCK_SYMBOLS) this.#endBlock(false);
  }

  #endBlock(isLast: boolean): void {
    this.#emit({
      start: this.#blockStart,
      end: this.#at,
      isLast,
      canStore: this.#blockStart >= this.#base,
      distances: this.#distances,
      values: this.#values,
    });
    this.#blockStart = this.#at;
    this.#distances = [];
    this.#values = [];
  }
}
