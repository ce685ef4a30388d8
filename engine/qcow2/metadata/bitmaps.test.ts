// Bitmaps of an image that is opened: which bits they have, and in which words one is refused that
// breaks the rules or cannot be read.
import { describe, expect, test } from 'vitest';
import { writeU32, writeU64 } from '../../base/endian.ts';
import { EIO } from '../../base/errno.ts';
import { FormatError } from '../../base/errors.ts';
import { READ_ONLY } from '../../block/node.ts';
import { write } from '../../block/request.ts';
import { faultRule, filled, KIB, TestWorld } from '../../testing/test-world.ts';
import { addBitmap } from '../bitmaps/change.ts';

const CLUSTER = 4 * KIB;
const SIZE = 64 * 1024 * KIB;

interface Made {
  readonly world: TestWorld;
  /** Where the directory, the table of bitmap a, and its only cluster of bits stand. */
  readonly directory: number;
  readonly table: number;
  readonly bits: number;
}

/** Bitmaps a and b; in a, whose bits take four clusters, granules of the second are marked. */
function made(): Made {
  const world = new TestWorld();
  world.create({ size: SIZE, clusterSize: CLUSTER });
  const node = world.open();
  addBitmap(node.image, 'b', 64 * KIB);
  addBitmap(node.image, 'a', 512);
  world.run(write(node, 16 * 1024 * KIB, filled(KIB, 1)));
  world.close(node);
  const reader = world.open({ mode: READ_ONLY });
  world.close(reader);
  const { bitmapEntries, extensions } = reader.image;
  const table = bitmapEntries.find(({ name }) => name === 'a')?.tableOffset ?? 0;
  const entry = world.storage.readBytes('t.qcow2', table + 8, 8);
  const bits = new DataView(entry.buffer).getUint32(4);
  return { world, directory: extensions.bitmaps?.offset ?? 0, table, bits };
}

function patch(world: TestWorld, at: number, width: 4 | 8, value: number): void {
  const bytes = new Uint8Array(width);
  if (width === 4) writeU32(bytes, 0, value);
  else writeU64(bytes, 0, value);
  world.storage.writeBytes('t.qcow2', bytes, at);
}

/** The stored bytes of bitmap a, or why the image could not be opened. */
function loaded(world: TestWorld, faults?: string): Uint8Array | string {
  try {
    const node = world.open({ mode: READ_ONLY, ...(faults !== undefined && { faults }) });
    const bitmap = node.image.dirtyBitmaps.find(({ name }) => name === 'a');
    const bytes = new Uint8Array(bitmap?.storedBytes ?? 0);
    bitmap?.readStored(0, bytes);
    world.close(node);
    return bytes;
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return error.message;
  }
}

describe('the bits of a bitmap', () => {
  test('stand in the clusters of its table, and are zero where there is none', () => {
    const { world } = made();
    const expected = new Uint8Array(SIZE / 512 / 8);
    expected[CLUSTER] = 3;
    expect(loaded(world)).toEqual(expected);
  });

  test('are all set where the table says so', () => {
    const { world, table } = made();
    patch(world, table + 16, 8, 1);
    const expected = new Uint8Array(SIZE / 512 / 8).fill(0xff, 2 * CLUSTER, 3 * CLUSTER);
    expected[CLUSTER] = 3;
    expect(loaded(world)).toEqual(expected);
  });
});

describe('a bitmap is refused', () => {
  test.each([
    ['whose table has reserved bits', 2],
    ['whose cluster is not aligned', CLUSTER + 512],
  ])('%s', (_what, entry) => {
    const { world, table } = made();
    patch(world, table + 24, 8, entry);
    expect(loaded(world)).toBe(
      "Could not read bitmap_table table from image for bitmap 'a': Invalid argument",
    );
  });

  test('whose table is longer than the disk needs', () => {
    const { world, directory } = made();
    for (const at of [0, 32]) {
      const size = world.storage.readBytes('t.qcow2', directory + at + 8, 4)[3];
      if (size === 4) patch(world, directory + at + 8, 4, 5);
    }
    expect(loaded(world)).toBe("Could not read bitmap 'a' from image: Invalid argument");
  });

  test.each<[string, (found: Made) => number, RegExp]>([
    ['directory', ({ directory }) => directory, /^Failed to read bitmap directory: Input/],
    [
      'table',
      ({ table }) => table,
      /^Could not read bitmap_table table from image for bitmap 'a': Input/,
    ],
    ['bits', ({ bits }) => bits, /^Could not read bitmap 'a' from image: Input/],
  ])('whose %s cannot be read', (_what, placeOf, message) => {
    const found = made();
    const sector = placeOf(found) / 512;
    const rule = faultRule({ event: 'none', iotype: 'read', sector, errno: EIO });
    expect(loaded(found.world, rule)).toMatch(message);
  });

  test('that has the name of another one', () => {
    const { world, directory } = made();
    for (const at of [0, 32]) {
      world.storage.writeBytes('t.qcow2', new TextEncoder().encode('a'), directory + at + 24);
    }
    expect(loaded(world)).toBe('Bitmap already exists: a');
  });
});
