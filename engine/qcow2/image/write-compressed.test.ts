// Compressed writes: ranges, packing, what is written as it is, and what a failure leaves.
import { describe, expect, test } from 'vitest';
import { clusterOf } from '../../base/address.ts';
import { NO_FLAGS } from '../../block/node.ts';
import { read, write } from '../../block/request.ts';
import { clusterKind, compressedRange, entryOffset } from '../format/l2-entry.ts';
import { refcountOf } from '../refcounts/lookup.ts';
import { filled, KIB, TestWorld } from '../../testing/test-world.ts';
import type { Qcow2Node } from './node.ts';

const CLUSTER = 4 * KIB;
const COMPRESSED = { ...NO_FLAGS, compressed: true };

function opened(spec: Parameters<TestWorld['create']>[0] = {}) {
  const world = new TestWorld();
  world.create({ clusterSize: CLUSTER, size: 10 * CLUSTER + 512, ...spec });
  const node = world.open();
  const pack = (offset: number, source: Uint8Array): void =>
    world.run(write(node, offset, source, COMPRESSED));
  const readBack = (offset: number, length: number): Uint8Array => {
    const target = new Uint8Array(length);
    world.run(read(node, offset, target));
    return target;
  };
  return { world, node, pack, readBack };
}

/** Bytes that no codec makes shorter. */
function noise(length: number): Uint8Array {
  let state = 1;
  return Uint8Array.from({ length }, () => {
    state = (state * 48271) % 2147483647;
    return Math.floor(state / 64) % 256;
  });
}

/** The L2 entry of a cluster, as the image holds it. */
function entryOf(world: TestWorld, node: Qcow2Node, index: number): Uint8Array {
  const { image } = node;
  world.run(image.l2Cache.flush());
  return world.storage.readBytes('t.qcow2', entryOffset(image.l1, 0) + index * 8, 8);
}

describe('a compressed write', () => {
  test.each([
    ['begins inside a cluster', 512, CLUSTER],
    ['ends inside a cluster before the end of the disk', 0, 512],
    ['ends inside its second cluster', 0, CLUSTER + 512],
  ])('that %s is an invalid argument', (_what, offset, length) => {
    const { pack, world, node } = opened();
    expect(() => pack(offset, filled(length, 1))).toThrow('Invalid argument');
    world.close(node);
  });

  test('may be shorter than a cluster at the end of the disk', () => {
    const { pack, readBack, world, node } = opened();
    pack(10 * CLUSTER, filled(512, 3));
    expect(readBack(10 * CLUSTER, 512)).toEqual(filled(512, 3));
    world.close(node);
  });

  test('goes on behind the one before, and counts one reference for each', () => {
    const { pack, readBack, world, node } = opened();
    pack(0, filled(CLUSTER, 1));
    pack(CLUSTER, filled(CLUSTER, 2));
    const first = compressedRange(entryOf(world, node, 0), 0, node.image.geometry);
    const second = compressedRange(entryOf(world, node, 1), 0, node.image.geometry);
    expect(second.offset).toBeGreaterThan(first.offset);
    expect(second.offset).toBeLessThan(first.offset + 100);
    expect(world.run(refcountOf(node.image, clusterOf(first.offset, CLUSTER)))).toBe(2);
    expect(readBack(0, 2 * CLUSTER)).toEqual(
      Uint8Array.from([...filled(CLUSTER, 1), ...filled(CLUSTER, 2)]),
    );
    world.close(node);
  });

  test('takes a cluster of its own where no more references fit', () => {
    const { pack, world, node } = opened({ refcountBits: 1 });
    pack(0, filled(CLUSTER, 1));
    pack(CLUSTER, filled(CLUSTER, 2));
    const [first, second] = [0, 1].map((index) =>
      compressedRange(entryOf(world, node, index), 0, node.image.geometry),
    );
    expect(second?.offset).toBe((first?.offset ?? 0) + CLUSTER);
    world.close(node);
  });

  test('of bytes that do not get shorter is a plain one', () => {
    const { pack, readBack, world, node } = opened();
    pack(0, noise(CLUSTER));
    expect(clusterKind(entryOf(world, node, 0), 0, node.image.geometry)).toBe('normal');
    expect(readBack(0, CLUSTER)).toEqual(noise(CLUSTER));
    world.close(node);
  });

  test('never replaces what has a place', () => {
    const { pack, readBack, world, node } = opened();
    world.run(write(node, 0, filled(CLUSTER, 1)));
    expect(() => pack(0, filled(CLUSTER, 2))).toThrow('Input/output error');
    pack(CLUSTER, filled(CLUSTER, 3));
    expect(() => pack(CLUSTER, filled(CLUSTER, 4))).toThrow('Input/output error');
    expect(readBack(0, CLUSTER)).toEqual(filled(CLUSTER, 1));
    expect(readBack(CLUSTER, CLUSTER)).toEqual(filled(CLUSTER, 3));
    world.close(node);
  });

  test('of nothing lets the file end with a whole sector', () => {
    const { pack, world, node } = opened();
    pack(0, filled(CLUSTER, 1));
    expect(world.storage.length('t.qcow2') % 512).not.toBe(0);
    pack(0, filled(0, 0));
    expect(world.storage.length('t.qcow2') % 512).toBe(0);
    world.close(node);
  });
});
