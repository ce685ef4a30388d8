// The driver compress: whole clusters reach the image below, compressed; parts of one are completed
// first.
import { describe, expect, test } from 'vitest';
import { EIO } from '../base/errno.ts';
import { IoError } from '../base/errors.ts';
import { openGraph } from '../block/graph.ts';
import { type BlockNode, READ_ONLY, READ_WRITE } from '../block/node.ts';
import { parseKeyValueOptions } from '../block/options.ts';
import { discard, flush, read, status, truncate, write, writeZeroes } from '../block/request.ts';
import { filled, KIB, TestWorld } from '../testing/test-world.ts';

const CLUSTER = 4 * KIB;
const GRAPH = 'driver=compress,file.driver=qcow2,file.file.filename=t.qcow2';

function opened(size: number, text = GRAPH, mode = READ_WRITE) {
  const world = new TestWorld();
  world.create({ size, clusterSize: CLUSTER });
  world.storage.writeBytes('plain', filled(KIB, 1));
  const options = parseKeyValueOptions(text);
  const node = world.run(openGraph(world.context, { options, mode }));
  return { world, node };
}

const isCompressed = (world: TestWorld, node: BlockNode, offset: number): boolean => {
  const image = node.primary ?? node;
  return world.run(status(image, offset, 1, false)).compressed === true;
};

const contentOf = (world: TestWorld, node: BlockNode): Uint8Array => {
  const bytes = new Uint8Array(node.length());
  world.run(read(node, 0, bytes));
  return bytes;
};

describe('a write through the filter', () => {
  test('is compressed, cluster by cluster', () => {
    const { world, node } = opened(64 * KIB);
    world.run(write(node, CLUSTER, filled(2 * CLUSTER, 7)));
    const seen = [0, 1, 2, 3].map((index) => isCompressed(world, node, index * CLUSTER));
    expect(seen).toEqual([false, true, true, false]);
    world.run(flush(node));
    // Two clusters of one value take less than one cluster of the file.
    const end = world.storage.length('t.qcow2');
    const { world: other, node: plain } = opened(64 * KIB, 'driver=qcow2,file.filename=t.qcow2');
    other.run(write(plain, CLUSTER, filled(2 * CLUSTER, 7)));
    other.run(flush(plain));
    expect(end).toBeLessThan(other.storage.length('t.qcow2'));
  });

  test('of a part of a cluster is completed with what the disk holds there', () => {
    const { world, node } = opened(64 * KIB);
    world.run(write(node, 3 * CLUSTER - KIB, filled(2 * KIB, 8)));
    const expected = new Uint8Array(64 * KIB).fill(8, 3 * CLUSTER - KIB, 3 * CLUSTER + KIB);
    expect(contentOf(world, node)).toEqual(expected);
    const seen = [1, 2, 3, 4].map((index) => isCompressed(world, node, index * CLUSTER));
    expect(seen).toEqual([false, true, true, false]);
    world.run(flush(node));
    expect(world.check()).toMatchObject({ corruptions: 0, leaks: 0, checkErrors: 0 });
  });

  test('fails where the image holds a cluster already, and leaves that', () => {
    const { world, node } = opened(64 * KIB);
    world.run(write(node, 0, filled(CLUSTER, 7)));
    expect(() => world.run(write(node, KIB, filled(KIB, 8)))).toThrow(new IoError(EIO));
    expect(contentOf(world, node).slice(0, CLUSTER)).toEqual(filled(CLUSTER, 7));
  });
});

test('all other requests reach the image as they are', () => {
  const { world, node } = opened(64 * KIB);
  world.run(write(node, 0, filled(4 * CLUSTER, 7)));
  world.run(writeZeroes(node, 0, CLUSTER));
  world.run(discard(node, CLUSTER, CLUSTER));
  const expected = new Uint8Array(64 * KIB).fill(7, 2 * CLUSTER, 4 * CLUSTER);
  expect(contentOf(world, node)).toEqual(expected);
  world.run(truncate(node, 128 * KIB));
  expect([node.length(), node.primary?.length()]).toEqual([128 * KIB, 128 * KIB]);
});

describe('the filter is refused', () => {
  test('on what cannot compress', () => {
    const graph = 'driver=compress,file.driver=raw,file.file.filename=plain';
    const message = 'Compression is not supported for underlying format: raw';
    expect(() => opened(64 * KIB, graph)).toThrow(message);
  });

  test('for writing where the disk ends within a cluster', () => {
    const message =
      "Cannot get 'write' permission without 'resize': " +
      'Image size is not a multiple of request alignment';
    expect(() => opened(64 * KIB + 512)).toThrow(message);
    const { world, node } = opened(64 * KIB + 512, GRAPH, READ_ONLY);
    expect(contentOf(world, node)).toEqual(new Uint8Array(64 * KIB + 512));
  });
});
