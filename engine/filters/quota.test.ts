// A device that is full, and is given room again.
import { expect, test } from 'vitest';
import { type Preallocation, READ_WRITE } from '../block/node.ts';
import { discard, flush, truncate, write, writeZeroes } from '../block/request.ts';
import { outcomeOf, runAlone } from '../testing/recording-node.ts';
import { MemoryFile } from '../storage/memory-file.ts';
import { PagedBytes } from '../storage/paged-bytes.ts';
import { QuotaNode } from './quota.ts';

function full(budget: number | undefined) {
  const bytes = new PagedBytes();
  bytes.write(0, new Uint8Array(1000).fill(1));
  const node = new QuotaNode(new MemoryFile('f', READ_WRITE, bytes), budget);
  return { bytes, node };
}

test('a file may fill its budget, and not one byte more', () => {
  const { node } = full(1024);
  expect([
    outcomeOf(write(node, 1000, new Uint8Array(24))),
    outcomeOf(write(node, 1020, new Uint8Array(5))),
    outcomeOf(writeZeroes(node, 1020, 5)),
    outcomeOf(truncate(node, 1025)),
    node.length(),
    node.refused,
  ]).toEqual(['ok', 28, 28, 28, 1024, 3]);
});

test('what is in the file already can be overwritten, discarded and cut under any budget', () => {
  const { node } = full(10);
  expect([
    outcomeOf(write(node, 0, new Uint8Array(1000))),
    outcomeOf(writeZeroes(node, 500, 500)),
    outcomeOf(discard(node, 0, 1000)),
    outcomeOf(flush(node)),
    outcomeOf(truncate(node, 100)),
    outcomeOf(truncate(node, 101)),
  ]).toEqual(['ok', 'ok', 'ok', 'ok', 'ok', 28]);
});

test('a budget can be changed and lifted while the file is open', () => {
  const { node } = full(1000);
  const grow = (): string | number => outcomeOf(write(node, node.length(), new Uint8Array(100)));
  expect(grow()).toBe(28);
  node.budget = 1100;
  expect([grow(), grow()]).toEqual(['ok', 28]);
  node.budget = undefined;
  expect([grow(), grow(), node.length()]).toEqual(['ok', 'ok', 1300]);
});

test('a length that is refused is told of as files of the host do', () => {
  const { node } = full(1000);
  const grow = (how: Preallocation) => () => runAlone(truncate(node, 2000, how));
  expect(grow('off')).toThrow('Could not resize file: No space left on device');
  expect(grow('full')).toThrow('Could not resize file: No space left on device');
  expect(grow('falloc')).toThrow('Could not preallocate new data: No space left on device');
});

test('a refused write changes nothing', () => {
  const { node, bytes } = full(1000);
  expect(outcomeOf(write(node, 990, new Uint8Array(20)))).toBe(28);
  const seen = new Uint8Array(1000);
  bytes.read(0, seen);
  expect(seen.every((byte) => byte === 1)).toBe(true);
});
