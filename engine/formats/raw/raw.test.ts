// The raw format over a node that records what reaches it.
import { expect, test } from 'vitest';
import { NO_FLAGS } from '../../block/node.ts';
import { discard, read, status, truncate, write, writeZeroes } from '../../block/request.ts';
import { outcomeOf, RecordingNode, runAlone as run } from '../../testing/recording-node.ts';
import { READ_WRITE } from '../../block/node.ts';
import { RawNode } from './raw.ts';

const plain = { offset: 0, size: undefined, looksRaw: undefined, warn: undefined };

test('requests go to the file with the events of guest data', () => {
  const file = new RecordingNode(1000);
  const node = new RawNode('r', READ_WRITE, file, plain);
  run(write(node, 10, new Uint8Array(5)));
  run(read(node, 10, new Uint8Array(5)));
  run(writeZeroes(node, 0, 8, { ...NO_FLAGS, mayUnmap: true }));
  run(discard(node, 0, 8));
  run(truncate(node, 2048));
  expect(file.log).toEqual([
    'write_aio',
    'pwritev',
    'write 10 5',
    'pwritev_done',
    'read_aio',
    'read 10 5',
    'pwritev_zero',
    'zero 0 8 unmap',
    'pwritev_done',
    'discard 0 8',
    'truncate 2048',
  ]);
});

test('the disk has whole sectors', () => {
  expect(new RawNode('r', READ_WRITE, new RecordingNode(1000), plain).length()).toBe(1024);
});

test('a window shows part of the file and lets nothing out', () => {
  const file = new RecordingNode(4096);
  const node = new RawNode('r', READ_WRITE, file, { ...plain, offset: 1000, size: 512 });
  const target = new Uint8Array(2);
  run(read(node, 3, target));
  expect([...target]).toEqual([...file.bytes.slice(1003, 1005)]);
  expect(node.length()).toBe(512);
  expect(outcomeOf(write(node, 511, new Uint8Array(2)))).toBe(28);
  expect(() => {
    run(truncate(node, 1024));
  }).toThrow('Cannot resize fixed-size raw disks');
  expect(run(status(node, 8, 8, true))).toMatchObject({ hostOffset: 1008, owner: file, length: 8 });
});
