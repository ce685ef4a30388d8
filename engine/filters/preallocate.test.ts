// The filter preallocate: what the file becomes, and what is seen above. How it compares with the
// real one: harness/commands/compare/preallocate.qemu.test.ts.
import { expect, test } from 'vitest';
import { closeGraph } from '../block/close-graph.ts';
import { openGraph } from '../block/graph.ts';
import { type BlockNode, READ_ONLY, READ_WRITE } from '../block/node.ts';
import { parseKeyValueOptions } from '../block/options.ts';
import { truncate, write, writeZeroes } from '../block/request.ts';
import { filled, KIB, TestWorld } from '../testing/test-world.ts';

const GRAPH = 'driver=preallocate,prealloc-size=64k,prealloc-align=4k,file.driver=file,';

function opened(length: number, mode = READ_WRITE): { world: TestWorld; node: BlockNode } {
  const world = new TestWorld();
  world.storage.writeBytes('f', filled(length, 9));
  const options = parseKeyValueOptions(`${GRAPH}file.filename=f`);
  const node = world.run(openGraph(world.context, { options, mode }));
  return { world, node };
}

/** As a format uses its file. */
const AS_FORMAT = { writes: true, resizes: true };

test('space is made once, is not seen above, and goes with the close', () => {
  const { world, node } = opened(10 * KIB);
  node.noteUse(AS_FORMAT);
  world.run(write(node, 10 * KIB, filled(KIB, 1)));
  expect([node.length(), world.storage.length('f')]).toEqual([11 * KIB, 76 * KIB]);
  world.run(write(node, 75 * KIB, filled(KIB, 1)));
  expect([node.length(), world.storage.length('f')]).toEqual([76 * KIB, 76 * KIB]);
  world.run(write(node, 76 * KIB, filled(KIB, 1)));
  expect([node.length(), world.storage.length('f')]).toEqual([77 * KIB, 144 * KIB]);
  world.run(closeGraph(world.context, node));
  expect(world.storage.length('f')).toBe(77 * KIB);
});

test('who may not make the file longer gets none', () => {
  const { world, node } = opened(10 * KIB);
  world.run(write(node, 10 * KIB, filled(KIB, 1)));
  expect([node.length(), world.storage.length('f')]).toEqual([11 * KIB, 11 * KIB]);
  const reader = opened(KIB, READ_ONLY);
  expect(reader.node.length()).toBe(KIB);
});

test('zeroes behind the end are there already', () => {
  const { world, node } = opened(4 * KIB);
  node.noteUse(AS_FORMAT);
  world.run(writeZeroes(node, 4 * KIB, 4 * KIB));
  world.run(writeZeroes(node, 8 * KIB, 4 * KIB));
  expect([node.length(), world.storage.length('f')]).toEqual([12 * KIB, 72 * KIB]);
  const bytes = world.storage.readBytes('f');
  expect(bytes.subarray(4 * KIB).every((byte) => byte === 0)).toBe(true);
});

test('a new length drops the space, or takes it over', () => {
  const { world, node } = opened(4 * KIB);
  node.noteUse(AS_FORMAT);
  world.run(write(node, 4 * KIB, filled(KIB, 1)));
  world.run(truncate(node, 6 * KIB, 'falloc'));
  expect([node.length(), world.storage.length('f')]).toEqual([6 * KIB, 72 * KIB]);
  world.run(truncate(node, 7 * KIB));
  expect([node.length(), world.storage.length('f')]).toEqual([7 * KIB, 7 * KIB]);
  world.run(write(node, 7 * KIB, filled(KIB, 1)));
  world.run(truncate(node, KIB));
  expect([node.length(), world.storage.length('f')]).toEqual([KIB, KIB]);
  expect(() => world.run(truncate(node, 2 * KIB, 'metadata'))).toThrow('Unsupported');
  expect(node.length()).toBe(KIB);
});

test('options are checked', () => {
  const { context, run } = new TestWorld();
  for (const word of ['prealloc-align=1', 'prealloc-size=x', 'foo=1']) {
    const options = parseKeyValueOptions(`driver=preallocate,file.driver=null-co,${word}`);
    expect(() => run(openGraph(context, { options, mode: READ_WRITE }))).toThrow();
  }
});
