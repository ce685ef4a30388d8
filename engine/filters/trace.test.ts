// The lines of a trace, and that it changes nothing.
import { expect, test } from 'vitest';
import { discard, flush, read, status, truncate, write, writeZeroes } from '../block/request.ts';
import { outcomeOf, RecordingNode, runAlone as run } from '../testing/recording-node.ts';
import { TraceNode } from './trace.ts';

test('each request and event is one line, with its error behind it', () => {
  const inner = new RecordingNode(4096);
  const lines: string[] = [];
  const node = new TraceNode(inner, lines, 'file: ');
  const bytes = new Uint8Array(16);
  inner.faults.set('write 512 16', 28);
  run(read(node, 0, bytes));
  run(write(node, 0, bytes));
  expect(outcomeOf(write(node, 512, bytes))).toBe(28);
  run(writeZeroes(node, 0, 512));
  run(discard(node, 0, 512));
  run(truncate(node, 8192));
  run(flush(node));
  expect(lines).toEqual([
    'file: read 0 16',
    'file: event pwritev',
    'file: write 0 16',
    'file: event pwritev_done',
    'file: event pwritev',
    'file: write 512 16: No space left on device',
    'file: event pwritev_done',
    'file: event pwritev_zero',
    'file: write-zeroes 0 512',
    'file: event pwritev_done',
    'file: discard 0 512',
    'file: truncate 8192',
    'file: flush',
  ]);
});

test('the node below sees the same requests and events, once each', () => {
  const bytes = new Uint8Array(700);
  const plain = new RecordingNode(4096, { requestAlignment: 512, maxTransfer: 512 });
  const inner = new RecordingNode(4096, { requestAlignment: 512, maxTransfer: 512 });
  const traced = new TraceNode(inner, []);
  for (const node of [plain, traced]) {
    run(write(node, 100, bytes));
    run(writeZeroes(node, 700, 900));
    run(flush(node));
  }
  expect(inner.log).toEqual(plain.log);
  expect([traced.driver, traced.length()]).toEqual(['recording', 4096]);
});

test('the status of the wrapped node names the wrapper as its owner', () => {
  const node = new TraceNode(new RecordingNode(4096), []);
  expect(run(status(node, 0, 512, true)).owner).toBe(node);
});

test('our own mistakes pass untouched', () => {
  const inner = new RecordingNode(4096);
  inner.doRead = () => {
    throw new RangeError('ours');
  };
  const lines: string[] = [];
  expect(() => outcomeOf(read(new TraceNode(inner, lines), 0, new Uint8Array(1)))).toThrow('ours');
});
