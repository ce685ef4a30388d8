// Runs are walked over whole buffers and drawn as text: D is written, a dot left out.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { property } from '../testing/property.ts';
import { isZeroRange, nextRun } from './zero-runs.ts';

const SECTOR = 512;

/** A buffer with one marked byte in each sector that is 1. */
function wordsOf(sectors: readonly number[]): Uint32Array {
  const words = new Uint32Array((sectors.length * SECTOR) / 4);
  sectors.forEach((mark, index) => {
    words[(index * SECTOR) / 4 + (index % 128)] = mark;
  });
  return words;
}

/** What a walk over the whole buffer writes: a letter for each sector. */
function walk(sectors: readonly number[], minZeroes: number, alignment: number, first = 0): string {
  const words = wordsOf(sectors);
  let text = '';
  while (text.length < sectors.length) {
    const place = { from: text.length, count: sectors.length, first };
    const run = nextRun(words, place, { minZeroes, alignment });
    text += (run.isData ? 'D' : '.').repeat(run.sectors);
  }
  return text;
}

test.each([
  ['1000', 1, 1, 'D...'],
  ['0000', 8, 8, '....'],
  ['10000000', 8, 8, 'DDDDDDDD'],
  ['1000000000000000', 8, 8, 'DDDDDDDD........'],
  ['0000000100000000', 8, 8, 'DDDDDDDD........'],
  ['0000000010000000', 8, 8, '........DDDDDDDD'],
  ['1001', 3, 1, 'DDDD'],
  ['10001', 3, 1, 'D...D'],
  ['100', 8, 1, 'D..'],
])('%s with at least %d zeroes and units of %d: %s', (sectors, minZeroes, alignment, expected) => {
  expect(walk([...sectors].map(Number), minZeroes, alignment)).toBe(expected);
});

property([
  fc.array(fc.constantFrom(0, 0, 1), { minLength: 1, maxLength: 80 }),
  fc.integer({ min: 1, max: 12 }),
  fc.constantFrom(1, 2, 4, 8),
  fc.integer({ min: 0, max: 30 }),
])('no sector with data is ever left out', (sectors, minZeroes, alignment, first) => {
  const text = walk(sectors, minZeroes, alignment, first);
  expect(text).toHaveLength(sectors.length);
  sectors.forEach((mark, index) => {
    if (mark !== 0) expect(text[index], `${sectors.join('')} ${text} at ${index}`).toBe('D');
  });
});

test('a range is zero or not by its own bytes alone', () => {
  const words = wordsOf([1, 0, 0, 1]);
  expect(isZeroRange(words, SECTOR, 2 * SECTOR)).toBe(true);
  expect(isZeroRange(words, SECTOR, 3 * SECTOR)).toBe(false);
});
