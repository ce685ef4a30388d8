// Packing and unpacking is the identity, and no list is longer than what it holds.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstBit, scatter } from './bits.ts';
import {
  appendRun,
  bitsOfRuns,
  endOfRuns,
  MAP_BYTES,
  MAX_RUN_WORDS,
  packRuns,
  unpackRuns,
} from './packed-runs.ts';

const words = new Uint16Array(MAX_RUN_WORDS);

function mapOf(runs: readonly (readonly [start: number, byte: number, length: number])[]) {
  const map = new Uint8Array(MAP_BYTES);
  for (const [start, byte, length] of runs) map.fill(byte, start, start + length);
  return map;
}

function roundTrip(map: Uint8Array): Uint8Array {
  const used = packRuns(map, words);
  const back = new Uint8Array(MAP_BYTES).fill(255);
  unpackRuns(words, 0, used, back);
  return back;
}

describe('packed runs', () => {
  test('hold any map', () => {
    const byte = fc.oneof(fc.constant(0), fc.constantFrom(1, 16, 32), fc.nat(255));
    const runs = fc.array(fc.tuple(fc.nat(MAP_BYTES - 1), byte, fc.integer({ min: 1, max: 700 })));
    fc.assert(
      fc.property(runs, (list) => {
        const map = mapOf(list);
        expect(roundTrip(map)).toEqual(map);
        const used = packRuns(map, words);
        expect(bitsOfRuns(words, 0, used)).toBe(map.reduce((all, bits) => all | bits, 0));
        expect(endOfRuns(words, 0, used)).toBe(map.findLastIndex((bits) => bits !== 0) + 1);
      }),
    );
  });

  test('a run of 256 fits the 8 bits of its length, and one of 257 is cut', () => {
    expect(packRuns(mapOf([[10, 32, 256]]), words)).toBe(2);
    expect(roundTrip(mapOf([[10, 32, 256]]))).toEqual(mapOf([[10, 32, 256]]));
    expect(packRuns(mapOf([[10, 32, 257]]), words)).toBe(3);
    expect(roundTrip(mapOf([[10, 32, 257]]))).toEqual(mapOf([[10, 32, 257]]));
  });

  test('the run behind another one begins with length 1, not 0', () => {
    for (const second of [16, 48]) {
      const map = mapOf([
        [100, 32, 3],
        [103, second, 1],
        [104, 32, 1],
      ]);
      expect(roundTrip(map)).toEqual(map);
    }
    const lastPlace = mapOf([[MAP_BYTES - 1, 1, 1]]);
    expect(roundTrip(lastPlace)).toEqual(lastPlace);
  });

  test('nothing is stored that is not used: one word for a single owner, else two', () => {
    expect(packRuns(mapOf([]), words)).toBe(0);
    expect(packRuns(mapOf([[5, 64, 1]]), words)).toBe(1);
    expect(packRuns(mapOf([[5, 65, 1]]), words)).toBe(2);
    expect(packRuns(mapOf([[5, 64, 2]]), words)).toBe(2);
    const every = new Uint8Array(MAP_BYTES).map((_byte, at) => 3 + (at % 2) * 2);
    expect(packRuns(every, words)).toBe(MAX_RUN_WORDS);
  });

  test('a run can be put behind the last one', () => {
    let used = appendRun(words, 0, { start: 7, byte: 128, length: 1 });
    used = appendRun(words, used, { start: 8, byte: 3, length: 200 });
    const map = new Uint8Array(MAP_BYTES);
    unpackRuns(words, 0, used, map);
    expect(map).toEqual(
      mapOf([
        [7, 128, 1],
        [8, 3, 200],
      ]),
    );
  });
});

describe('bits', () => {
  test('the first one is the smallest', () => {
    expect([1, 6, 128, 384].map(firstBit)).toEqual([0, 1, 7, 7]);
  });

  test('like numbers are scattered over all places', () => {
    for (const step of [1, 2, 1024, 2 ** 20, 2 ** 34]) {
      const places = new Set(Array.from({ length: 512 }, (_, at) => scatter(at * step, 1024)));
      expect(places.size).toBeGreaterThan(300);
    }
  });
});
