// What block status tells, against plain lists.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Bitmap } from '../../engine/index.ts';
import { property } from '../../engine/testing/property.ts';
import { chooseBitmaps } from './disk.ts';
import { dirtyParts, type Extent, ExtentList } from './extents.ts';

/** A bitmap of those granules. */
function bitmapOf(granularity: number, marked: ReadonlySet<number>, name = 'b'): Bitmap {
  const byteAt = (at: number): number =>
    [0, 1, 2, 3, 4, 5, 6, 7].reduce(
      (sum, bit) => sum + (marked.has(8 * at + bit) ? 2 ** bit : 0),
      0,
    );
  return {
    name,
    granularity,
    isEnabled: true,
    isInconsistent: false,
    storedBytes: 0,
    readStored(offset, target) {
      for (let at = 0; at < target.length; at += 1) target[at] = byteAt(offset + at);
    },
  };
}

/** Runs of equal values. */
function runsOf(values: readonly number[]): readonly Extent[] {
  const list = new ExtentList(false);
  for (const flags of values) list.add(1, flags);
  return list.extents;
}

property([
  fc.set(fc.nat(200), { maxLength: 60 }),
  fc.constantFrom(1, 4, 16),
  fc.nat(1000),
  fc.integer({ min: 1, max: 1500 }),
  fc.boolean(),
])(
  'a bitmap is told as it is marked, byte by byte',
  (marks, granularity, offset, length, isOne) => {
    const marked = new Set(marks);
    const list = new ExtentList(isOne);
    dirtyParts(bitmapOf(granularity, marked), { offset, length }, list);
    const bytes = Array.from({ length }, (_, at) =>
      marked.has(Math.floor((offset + at) / granularity)) ? 1 : 0,
    );
    const expected = runsOf(bytes);
    expect(list.extents).toEqual(isOne ? expected.slice(0, 1) : expected);
  },
);

test('a bitmap is read in pieces, also where its bits are many', () => {
  const marked = new Set([32_767, 32_768, 40_000, 65_535]);
  const list = new ExtentList(false);
  dirtyParts(bitmapOf(512, marked), { offset: 512, length: 70_000 * 512 }, list);
  expect(list.extents.map(({ length, flags }) => [length / 512, flags])).toEqual([
    [32_766, 0],
    [2, 1],
    [7231, 0],
    [1, 1],
    [25_534, 0],
    [1, 1],
    [4465, 0],
  ]);
});

describe('a list of extents', () => {
  test('joins what is equal, and takes no more than there is room for', () => {
    const list = new ExtentList(true);
    expect([list.add(5, 1), list.add(0, 2), list.add(7, 1), list.add(1, 0)]).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect(list.extents).toEqual([{ length: 12, flags: 1 }]);
  });

  test('has lengths of 32 bits', () => {
    const list = new ExtentList(false);
    list.add(2 ** 32 - 2, 0);
    list.add(1, 0);
    list.add(1, 0);
    expect(list.extents.map(({ length }) => length)).toEqual([2 ** 32 - 1, 1]);
  });

  test('ends somewhere', () => {
    const list = new ExtentList(false);
    let count = 0;
    while (list.add(1, count % 2)) count += 1;
    expect(count).toBe(131_072);
  });
});

describe('bitmaps', () => {
  const all = [
    bitmapOf(1, new Set(), 'a'),
    bitmapOf(1, new Set(), 'b'),
    bitmapOf(2, new Set(), 'a'),
  ];

  test('are found by their names, the first of a name', () => {
    expect(chooseBitmaps({ all, names: ['b', 'a'] })).toEqual([all[1], all[0]]);
    expect(() => chooseBitmaps({ all, names: ['x'] })).toThrow("Bitmap 'x' is not found");
  });

  test('whose bits nobody knows are not shown', () => {
    const lost = [{ ...bitmapOf(1, new Set()), isInconsistent: true }];
    const message = "Bitmap 'b' is inconsistent and cannot be used";
    expect(() => chooseBitmaps({ all: lost, names: ['b'] })).toThrow(message);
  });
});
