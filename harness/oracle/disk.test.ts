// What differs between two disks, block by block.
import { expect, test } from 'vitest';
import { differingBlocks, type Disk, EMPTY_DISK } from './disk.ts';

/** A disk of `blocks` blocks, of which the last one holds data. */
function disk(blocks: number): Disk {
  const chunk = new Uint8Array(16 * 1024);
  chunk.fill(7, (blocks - 1) * 512, blocks * 512);
  return { ...EMPTY_DISK, size: blocks * 512, chunks: new Map([[0, chunk]]) };
}

test('a disk that grew has zeroes where it ended before', () => {
  expect(differingBlocks(disk(2), disk(4))).toEqual([1, 3]);
  expect(differingBlocks({ ...EMPTY_DISK, size: 512 }, disk(3))).toEqual([2]);
});

test('what was cut off is no difference', () => {
  expect(differingBlocks(disk(4), { ...EMPTY_DISK, size: 1024 })).toEqual([]);
});
