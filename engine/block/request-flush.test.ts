// Flush generations and order, discard pieces, truncate.
import { expect, test } from 'vitest';
import { spawn } from '../task/scheduler.ts';
import type { Task } from '../task/task.ts';
import type { Child } from './node.ts';
import { READ_ONLY, READ_WRITE } from './node.ts';
import { discard, flush, truncate, write } from './request.ts';
import { outcomeOf, RecordingNode, runAlone } from '../testing/recording-node.ts';

const child = (role: Child['role'], node: RecordingNode, isWritable = true): Child => ({
  role,
  node,
  isWritable,
});

function stack() {
  const top = new RecordingNode(4096);
  const file = new RecordingNode(4096);
  top.children = [child('file', file)];
  return { top, file };
}

test('a flush fires its events at the file below, and disk only after a write', () => {
  const { top, file } = stack();
  runAlone(flush(top));
  const clean = [['flush-to-os'], ['flush_to_os', 'flush-to-os']];
  expect([top.takeLog(), file.takeLog()]).toEqual(clean);
  runAlone(write(top, 0, new Uint8Array(1)));
  top.takeLog();
  runAlone(flush(top));
  expect([top.takeLog(), file.takeLog()]).toEqual([
    ['flush-to-os', 'flush'],
    ['flush_to_os', 'flush_to_disk', 'flush-to-os'],
  ]);
  runAlone(flush(top));
  expect(top.takeLog()).toEqual(['flush-to-os']);
});

test('a flush that failed is made again', () => {
  const { top } = stack();
  runAlone(write(top, 0, new Uint8Array(1)));
  top.faults.set('flush', 5);
  expect([outcomeOf(flush(top)), outcomeOf(flush(top))]).toEqual([5, 5]);
  top.faults.clear();
  expect(outcomeOf(flush(top))).toBe('ok');
});

test('children are flushed last one first, all of them, and the first error counts', () => {
  const order: string[] = [];
  const parent = new RecordingNode(1);
  const nodes = ['file', 'backing', 'data-file'] as const;
  parent.children = nodes.map((role, index) => {
    const node = new RecordingNode(1);
    node.doFlushToOs = function* (): Task<void> {
      order.push(role);
    };
    node.writeGeneration = 1;
    node.faults.set('flush', 10 + index);
    return child(role, node, role !== 'backing');
  });
  expect(outcomeOf(flush(parent))).toBe(12);
  expect(order).toEqual(['data-file', 'file']);
});

test('cache=unsafe flushes no further than the operating system', () => {
  const node = new RecordingNode(1, {}, { ...READ_WRITE, noFlush: true });
  runAlone(write(node, 0, new Uint8Array(1)));
  node.takeLog();
  runAlone(flush(node));
  expect(node.log).toEqual(['flush-to-os']);
});

test('a read-only node is not flushed and cannot be truncated', () => {
  const node = new RecordingNode(1, {}, READ_ONLY);
  runAlone(flush(node));
  expect(outcomeOf(truncate(node, 5))).toBe(13);
  expect(node.log).toEqual([]);
});

test('flushes of one node come one after the other', () => {
  const node = new RecordingNode(1);
  runAlone(write(node, 0, new Uint8Array(1)));
  node.takeLog();
  function* both(): Task<void> {
    yield spawn(flush(node));
    yield* flush(node);
  }
  runAlone(both());
  // The second began before the first had ended, but finds everything stable when its turn comes.
  expect(node.log).toEqual(['flush-to-os', 'flush', 'flush-to-os']);
});

test('discards are cut at the preferred unit, its multiples and the rest', () => {
  const node = new RecordingNode(65536, { discardAlignment: 4096, maxDiscard: 8192 });
  runAlone(discard(node, 1000, 30000));
  expect(node.log).toEqual([
    'discard 1000 3096',
    'discard 4096 8192',
    'discard 12288 8192',
    'discard 20480 8192',
    'discard 28672 2328',
  ]);
});

test('discards that break the request alignment give up odd pieces of their own', () => {
  const node = new RecordingNode(65536, { requestAlignment: 512, discardAlignment: 4096 });
  runAlone(discard(node, 4096, 4796));
  expect(node.takeLog()).toEqual(['discard 4096 4096', 'discard 8192 512', 'discard 8704 188']);
  runAlone(discard(node, 512, 700));
  expect(node.takeLog()).toEqual(['discard 512 188', 'discard 700 512']);
});

test('a discard that the driver does not know is no error, any other failure is', () => {
  const node = new RecordingNode(4096);
  node.faults.set('discard 0 512', 95);
  node.faults.set('discard 512 512', 5);
  expect([outcomeOf(discard(node, 0, 512)), outcomeOf(discard(node, 512, 512))]).toEqual(['ok', 5]);
});

test('discard=off swallows discards', () => {
  const node = new RecordingNode(4096, {}, { ...READ_WRITE, mayUnmap: false });
  runAlone(discard(node, 0, 512));
  expect(node.log).toEqual([]);
});

test('truncate counts as a write', () => {
  const node = new RecordingNode(512);
  runAlone(truncate(node, 1024));
  runAlone(flush(node));
  expect(node.log).toEqual(['truncate 1024', 'flush-to-os', 'flush']);
});
