// What became of the bitmaps and the snapshots of an image.
import { expect, test } from 'vitest';
import { EMPTY_DISK } from './disk.ts';
import type { BitmapState, ImageState } from './image-state.ts';
import { type BitmapChange, observe } from './observation.ts';

/** An image of 32 blocks, of which the given ones hold data. */
function image(data: readonly number[], bitmaps: readonly BitmapState[]): ImageState {
  const chunk = new Uint8Array(16 * 1024);
  for (const block of data) chunk.fill(7, block * 512, (block + 1) * 512);
  return {
    refused: undefined,
    hasSubclusters: false,
    hasDataFile: false,
    soundness: { isDirty: false, isLazy: false, corruptions: [], leaks: 0 },
    disk: { ...EMPTY_DISK, size: chunk.length, chunks: new Map([[0, chunk]]) },
    backing: undefined,
    snapshots: [],
    bitmaps,
  };
}

/** Bit 0 is the lowest one. */
const bitmap = (bits: number, isEnabled = true): BitmapState => ({
  name: 'b',
  granularity: 1024,
  isEnabled,
  bits: Uint8Array.of(bits, 0),
});

const changes = (before: ImageState, now: ImageState): readonly BitmapChange[] => {
  const seen = observe(before, now);
  return seen.refused === undefined ? seen.bitmaps : [];
};

test('a changed block without a mark is noted, where writes are marked', () => {
  const before = image([], [bitmap(0)]);
  const name = 'b';
  expect(changes(before, image([5], [bitmap(4)]))).toEqual([
    { name, unmarked: undefined, lost: undefined },
  ]);
  expect(changes(before, image([5, 6], [bitmap(4)]))).toEqual([
    { name, unmarked: 6, lost: undefined },
  ]);
  expect(changes(before, image([6], [bitmap(4, false)]))).toMatchObject([{ unmarked: undefined }]);
});

test('a mark that is gone is noted, and a bitmap that nobody believes is not judged', () => {
  const before = image([], [bitmap(6)]);
  expect(changes(before, image([], [bitmap(2)]))).toMatchObject([{ lost: 4 }]);
  expect(changes(before, image([], [bitmap(7)]))).toMatchObject([{ lost: undefined }]);
  expect(changes(before, image([5], []))).toEqual([]);
});

test('a snapshot is compared up to the end that the disk had before', () => {
  const held = (data: readonly number[], size: number): ImageState => {
    const state = image(data, []);
    if (state.refused !== undefined) throw new Error(state.refused);
    return { ...state, snapshots: [{ id: '1', name: 'one', disk: { ...state.disk, size } }] };
  };
  const changed = (now: ImageState): readonly number[] => {
    const seen = observe(held([], 8 * 512), now);
    if (seen.refused !== undefined) throw new Error(seen.refused);
    return [...(seen.snapshots[0]?.changed.keys() ?? [])];
  };
  expect(changed(held([6, 8, 9], 32 * 512))).toEqual([6]);
  expect(changed(held([3, 6], 4 * 512))).toEqual([3]);
});

test('what shows through from below is told, and a backing file that is lost', () => {
  const state = (data: readonly number[], below?: readonly number[]): ImageState => {
    const one = image(data, []);
    const other = below && image(below, []);
    if (one.refused !== undefined || other?.refused !== undefined) throw new Error('refused');
    return { ...one, backing: other?.disk };
  };
  const seen = observe(state([1], [1]), state([2, 3], [2, 4]));
  expect(seen).toMatchObject({ shown: new Set([2]), hasLostBacking: false });
  expect(observe(state([1], [1]), state([2]))).toMatchObject({ hasLostBacking: true });
  expect(observe(state([1]), state([2]))).toMatchObject({ hasLostBacking: false });
});
