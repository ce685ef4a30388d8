// Ranges of the file that tables lie in, when tables lie on top of each other: which bytes were
// gone through already, and how often each range was named.
import { hostAdd, type HostOffset } from '../../base/address.ts';
import { assert } from '../../base/assert.ts';

/** Bytes of the file from `start` up to `end`. */
export interface Range {
  readonly start: HostOffset;
  readonly end: HostOffset;
}

/** A range all of which is known, or none of it. */
export interface Part extends Range {
  readonly isKnown: boolean;
}

/** A range that was named so many times. */
export interface CountedRange extends Range {
  readonly times: number;
}

const lower = (a: HostOffset, b: HostOffset): HostOffset => (a < b ? a : b);
const upper = (a: HostOffset, b: HostOffset): HostOffset => (a > b ? a : b);

/** A set of bytes, kept as ranges that do not touch each other, in ascending order. */
export class KnownRanges {
  readonly #ranges: Range[] = [];

  /** Adds all bytes of a range. */
  add({ start, end }: Range): void {
    assert(start < end, 'a range has bytes');
    const first = this.#firstEndingFrom(start);
    let after = first;
    let joined = { start, end };
    for (; after < this.#ranges.length; after += 1) {
      const range = this.#ranges[after] as Range;
      if (range.start > end) break;
      joined = {
        start: lower(joined.start, range.start),
        end: upper(joined.end, range.end),
      };
    }
    this.#ranges.splice(first, after - first, joined);
  }

  /** The parts of a range in ascending order, known and unknown in turn. */
  split({ start, end }: Range): Part[] {
    const parts: Part[] = [];
    let at = start;
    for (let index = this.#firstEndingFrom(hostAdd(start, 1)); at < end; index += 1) {
      const range = this.#ranges[index] ?? { start: end, end };
      const gapEnd = lower(range.start, end);
      if (gapEnd > at) parts.push({ start: at, end: gapEnd, isKnown: false });
      const from = upper(at, range.start);
      const to = lower(range.end, end);
      if (to > from) parts.push({ start: from, end: to, isKnown: true });
      at = upper(upper(at, gapEnd), to);
    }
    return parts;
  }

  /** Index of the first range that ends at `offset` or later. */
  #firstEndingFrom(offset: HostOffset): number {
    let low = 0;
    let high = this.#ranges.length;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if ((this.#ranges[middle] as Range).end < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** How often each byte was named. */
export class RangeCounter {
  /** By offset, by how much the number of names grows there. */
  readonly #changes = new Map<HostOffset, number>();

  /** Names all bytes of a range once more. */
  add({ start, end }: Range): void {
    this.#changes.set(start, (this.#changes.get(start) ?? 0) + 1);
    this.#changes.set(end, (this.#changes.get(end) ?? 0) - 1);
  }

  /** What was named, in ascending order, each range as long as its number stays the same. */
  ranges(): CountedRange[] {
    const offsets = [...this.#changes.keys()]
      .filter((offset) => this.#changes.get(offset) !== 0)
      .sort((a, b) => a - b);
    const found: CountedRange[] = [];
    let times = 0;
    for (const [index, start] of offsets.entries()) {
      times += this.#changes.get(start) as number;
      const end = offsets[index + 1];
      if (times > 0 && end !== undefined) found.push({ start, end, times });
    }
    return found;
  }
}
