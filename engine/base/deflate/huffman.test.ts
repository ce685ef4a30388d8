// The lengths of codes are those of zlib: it is asked for a block without any matches, whose code
// then depends on how often each byte occurs and on nothing else, and its lengths are read from the
// stream.
import { constants, deflateRawSync } from 'node:zlib';
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { buildCode, type Code, codeOfLengths } from './huffman.ts';

const LITERALS = 286;
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

  symbol({ lengths, codes }: Code): number {
    let code = 0;
    for (let length = 1; length <= MAX_BITS; length += 1) {
      code += this.bits(1) * 2 ** (length - 1);
      const found = lengths.findIndex((bits, at) => bits === length && codes[at] === code);
      if (found >= 0) return found;
    }
    throw new Error('no symbol has that code');
  }
}

interface BlockHead {
  readonly lengths: number[];
  /** Of the code in which those are stored, and how often each of its symbols occurs. */
  readonly lengthLengths: number[];
  readonly lengthCounts: number[];
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
  const code = codeOfLengths(Uint8Array.from(lengthLengths), MAX_LENGTH_BITS);
  const lengthCounts = Array.from(ORDER, () => 0);
  const lengths: number[] = [];
  while (lengths.length < literals + distances) {
    const symbol = reader.symbol(code);
    lengthCounts[symbol] = (lengthCounts[symbol] ?? 0) + 1;
    if (symbol < 16) lengths.push(symbol);
    else {
      const [bits, least] = symbol === 16 ? [2, 3] : symbol === 17 ? [3, 3] : [7, 11];
      const repeated = symbol === 16 ? (lengths.at(-1) ?? 0) : 0;
      lengths.push(...Array<number>(reader.bits(bits) + least).fill(repeated));
    }
  }
  return { lengths: lengths.slice(0, literals), lengthLengths, lengthCounts };
}

function zlibHead(counts: readonly number[]): BlockHead | undefined {
  const input = Uint8Array.from(counts.flatMap((count, byte) => Array<number>(count).fill(byte)));
  const strategy = constants.Z_HUFFMAN_ONLY;
  return headOf(deflateRawSync(input, { level: 6, memLevel: 9, strategy }));
}

function expectSameAsZlib(counts: readonly number[]): void {
  const head = zlibHead(counts);
  if (head === undefined) return;
  const frequencies = Array.from({ length: LITERALS }, (_, at) => counts[at] ?? 0);
  frequencies[END_OF_BLOCK] = 1;
  const code = buildCode(frequencies, MAX_BITS);
  expect([...code.lengths].slice(0, code.maxSymbol + 1)).toEqual(head.lengths);
  const lengthCode = buildCode(head.lengthCounts, MAX_LENGTH_BITS);
  expect([...lengthCode.lengths]).toEqual(head.lengthLengths);
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
  property.prop([fc.oneof(few, steep)], { numRuns: 100 })('has the lengths of zlib', (counts) => {
    expectSameAsZlib(counts);
  });

  test.each([16, 17, 18, 19])('is cut to 15 bits as zlib does: %i symbols', (count) => {
    const counts = fibonacci(count);
    const head = zlibHead(counts);
    expect(Math.max(...(head?.lengths ?? []))).toBe(MAX_BITS);
    expectSameAsZlib(counts);
    expectSameAsZlib(counts.reverse());
  });

  property.prop([
    fc.array(fc.oneof(fc.nat(4), fc.nat(100_000)), { minLength: 3, maxLength: 60 }),
    fc.integer({ min: 6, max: 15 }),
  ])('leaves no code unused, and no symbol without one', (frequencies, maxLength) => {
    const { lengths, codes, maxSymbol } = buildCode(frequencies, maxLength);
    const used = [...lengths].filter((length) => length > 0);
    expect(used.reduce((sum, length) => sum + 2 ** -length, 0)).toBe(1);
    expect(Math.max(...used)).toBeLessThanOrEqual(maxLength);
    expect(frequencies.every((count, symbol) => count === 0 || lengths[symbol] !== 0)).toBe(true);
    expect(maxSymbol).toBe(lengths.findLastIndex((length) => length > 0));
    // No code is the beginning of another one. The first bit of a code is its lowest.
    const textOf = (symbol: number, length: number): string => {
      const digits = (codes[symbol] ?? 0).toString(2).padStart(length, '0');
      return [...digits].reverse().join('');
    };
    const texts = [...lengths].map((length, symbol) => (length > 0 ? textOf(symbol, length) : ''));
    const sorted = texts.filter((text) => text !== '').sort();
    const isAmbiguous = sorted.some((text, at) => at > 0 && text.startsWith(sorted[at - 1] ?? ''));
    expect(isAmbiguous).toBe(false);
  });

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
    expect([...buildCode(frequencies, MAX_BITS).lengths]).toEqual(lengths);
  });
});
