// Quorum on files in memory: who decides what is read, and when a write has failed.
import { describe, expect, test } from 'vitest';
import { EIO, ENOSPC } from '../base/errno.ts';
import { IoError } from '../base/errors.ts';
import { openGraph } from '../block/graph.ts';
import type { BlockNode } from '../block/node.ts';
import { READ_WRITE } from '../block/node.ts';
import { parseKeyValueOptions } from '../block/options.ts';
import { flush, read, status, write, writeZeroes } from '../block/request.ts';
import { DRIVERS } from '../drivers.ts';
import { MemoryStorage } from '../storage/memory.ts';
import { Scheduler } from '../task/scheduler.ts';
import type { Task } from '../task/task.ts';

const KIB = 1024;

/** Three raw children; `broken` are those below blkdebug, where reads and writes fail. */
function quorumOf(
  contents: readonly number[],
  more: string,
  broken: readonly number[] = [],
): { node: BlockNode; storage: MemoryStorage; run: <T>(task: Task<T>) => T } {
  const storage = new MemoryStorage();
  const scheduler = new Scheduler();
  const children = contents.map((value, index) => {
    storage.writeBytes(`f${index}`, new Uint8Array(4 * KIB).fill(value));
    const raw = `children.${index}.driver=raw`;
    const below = `children.${index}.file.`;
    if (!broken.includes(index)) return `${raw},${below}driver=file,${below}filename=f${index}`;
    return [
      raw,
      `${below}driver=blkdebug`,
      `${below}image.filename=f${index}`,
      `${below}inject-error.0.event=none`,
      `${below}inject-error.0.errno=${ENOSPC}`,
    ].join(',');
  });
  const options = parseKeyValueOptions(['driver=quorum', ...children, more].join(','));
  const report = (): void => {};
  const context = { storage, drivers: DRIVERS, report, reportBare: report, now: () => 0 };
  const node = scheduler.run(openGraph(context, { options, mode: READ_WRITE }));
  return { node, storage, run: (task) => scheduler.run(task) };
}

const errnoOf = (action: () => void): number | undefined => {
  try {
    action();
    return undefined;
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    return error.errno;
  }
};

function firstByte({ node, run }: ReturnType<typeof quorumOf>): number {
  const target = new Uint8Array(16);
  run(read(node, 0, target));
  return target[0] ?? -1;
}

describe('a read', () => {
  test('gives what most children say, if they are enough', () => {
    expect(firstByte(quorumOf([1, 2, 2], 'vote-threshold=2'))).toBe(2);
    expect(errnoOf(() => firstByte(quorumOf([1, 2, 3], 'vote-threshold=2')))).toBe(EIO);
  });

  test('needs only as many children as have to agree', () => {
    expect(firstByte(quorumOf([7, 7, 7], 'vote-threshold=2', [1]))).toBe(7);
    const few = quorumOf([7, 7, 7], 'vote-threshold=2', [0, 1]);
    expect(errnoOf(() => firstByte(few))).toBe(ENOSPC);
  });

  test('is the first child that can be read, with fifo', () => {
    const fifo = 'vote-threshold=1,read-pattern=fifo';
    expect(firstByte(quorumOf([1, 2, 2], fifo))).toBe(1);
    expect(firstByte(quorumOf([1, 2, 3], fifo, [0]))).toBe(2);
    expect(errnoOf(() => firstByte(quorumOf([1, 2, 3], fifo, [0, 1, 2])))).toBe(ENOSPC);
  });
});

test('writes, zero writes and flushes go to all children, and may fail on some', () => {
  const all = quorumOf([1, 1, 1], 'vote-threshold=3');
  all.run(write(all.node, 0, new Uint8Array(KIB).fill(5)));
  all.run(writeZeroes(all.node, KIB, KIB));
  all.run(flush(all.node));
  for (const name of ['f0', 'f1', 'f2']) {
    expect([...all.storage.readBytes(name, KIB - 1, 2)]).toEqual([5, 0]);
  }
  const some = quorumOf([1, 1, 1], 'vote-threshold=2', [2]);
  some.run(write(some.node, 0, new Uint8Array(KIB).fill(5)));
  expect(some.storage.readBytes('f2')[0]).toBe(1);
  const few = quorumOf([1, 1, 1], 'vote-threshold=2', [0, 2]);
  expect(errnoOf(() => few.run(write(few.node, 0, new Uint8Array(KIB))))).toBe(ENOSPC);
});

test('zero writes have the flags that all children honour', () => {
  const { node } = quorumOf([1, 1], 'vote-threshold=1');
  expect(node.zeroFlags).toMatchObject({ mayUnmap: true, noFallback: true, fua: false });
  const other = quorumOf([1, 1], 'vote-threshold=1', [1]).node;
  expect(other.zeroFlags).toMatchObject({ mayUnmap: true, compressed: false });
});

test('flushes may fail on some children, and come to each once', () => {
  const some = quorumOf([1, 1, 1], 'vote-threshold=2');
  const flushed: number[] = [];
  for (const [index, { node }] of some.node.children.entries()) {
    node.writeGeneration += 1;
    node.doFlushToDisk = function* (): Task<void> {
      flushed.push(index);
      if (index === 1) throw new IoError(ENOSPC);
    };
  }
  some.run(flush(some.node));
  expect(flushed).toEqual([0, 1, 2]);
});

test('the length is that of the first child, and what is zero is so in all of them', () => {
  const { node, run, storage } = quorumOf([1, 1, 1], 'vote-threshold=1');
  expect(node.length()).toBe(4 * KIB);
  expect(run(status(node, 0, 4 * KIB, true)).data).toBe(true);
  for (const name of ['f0', 'f1', 'f2']) storage.truncate(name, 0);
  for (const name of ['f0', 'f1', 'f2']) storage.truncate(name, 4 * KIB);
  expect(run(status(node, 0, 4 * KIB, true)).zero).toBe(true);
});

test.each([
  ['vote-threshold=0', "Parameter 'vote-threshold' expects a value >= 1"],
  ['vote-threshold=4', 'threshold may not exceed children count'],
  ['vote-threshold=1,read-pattern=lifo', 'Please set read-pattern as fifo or quorum'],
  ['vote-threshold=1,blkverify=on', 'not supported yet'],
])('%s is refused', (more, message) => {
  expect(() => quorumOf([1, 1, 1], more)).toThrow(message);
  expect(() => quorumOf([], more)).toThrow('Number of provided children must be 1 or more');
});
