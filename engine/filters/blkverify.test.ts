// The driver blkverify: two disks that have to be equal.
import { expect, test } from 'vitest';
import { closeGraph } from '../block/close-graph.ts';
import { openGraph } from '../block/graph.ts';
import { type BlockNode, READ_WRITE } from '../block/node.ts';
import { parseKeyValueOptions } from '../block/options.ts';
import { discard, flush, read, status, write, writeZeroes } from '../block/request.ts';
import { ProgramEnd } from '../task/program-end.ts';
import { filled, KIB, TestWorld } from '../testing/test-world.ts';

const GRAPH =
  'driver=blkverify,raw.driver=file,raw.filename=r,test.driver=raw,test.file.driver=file,' +
  'test.file.filename=t';

function newWorld(rawLength = 8 * KIB): { world: TestWorld; node: BlockNode } {
  const world = new TestWorld();
  world.storage.writeBytes('r', filled(rawLength, 9));
  world.storage.writeBytes('t', filled(8 * KIB, 9));
  const options = parseKeyValueOptions(GRAPH);
  return { world, node: world.run(openGraph(world.context, { options, mode: READ_WRITE })) };
}

function readAll({ world, node }: ReturnType<typeof newWorld>): Uint8Array {
  const bytes = new Uint8Array(8 * KIB);
  world.run(read(node, 0, bytes));
  return bytes;
}

test('writes and zeroes go to both, discards to none, and only the image is flushed', () => {
  const { world, node } = newWorld();
  const flushed: string[] = [];
  for (const { role, node: child } of node.children) {
    const inner = child.primary ?? child;
    const before = inner.doFlushToDisk.bind(inner);
    inner.doFlushToDisk = () => {
      flushed.push(role);
      return before();
    };
  }
  world.run(write(node, KIB, filled(KIB, 3)));
  world.run(writeZeroes(node, 4 * KIB, 2 * KIB));
  world.run(discard(node, 0, KIB));
  world.run(flush(node));
  expect(flushed).toEqual(['test']);
  const expected = filled(8 * KIB, 9);
  expected.fill(3, KIB, 2 * KIB).fill(0, 4 * KIB, 6 * KIB);
  expect(readAll({ world, node })).toEqual(expected);
  for (const name of ['r', 't']) expect(world.storage.readBytes(name)).toEqual(expected);
});

test('where they differ the program ends: no task of it runs again', () => {
  const { world, node } = newWorld();
  world.storage.writeBytes('t', new Uint8Array(1), 5 * KIB);
  world.run(read(node, 0, new Uint8Array(4 * KIB)));
  expect(() => readAll({ world, node })).toThrow(ProgramEnd);
  expect(world.lines).toEqual([
    'blkverify: read offset=0 bytes=8192 contents mismatch at offset 5120',
  ]);
  expect(() => world.run(closeGraph(world.context, node))).toThrow(ProgramEnd);
  expect(() => world.scheduler.start(flush(node))).toThrow(ProgramEnd);
  expect(() => world.scheduler.runUntil(() => true)).toThrow(ProgramEnd);
});

test('one request that fails ends the program; one that fails on both fails', () => {
  const { world, node } = newWorld();
  world.failures.arm({ at: 1, kinds: ['write'], times: Infinity, errno: 28 });
  expect(() => world.run(write(node, 0, filled(KIB, 1)))).toThrow('No space left on device');
  world.failures.arm({ at: 2, kinds: ['write'], errno: 28 });
  expect(() => world.run(write(node, 0, filled(KIB, 1)))).toThrow(ProgramEnd);
  const line = 'blkverify: write offset=0 bytes=1024 return value mismatch 0 != -28';
  expect(world.lines).toEqual([line]);
});

test('a raw file that is too short is not made longer', () => {
  const { world, node } = newWorld(4 * KIB);
  expect(world.run(status(node, 5 * KIB, KIB, true))).toMatchObject({ zero: true, length: KIB });
  expect(() => world.run(write(node, 4 * KIB - 1, filled(2, 1)))).toThrow(ProgramEnd);
  const line = 'blkverify: write offset=4095 bytes=2 return value mismatch 0 != -5';
  expect(world.lines).toEqual([line]);
  expect(world.storage.length('r')).toBe(4 * KIB);
});
