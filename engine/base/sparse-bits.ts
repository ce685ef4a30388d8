// A long row of bits of which few are set, or most: bit i is bit i % 8 of byte i / 8, the lowest
// first. Only parts in which some bits are set and some are not take memory of their own.
import { isAllZero } from './all-zero.ts';

/** Bytes of a part. */
const PART = 512;
const BITS_IN_PART = PART * 8;
/** Every part that is set as a whole; never written to. */
const FULL = new Uint8Array(PART).fill(0xff);
/** Bytes that a part takes in the map, and what one of its own takes besides its bits: about. */
const MAP_ENTRY = 48;
const OWN_OVERHEAD = 200;

/** A run of set bits. */
export interface BitRun {
  readonly first: number;
  readonly last: number;
}

/** Bits from 0 on, without an end. */
export class SparseBits {
  readonly #parts = new Map<number, Uint8Array>();
  /** Parts that are not FULL. */
  #ownParts = 0;

  /** Bytes of memory, about. */
  get memory(): number {
    return this.#parts.size * MAP_ENTRY + this.#ownParts * (PART + OWN_OVERHEAD);
  }

  /** Sets all bits from `first` to `last`. */
  set(first: number, last: number): void {
    this.#change(first, last, true);
  }

  clear(first: number, last: number): void {
    this.#change(first, last, false);
  }

  clearAll(): void {
    this.#parts.clear();
    this.#ownParts = 0;
  }

  /** Fills `target` with the bytes from `offset` on. */
  read(offset: number, target: Uint8Array): void {
    for (let done = 0; done < target.length;) {
      const { part, from, count } = this.#at(offset + done, target.length - done);
      if (part === undefined) target.fill(0, done, done + count);
      else target.set(part.subarray(from, from + count), done);
      done += count;
    }
  }

  /** Replaces the bytes from `offset` on. */
  write(offset: number, source: Uint8Array): void {
    for (let done = 0; done < source.length;) {
      const { part, from, count, index } = this.#at(offset + done, source.length - done);
      const bytes = source.subarray(done, done + count);
      if (count === PART && isAllSet(bytes)) this.#fill(index);
      else if (part !== undefined || !isAllZero(bytes)) this.#own(index).set(bytes, from);
      done += count;
    }
  }

  /** Runs of set bits up to `last`, in order; two runs may touch each other. */
  *runs(last: number): Generator<BitRun, void, void> {
    for (const index of [...this.#parts.keys()].sort((a, b) => a - b)) {
      const part = this.#parts.get(index) ?? new Uint8Array(0);
      let first = -1;
      for (let bit = 0; bit <= BITS_IN_PART; bit += 1) {
        const at = index * BITS_IN_PART + bit;
        const isSet = bit < BITS_IN_PART && at <= last && bitOf(part, bit);
        if (isSet && first < 0) first = at;
        if (!isSet && first >= 0) {
          yield { first, last: at - 1 };
          first = -1;
        }
      }
    }
  }

  /** Whether a bit from `first` to `last` is set. */
  hasAny(first: number, last: number): boolean {
    for (let at = first; at <= last;) {
      const index = Math.floor(at / BITS_IN_PART);
      const end = Math.min(last, (index + 1) * BITS_IN_PART - 1);
      const part = this.#parts.get(index);
      if (part !== undefined) {
        for (; at <= end; at += 1) {
          if (bitOf(part, at % BITS_IN_PART)) return true;
        }
      }
      at = end + 1;
    }
    return false;
  }

  #change(first: number, last: number, isSet: boolean): void {
    for (let at = first; at <= last;) {
      const index = Math.floor(at / BITS_IN_PART);
      const end = Math.min(last, (index + 1) * BITS_IN_PART - 1);
      if (isSet && end - at === BITS_IN_PART - 1) {
        this.#fill(index);
      } else if (isSet || this.#parts.has(index)) {
        changeBits(this.#own(index), at % BITS_IN_PART, end % BITS_IN_PART, isSet);
      }
      at = end + 1;
    }
  }

  #at(
    offset: number,
    limit: number,
  ): {
    index: number;
    from: number;
    count: number;
    part: Uint8Array | undefined;
  } {
    const index = Math.floor(offset / PART);
    const from = offset % PART;
    return { index, from, count: Math.min(limit, PART - from), part: this.#parts.get(index) };
  }

  /** A part that may be written to. */
  #own(index: number): Uint8Array {
    const part = this.#parts.get(index);
    if (part !== undefined && part !== FULL) return part;
    const own = part === undefined ? new Uint8Array(PART) : part.slice();
    this.#parts.set(index, own);
    this.#ownParts += 1;
    return own;
  }

  #fill(index: number): void {
    const part = this.#parts.get(index);
    if (part !== undefined && part !== FULL) this.#ownParts -= 1;
    this.#parts.set(index, FULL);
  }
}

function isAllSet(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at] !== 0xff) return false;
  }
  return true;
}

const bitOf = (part: Uint8Array, bit: number): boolean =>
  (((part[bit >> 3] as number) >> (bit & 7)) & 1) === 1;

/** Whole bytes at once, single bits at either end. */
function changeBits(part: Uint8Array, first: number, last: number, isSet: boolean): void {
  let bit = first;
  while (bit <= last) {
    if ((bit & 7) === 0 && bit + 7 <= last) {
      const end = (last + 1) >> 3;
      part.fill(isSet ? 0xff : 0, bit >> 3, end);
      bit = end * 8;
      continue;
    }
    const mask = 1 << (bit & 7);
    const byte = part[bit >> 3] as number;
    part[bit >> 3] = isSet ? byte | mask : byte & ~mask;
    bit += 1;
  }
}
