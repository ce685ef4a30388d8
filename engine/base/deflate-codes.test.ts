// The codes in pako's streams. Where no matches are looked for, the codes decide the whole stream:
// zlib and pako have to make the same one then, whatever zlib Node brings.
import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { deflateRaw } from 'pako';
import { describe, expect, test } from 'vitest';
import { property } from '../testing/property.ts';
import { deflate } from './deflate.ts';

const END_OF_BLOCK = 256;
const MAX_BITS = 15;
const MAX_LENGTH_BITS = 7;
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** Takes bits from a stream, the lowest first. */
class BitReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  bits(count: number): number {
    let value = 0;
    for (let bit = 0; bit < count; bit += 1, this.#at += 1) {
      const byte = this.#bytes[Math.floor(this.#at / 8)] ?? 0;
      value += (Math.floor(byte / 2 ** (this.#at % 8)) % 2) * 2 ** bit;
    }
    return value;
  }

  /** The next symbol of the code with these lengths: codes of a length follow each other. */
  symbol(lengths: readonly number[]): number {
    let [code, first] = [0, 0];
    for (let length = 1; length <= MAX_BITS; length += 1) {
      code = code * 2 + this.bits(1);
      first *= 2;
      const symbols = lengths.flatMap((bits, symbol) => (bits === length ? [symbol] : []));
      const found = symbols[code - first];
      if (found !== undefined) return found;
      first += symbols.length;
    }
    throw new Error('no symbol has that code');
  }
}

/** The lengths of the codes of a block, and of the code in which those are stored. */
interface BlockHead {
  readonly literals: number[];
  readonly distances: number[];
  readonly lengthLengths: number[];
}

/** The codes in front of the first block; undefined where it has none of its own. */
function headOf(stream: Uint8Array): BlockHead | undefined {
  const reader = new BitReader(stream);
  reader.bits(1);
  if (reader.bits(2) !== 2) return undefined;
  const literals = reader.bits(5) + 257;
  const distances = reader.bits(5) + 1;
  const stored = reader.bits(4) + 4;
  const lengthLengths = Array.from(ORDER, () => 0);
  for (const symbol of ORDER.slice(0, stored)) lengthLengths[symbol] = reader.bits(3);
  const lengths: number[] = [];
  while (lengths.length < literals + distances) {
    const symbol = reader.symbol(lengthLengths);
    if (symbol < 16) lengths.push(symbol);
    else {
      const [bits, least] = symbol === 16 ? [2, 3] : symbol === 17 ? [3, 3] : [7, 11];
      const repeated = symbol === 16 ? (lengths.at(-1) ?? 0) : 0;
      lengths.push(...Array<number>(reader.bits(bits) + least).fill(repeated));
    }
  }
  return {
    literals: lengths.slice(0, literals),
    distances: lengths.slice(literals),
    lengthLengths,
  };
}

const HUFFMAN_ONLY = { level: 6, memLevel: 9, strategy: constants.Z_HUFFMAN_ONLY } as const;

const bytesOf = (counts: readonly number[]): Uint8Array =>
  Uint8Array.from(counts.flatMap((count, byte) => Array<number>(count).fill(byte)));

/** Without matches, the codes decide the whole stream. */
function expectSameAsZlib(counts: readonly number[]): void {
  const input = bytesOf(counts);
  const theirs = new Uint8Array(deflateRawSync(input, HUFFMAN_ONLY));
  expect(deflateRaw(input, HUFFMAN_ONLY)).toEqual(theirs);
}

/** A code that leaves nothing unused, and no longer than it may be. */
function expectComplete(lengths: readonly number[], maxBits: number): void {
  const used = lengths.filter((length) => length > 0);
  expect(used.reduce((sum, length) => sum + 2 ** -length, 0)).toBe(1);
  expect(Math.max(...used)).toBeLessThanOrEqual(maxBits);
}

/** Few symbols, none of their triples twice: nothing in it matches. */
function withoutMatches(length: number): number[] {
  const made = [0, 1];
  const seen = new Set<string>();
  for (let step = 0; made.length < length; step += 1) {
    const triple = [...made.slice(-2), (step * 7) % 16];
    if (seen.has(String(triple))) continue;
    seen.add(String(triple));
    made.push(...triple.slice(2));
  }
  return made;
}

/** With the end of the block, each as frequent as the two before it together: the deepest tree. */
function fibonacci(count: number): number[] {
  const numbers = [1, 2];
  while (numbers.length < count) numbers.push((numbers.at(-1) ?? 0) + (numbers.at(-2) ?? 0));
  return numbers.slice(0, count);
}

const few = fc.array(fc.constantFrom(0, 0, 1, 2, 3, 50), { minLength: 2, maxLength: 256 });
const steep = fc
  .tuple(fc.integer({ min: 3, max: 19 }), fc.array(fc.nat(3), { maxLength: 200 }), fc.nat(1000))
  .map(([count, more, seed]) => {
    const counts = [...fibonacci(count), ...more];
    return counts.map((_count, at) => counts[(at * 97 + seed) % counts.length] ?? 0);
  });

describe('a code', () => {
  property([fc.oneof(few, steep)], { numRuns: 100 })('has the lengths of zlib', (counts) => {
    expectSameAsZlib(counts);
  });

  test.each([16, 17, 18, 19])('is cut to 15 bits as zlib does: %i symbols', (count) => {
    const counts = fibonacci(count);
    const head = headOf(deflateRaw(bytesOf(counts), HUFFMAN_ONLY));
    expect(Math.max(...(head?.literals ?? []))).toBe(MAX_BITS);
    expectSameAsZlib(counts);
    expectSameAsZlib(counts.reverse());
  });

  property([
    fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 300, maxLength: 3000 }),
    fc.integer({ min: 1, max: 6 }),
  ])('leaves no code unused, and no symbol without one', (bytes, factor) => {
    const input = Uint8Array.from(bytes, (byte) => byte * factor);
    const head = headOf(deflate(input));
    expect(head).toBeDefined();
    expectComplete(head?.literals ?? [], MAX_BITS);
    expectComplete(head?.distances ?? [], MAX_BITS);
    expectComplete(head?.lengthLengths ?? [], MAX_LENGTH_BITS);
    // What occurs for the first time is no part of a match.
    expect([...input, END_OF_BLOCK].every((symbol) => head?.literals[symbol] !== 0)).toBe(true);
    expect(new Uint8Array(inflateRawSync(deflate(input)))).toEqual(input);
  });

  // How often each of the three shortest distances occurs.
  test.each([
    [
      [0, 0, 0],
      [1, 1, 0],
    ],
    [
      [0, 0, 5],
      [1, 0, 1],
    ],
    [
      [0, 5, 0],
      [0, 1, 1],
    ],
    [
      [5, 0, 0],
      [1, 1, 0],
    ],
  ])('has two symbols at least: of %o the lengths %o', (frequencies, lengths) => {
    const distance = frequencies.findIndex((count) => count > 0) + 1;
    const times = Math.max(...frequencies);
    // As many matches as that, each of a unit of its own.
    const units = Array.from({ length: times }, (_, unit) =>
      Array.from({ length: 20 }, (_byte, at) => 100 + unit * 3 + (at % distance)),
    );
    const head = headOf(deflate(Uint8Array.from([...withoutMatches(900), ...units.flat()])));
    const found = head?.distances ?? [];
    expect(Array.from(lengths, (_, at) => found[at] ?? 0)).toEqual(lengths);
    expect(found.slice(lengths.length)).toEqual([]);
  });
});
