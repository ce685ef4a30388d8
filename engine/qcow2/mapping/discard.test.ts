// What is left of a cluster after a discard: its L2 entry, its bytes, its place in the file.
import { describe, expect, test } from 'vitest';
import { readU32 } from '../../base/endian.ts';
import { READ_WRITE } from '../../block/node.ts';
import { discard, read, write } from '../../block/request.ts';
import { faultRule, filled, KIB, MIB, TestWorld } from '../../testing/test-world.ts';
import type { Task } from '../../task/task.ts';
import { entryOffset } from '../format/l2-entry.ts';
import type { Qcow2Node } from '../image/node.ts';
import { freeClusters } from '../refcounts/update.ts';

const CLUSTER = 64 * KIB;

/** Low word of the first `count` entries of the first L2 table, as they stand in the file. */
function entries(world: TestWorld, count: number): number[] {
  const l1Offset = readU32(world.storage.readBytes('t.qcow2', 44, 4), 0);
  const l2Offset = readU32(world.storage.readBytes('t.qcow2', l1Offset + 4, 4), 0);
  const table = world.storage.readBytes('t.qcow2', l2Offset, count * 8);
  return Array.from({ length: count }, (_, index) => readU32(table, index * 8 + 4));
}

function bytesOf(world: TestWorld, node: Qcow2Node, offset: number, length: number): Uint8Array {
  const found = new Uint8Array(length);
  world.run(read(node, offset, found));
  return found;
}

describe('a discarded cluster', () => {
  test('reads as zeroes, gives its space back and is taken by the next write', () => {
    const world = new TestWorld();
    world.create({ size: MIB });
    const node = world.open();
    world.run(write(node, 0, filled(CLUSTER, 1)));
    const before = world.storage.allocatedBytes('t.qcow2');
    world.run(discard(node, 0, CLUSTER));
    expect(world.storage.allocatedBytes('t.qcow2')).toBe(before - CLUSTER);
    expect(bytesOf(world, node, 0, CLUSTER)).toEqual(filled(CLUSTER, 0));
    world.run(write(node, 512 * KIB, filled(512, 2)));
    world.close(node);
    expect(world.storage.length('t.qcow2')).toBe(6 * CLUSTER);
    expect(entries(world, 1)).toEqual([1]);
    expect(world.check()).toMatchObject({ corruptions: 0, leaks: 0 });
  });

  test('is unallocated in version 2, and untouched there over a backing file', () => {
    for (const backingFile of [undefined, 'base']) {
      const world = new TestWorld();
      world.storage.writeBytes('base', filled(MIB, 3));
      const backingFormat = backingFile === undefined ? undefined : 'raw';
      world.create({ size: MIB, version: 2, backingFile, backingFormat });
      const node = world.open();
      world.run(write(node, 0, filled(CLUSTER, 1)));
      world.run(discard(node, 0, MIB));
      const expected = backingFile === undefined ? 0 : 1;
      expect(bytesOf(world, node, 0, CLUSTER)).toEqual(filled(CLUSTER, expected));
      world.close(node);
      expect(entries(world, 1)).toEqual([backingFile === undefined ? 0 : 5 * CLUSTER]);
    }
  });

  test('hides the backing file in version 3, also where nothing was allocated', () => {
    const world = new TestWorld();
    world.storage.writeBytes('base', filled(MIB, 3));
    world.create({ size: MIB, backingFile: 'base', backingFormat: 'raw' });
    const node = world.open();
    world.run(discard(node, 0, 2 * CLUSTER));
    expect(bytesOf(world, node, CLUSTER, 2 * CLUSTER)).toEqual(
      Uint8Array.from([...filled(CLUSTER, 0), ...filled(CLUSTER, 3)]),
    );
    world.close(node);
    expect(entries(world, 3)).toEqual([1, 1, 0]);
  });
});

test('only whole clusters are discarded, but the one that ends the disk is whole', () => {
  const world = new TestWorld();
  world.create({ size: 100 * KIB });
  const node = world.open();
  world.run(write(node, 0, filled(100 * KIB, 1)));
  world.run(discard(node, 512, 100 * KIB - 1024));
  expect(bytesOf(world, node, 0, 100 * KIB)).toEqual(filled(100 * KIB, 1));
  world.run(discard(node, 60 * KIB, 40 * KIB));
  world.close(node);
  expect(entries(world, 2)).toEqual([5 * CLUSTER, 1]);
});

test('without unmap a discard does nothing, not even make an L2 table', () => {
  const world = new TestWorld();
  world.create({ size: MIB });
  const before = world.storage.readBytes('t.qcow2');
  const node = world.open({ mode: { ...READ_WRITE, mayUnmap: false } });
  world.run(discard(node, 0, MIB));
  world.close(node);
  expect(world.storage.readBytes('t.qcow2')).toEqual(before);
});

test('the file keeps its bytes where the discard fails on the way', () => {
  const world = new TestWorld();
  // Two L2 tables: the second one cannot be loaded.
  world.create({ size: MIB, clusterSize: 512 });
  let node = world.open();
  world.run(write(node, 31 * KIB, filled(2 * KIB, 7)));
  world.close(node);
  const isThere = (): boolean => world.storage.readBytes('t.qcow2').includes(7);
  node = world.open({
    faults: [
      '[set-state]\nevent = "l2_load"\nnew_state = "2"\n',
      faultRule({ event: 'l2_load', state: 2, errno: 5 }),
    ].join('\n'),
  });
  expect(() => world.run(discard(node, 31 * KIB, 2 * KIB))).toThrow('Input/output error');
  expect(isThere()).toBe(true);
  world.close(node);
});

test('an entry that would free the table it stands in is corruption, and no crash', () => {
  const world = new TestWorld();
  world.create({ size: MIB, clusterSize: 4 * KIB });
  const node = world.open();
  world.run(write(node, 0, filled(4 * KIB, 1)));
  const { image } = node;
  const place = entryOffset(image.l1, 0);
  // Freed while it is in use, as it would be by an entry of its own; no image is damaged for it.
  const freeInUse = function* (): Task<void> {
    const table = yield* image.l2Cache.get(place);
    try {
      yield* freeClusters(image, place, 4 * KIB, 'other');
    } finally {
      image.l2Cache.put(table);
    }
  };
  world.run(freeInUse());
  expect(world.lines.join('\n')).toContain('release of a table in use at offset 0x4000');
  expect(() => world.run(read(node, 0, new Uint8Array(1)))).toThrow('No medium found');
  world.close(node);
  expect(() => world.open()).toThrow('Image is corrupt');
});
