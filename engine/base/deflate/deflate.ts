// Raw deflate streams (RFC 1951), byte for byte those of zlib with level 6, a window of 4 KiB and
// memory level 9. Node brings a zlib of its own, but one that finds other matches than the one that
// QEMU is linked with.
import { BitWriter } from './bit-writer.ts';
import { buildCode, type Code, codeOfLengths } from './huffman.ts';
import { type Block, findMatches } from './matches.ts';

const END_OF_BLOCK = 256;
const LITERALS = 286;
const DISTANCES = 30;
const MAX_BITS = 15;
/** In which order the lengths of the code for code lengths are stored. */
const LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15] as const;
const MAX_LENGTH_BITS = 7;

/** One symbol for a range of values, and the extra bits that tell which of them is meant. */
interface Bucket {
  readonly symbol: number;
  readonly base: number;
  readonly extra: number;
}

/** Bucket of each length 3 to 258 and of each distance from 1 on. */
const LENGTH_BUCKETS = lengthBuckets();
const DISTANCE_BUCKETS = buckets(0, 1, 4096, (index) => Math.max(0, Math.floor(index / 2) - 1));

const FIXED_LITERALS = codeOfLengths(
  Uint8Array.from({ length: 288 }, (_, at) => (at < 144 ? 8 : at < 256 ? 9 : at < 280 ? 7 : 8)),
  MAX_BITS,
);
const FIXED_DISTANCES = codeOfLengths(new Uint8Array(DISTANCES).fill(5), MAX_BITS);

/** Compresses `input` into one stream. */
export function deflate(input: Uint8Array): Uint8Array {
  const out = new BitWriter();
  findMatches(input, (block) => writeBlock(out, input, block));
  out.align();
  return out.take();
}

function buckets(
  firstSymbol: number,
  firstValue: number,
  lastValue: number,
  extraOf: (index: number) => number,
): Bucket[] {
  const found: Bucket[] = [];
  for (let index = 0, base = firstValue; base <= lastValue; index += 1) {
    const extra = extraOf(index);
    const bucket = { symbol: firstSymbol + index, base, extra };
    for (let value = base; value < base + (1 << extra); value += 1) found[value] = bucket;
    base += 1 << extra;
  }
  return found;
}

/** The longest length has a symbol of its own, although the bucket before it could hold it. */
function lengthBuckets(): Bucket[] {
  const found = buckets(257, 3, 258, (index) => Math.max(0, Math.floor(index / 4) - 1));
  found[258] = { symbol: 285, base: 258, extra: 0 };
  return found;
}

const NO_BUCKET: Bucket = { symbol: 0, base: 0, extra: 0 };
const lengthBucket = (length: number): Bucket => LENGTH_BUCKETS[length] ?? NO_BUCKET;
const distanceBucket = (distance: number): Bucket => DISTANCE_BUCKETS[distance] ?? NO_BUCKET;

interface Frequencies {
  readonly literals: number[];
  readonly distances: number[];
  /** Extra bits of all matches together. */
  readonly extraBits: number;
}

function countSymbols({ distances, values }: Block): Frequencies {
  const literals = new Array<number>(LITERALS).fill(0);
  const perDistance = new Array<number>(DISTANCES).fill(0);
  const count = (list: number[], symbol: number): void => {
    list[symbol] = (list[symbol] ?? 0) + 1;
  };
  let extraBits = 0;
  for (const [at, distance] of distances.entries()) {
    const value = values[at] ?? 0;
    if (distance === 0) {
      count(literals, value);
      continue;
    }
    const length = lengthBucket(value);
    const far = distanceBucket(distance);
    count(literals, length.symbol);
    count(perDistance, far.symbol);
    extraBits += length.extra + far.extra;
  }
  count(literals, END_OF_BLOCK);
  return { literals, distances: perDistance, extraBits };
}

function bitsOf(frequencies: readonly number[], { lengths }: Code): number {
  return frequencies.reduce((sum, count, symbol) => sum + count * (lengths[symbol] ?? 0), 0);
}

/** Writes a block in the shortest of the three forms; stored and fixed ones win where they tie. */
function writeBlock(out: BitWriter, input: Uint8Array, block: Block): void {
  const found = countSymbols(block);
  const literals = buildCode(found.literals, MAX_BITS);
  const distances = buildCode(found.distances, MAX_BITS);
  const table = describeCodes(literals, distances);
  const own = bitsOf(found.literals, literals) + bitsOf(found.distances, distances);
  const fixed = bitsOf(found.literals, FIXED_LITERALS) + bitsOf(found.distances, FIXED_DISTANCES);
  const ownBytes = (own + found.extraBits + table.bits + 3 + 7) >> 3;
  const fixedBytes = (fixed + found.extraBits + 3 + 7) >> 3;
  const bestBytes = Math.min(ownBytes, fixedBytes);
  const last = block.isLast ? 1 : 0;
  const size = block.end - block.start;
  if (size + 4 <= bestBytes && block.canStore) {
    out.bits(last, 3);
    out.align();
    out.bits(size, 16);
    out.bits(size ^ 0xffff, 16);
    out.append(input.subarray(block.start, block.end));
  } else if (fixedBytes === bestBytes) {
    out.bits(2 + last, 3);
    writeSymbols(out, block, FIXED_LITERALS, FIXED_DISTANCES);
  } else {
    out.bits(4 + last, 3);
    table.write(out);
    writeSymbols(out, block, literals, distances);
  }
}

function writeSymbols(out: BitWriter, block: Block, literals: Code, distances: Code): void {
  const put = (code: Code, symbol: number): void =>
    out.bits(code.codes[symbol] ?? 0, code.lengths[symbol] ?? 0);
  for (const [at, distance] of block.distances.entries()) {
    const value = block.values[at] ?? 0;
    if (distance === 0) {
      put(literals, value);
      continue;
    }
    const length = lengthBucket(value);
    const far = distanceBucket(distance);
    put(literals, length.symbol);
    out.bits(value - length.base, length.extra);
    put(distances, far.symbol);
    out.bits(distance - far.base, far.extra);
  }
  put(literals, END_OF_BLOCK);
}

/** One item of the run-length form in which code lengths are stored. */
interface LengthItem {
  /** A length, or 16 (the last one again), 17 and 18 (zeroes). */
  readonly symbol: number;
  readonly value: number;
  readonly extra: number;
}

/** The codes of a block as they stand in front of it, and what that takes in bits. */
function describeCodes(
  literals: Code,
  distances: Code,
): { bits: number; write: (out: BitWriter) => void } {
  const items = [...runLengths(literals), ...runLengths(distances)];
  const counts = new Array<number>(LENGTH_ORDER.length).fill(0);
  let bits = 0;
  for (const { symbol, extra } of items) {
    counts[symbol] = (counts[symbol] ?? 0) + 1;
    bits += extra;
  }
  const code = buildCode(counts, MAX_LENGTH_BITS);
  let stored = LENGTH_ORDER.length;
  while (stored > 4 && code.lengths[LENGTH_ORDER[stored - 1] ?? 0] === 0) stored -= 1;
  bits += bitsOf(counts, code) + stored * 3 + 5 + 5 + 4;
  return {
    bits,
    write(out) {
      out.bits(literals.maxSymbol + 1 - 257, 5);
      out.bits(distances.maxSymbol, 5);
      out.bits(stored - 4, 4);
      for (const symbol of LENGTH_ORDER.slice(0, stored)) out.bits(code.lengths[symbol] ?? 0, 3);
      for (const { symbol, value, extra } of items) {
        out.bits(code.codes[symbol] ?? 0, code.lengths[symbol] ?? 0);
        out.bits(value, extra);
      }
    },
  };
}

/** The lengths of a code in run-length form; runs do not cross from one code to the next. */
function runLengths({ lengths, maxSymbol }: Code): LengthItem[] {
  const items: LengthItem[] = [];
  for (let at = 0; at <= maxSymbol;) {
    const length = lengths[at] ?? 0;
    let run = 1;
    while (at + run <= maxSymbol && lengths[at + run] === length) run += 1;
    at += run;
    if (length === 0) addZeroes(items, run);
    else addRepeats(items, length, run);
  }
  return items;
}

function addZeroes(items: LengthItem[], run: number): void {
  for (let left = run; left > 0;) {
    const count = Math.min(left, 138);
    left -= count;
    if (count < 3) for (let one = 0; one < count; one += 1) items.push(plain(0));
    else if (count <= 10) items.push({ symbol: 17, value: count - 3, extra: 3 });
    else items.push({ symbol: 18, value: count - 11, extra: 7 });
  }
}

/** The first stands for itself; up to six more are repeats of it, if they are three at least. */
function addRepeats(items: LengthItem[], length: number, run: number): void {
  items.push(plain(length));
  for (let left = run - 1; left > 0;) {
    const count = Math.min(left, 6);
    left -= count;
    if (count < 3) for (let one = 0; one < count; one += 1) items.push(plain(length));
    else items.push({ symbol: 16, value: count - 3, extra: 2 });
  }
}

const plain = (symbol: number): LengthItem => ({ symbol, value: 0, extra: 0 });
