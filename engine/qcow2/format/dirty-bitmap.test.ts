// Dirty bitmaps in memory: what is marked, merged, cut off and stored.
import { expect, test } from 'vitest';
import { DirtyBitmap } from './dirty-bitmap.ts';

const bitmap = (granularity: number, size: number): DirtyBitmap =>
  new DirtyBitmap({ name: 'b', granularity, size });

const bytesOf = (from: DirtyBitmap): number[] => {
  const bytes = new Uint8Array(from.storedBytes);
  from.readStored(0, bytes);
  return [...bytes];
};

test('a write marks every part of the disk that it touches', () => {
  const marked = bitmap(1024, 9 * 1024);
  marked.mark(1023, 2);
  marked.mark(8 * 1024, 1);
  expect(bytesOf(marked)).toEqual([3, 1, 0, 0, 0, 0, 0, 0]);
  expect(marked.hasMarks(0, 1)).toBe(true);
  expect(marked.hasMarks(2, 6)).toBe(false);
});

test('what is cut off is forgotten, a part that stays in part is kept', () => {
  const marked = bitmap(1024, 64 * 1024);
  marked.mark(0, 64 * 1024);
  marked.resize(1536);
  marked.resize(64 * 1024);
  expect(bytesOf(marked)).toEqual([3, 0, 0, 0, 0, 0, 0, 0]);
});

test('bitmaps of other granularities are merged by the bytes that they mark', () => {
  const fine = bitmap(512, 8192);
  fine.mark(1536, 512);
  const coarse = bitmap(4096, 8192);
  coarse.merge(fine);
  expect(bytesOf(coarse)[0]).toBe(1);
  fine.merge(coarse);
  expect(bytesOf(fine).slice(0, 2)).toEqual([0xff, 0]);
});

test('stored bytes come in whole words and are taken up to the last one', () => {
  const marked = bitmap(512, 65 * 512);
  expect(marked.storedBytes).toBe(16);
  marked.writeStored(8, new Uint8Array(512).fill(0xff));
  const cluster = new Uint8Array(32).fill(7);
  marked.readStored(0, cluster);
  expect([...cluster.subarray(8, 24)]).toEqual([...Array(8).fill(0xff), ...Array(8).fill(0)]);
});
