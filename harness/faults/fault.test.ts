// What a fault fails, and what is told of it.
import { expect, test } from 'vitest';
import {
  type CountedIo,
  EIO,
  ENOSPC,
  IoError,
  read,
  READ_WRITE,
  Scheduler,
  write,
} from '../../engine/index.ts';
import { MemoryFile } from '../../engine/storage/memory-file.ts';
import { layerOf, type NthFault } from './fault.ts';

const PAIR: NthFault = {
  kind: 'nth',
  at: 2,
  of: 'io',
  errno: ENOSPC,
  times: 1,
  written: 0,
  ending: 'end',
  second: { at: 3, errno: EIO },
};

test('each I/O is told once where two of them fail', () => {
  const told: (readonly [number, number | undefined])[] = [];
  const layer = layerOf(PAIR, 100, ({ offset, errno }: CountedIo) => told.push([offset, errno]));
  const file = new MemoryFile('TEST_DIR/t.qcow2', READ_WRITE);
  const node = layer.wrap(file);
  const met: (number | undefined)[] = [];
  for (const offset of [0, 512, 1024, 1536, 2048]) {
    try {
      new Scheduler().run(write(node, offset, new Uint8Array(512)));
      met.push(undefined);
    } catch (error) {
      if (!(error instanceof IoError)) throw error;
      met.push(error.errno);
    }
  }
  expect(met).toEqual([undefined, ENOSPC, undefined, EIO, undefined]);
  expect(told.map(([, errno]) => errno)).toEqual(met);
  expect(told.map(([offset]) => offset)).toEqual([0, 512, 1024, 1536, 2048]);
});

test('what needs no space does not count where space is short, and is told all the same', () => {
  const { second: _second, ...one } = PAIR;
  const told: string[] = [];
  const layer = layerOf({ ...one, of: 'space' }, 100, ({ kind, errno }: CountedIo) =>
    told.push(errno === undefined ? kind : `${kind} ${errno}`),
  );
  const node = layer.wrap(new MemoryFile('TEST_DIR/t.qcow2', READ_WRITE));
  const scheduler = new Scheduler();
  const bytes = new Uint8Array(512);
  scheduler.run(write(node, 0, bytes));
  scheduler.run(read(node, 0, bytes));
  expect(() => scheduler.run(write(node, 0, bytes))).toThrow(IoError);
  expect(told).toEqual(['write', 'read', `write ${ENOSPC}`]);
});
