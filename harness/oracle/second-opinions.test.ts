// Where what a reader gives is not what the disk holds.
import { expect, test } from 'vitest';
import { CHUNK, type Disk, EMPTY_DISK } from './disk.ts';
import { differenceOf } from './second-opinions.ts';

const SIZE = 3 * CHUNK + 512;
const disk: Disk = {
  ...EMPTY_DISK,
  size: SIZE,
  chunks: new Map([[1, new Uint8Array(CHUNK).fill(7)]]),
};

/** What a reader gives that reads the disk so, with that byte of it another. */
function given(size: number, byte?: number): string | undefined {
  const bytes = new Uint8Array(size);
  bytes.fill(7, CHUNK, 2 * CHUNK);
  if (byte !== undefined) bytes[byte] = 9;
  const read = (offset: number, target: Uint8Array): void => {
    target.fill(0);
    target.set(bytes.subarray(offset, offset + target.length));
  };
  return differenceOf({ kind: 'read', size, read }, disk);
}

test('is told by its place', () => {
  expect(given(SIZE)).toBeUndefined();
  expect(given(SIZE, 0)).toBe('gives 0x09 at 0x0, by our engine 0x00');
  expect(given(SIZE, CHUNK + 3)).toBe('gives 0x09 at 0x4003, by our engine 0x07');
  expect(given(SIZE, SIZE - 1)).toBe('gives 0x09 at 0xc1ff, by our engine 0x00');
});

test('is told where the length is another', () => {
  expect(given(SIZE - 512)).toBe(`gives ${SIZE - 512} bytes, the disk has ${SIZE}`);
});
