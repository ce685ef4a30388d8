// What a file is asked to change, as a listener is told it.
import { expect, test } from 'vitest';
import { NO_FLAGS } from '../block/node.ts';
import { discard, flush, read, truncate, write, writeZeroes } from '../block/request.ts';
import { Scheduler } from '../task/scheduler.ts';
import { outcomeOf, RecordingNode, runAlone as run } from '../testing/recording-node.ts';
import { type LoggedIo, WriteLogNode } from './write-log.ts';

/** A node of its own, and what is told of it. */
function logged() {
  const inner = new RecordingNode(4096);
  const told: string[] = [];
  const node = new WriteLogNode(inner, {
    issued: ({ kind, offset, length, bytes, flag, underWay }: LoggedIo) => {
      const more = [bytes?.[0], flag, underWay].filter((part) => part !== undefined);
      return told.push([kind, offset, length, ...more].join(' ')) - 1;
    },
    failed: (id, errno) => {
      told[id] += ` failed ${errno}`;
    },
  });
  return { inner, node, told };
}

test('changes and flushes are told in their order, with what they write and how they fail', () => {
  const { inner, node, told } = logged();
  const bytes = new Uint8Array(16).fill(7);
  inner.faults.set('write 512 16', 28);
  run(read(node, 0, bytes.slice()));
  run(write(node, 0, bytes));
  expect(outcomeOf(write(node, 512, bytes))).toBe(28);
  run(writeZeroes(node, 0, 512, { ...NO_FLAGS, mayUnmap: true }));
  run(discard(node, 0, 512));
  run(truncate(node, 8192));
  run(flush(node));
  expect(told).toEqual([
    'write 0 16 7',
    'write 512 16 7 failed 28',
    'zero 0 512 unmap',
    'discard 0 512',
    'truncate 8192 0',
    'flush 0 0 0',
  ]);
});

test('a flush tells how many changes are under way beside it', () => {
  const { node, told } = logged();
  const scheduler = new Scheduler();
  scheduler.start(write(node, 0, new Uint8Array(16)));
  scheduler.run(node.doFlushToDisk());
  expect(told).toEqual(['write 0 16 0', 'flush 0 0 1']);
});

test('our own mistakes pass untouched', () => {
  const { inner, node, told } = logged();
  inner.doFlushToDisk = () => {
    throw new RangeError('ours');
  };
  expect(() => run(node.doFlushToDisk())).toThrow('ours');
  expect(told).toEqual([]);
});
