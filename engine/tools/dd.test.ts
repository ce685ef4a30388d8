// Copying a part of a disk block by block.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EIO, ENOSPC } from '../base/errno.ts';
import { property } from '../testing/property.ts';
import { RecordingNode, runAlone } from '../testing/recording-node.ts';
import { copyBlocks } from './dd.ts';

const SIZE = 2000;

const writesOf = (node: RecordingNode): string[] =>
  node.takeLog().filter((line) => line.startsWith('write'));

property([fc.nat(SIZE), fc.nat(SIZE), fc.integer({ min: 1, max: 2500 })])(
  'the range comes to the start of the target, block by block, and nothing else changes',
  (from, to, blockSize) => {
    const source = new RecordingNode(SIZE);
    const target = new RecordingNode(SIZE);
    target.bytes.fill(0);
    const end = runAlone(copyBlocks(source, target, { from, to, blockSize }));
    expect(end).toEqual({ kind: 'copied' });
    const expected = new Uint8Array(SIZE);
    expected.set(source.bytes.subarray(from, Math.max(from, to)));
    expect(Buffer.compare(target.bytes, expected)).toBe(0);
    const blocks = Math.max(0, Math.ceil((to - from) / blockSize));
    expect(writesOf(target)).toEqual(
      Array.from({ length: blocks }, (_, at) => {
        const length = Math.min(blockSize, to - from - at * blockSize);
        return `write ${at * blockSize} ${length}`;
      }),
    );
  },
);

test.each([
  ['unreadable', 'read 1512 488', EIO, 2],
  ['unwritable', 'write 1024 488', ENOSPC, 3],
] as const)('ends as %s, and what was copied stays', (kind, line, errno, writes) => {
  const source = new RecordingNode(SIZE);
  const target = new RecordingNode(SIZE);
  const range = { from: 488, to: SIZE, blockSize: 512 };
  source.faults.set(line, errno);
  target.faults.set(line, errno);
  const end = runAlone(copyBlocks(source, target, range));
  expect(end).toEqual({ kind, errno });
  expect(writesOf(target)).toHaveLength(writes);
  expect(target.bytes.slice(0, 1024)).toEqual(source.bytes.slice(488, 1512));
});
