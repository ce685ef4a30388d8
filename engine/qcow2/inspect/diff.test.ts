// What two images differ in, and what one says about itself.
import { expect, test } from 'vitest';
import { closeGraph } from '../../block/close-graph.ts';
import { READ_ONLY } from '../../block/node.ts';
import { discard, write, writeZeroes } from '../../block/request.ts';
import { filled, KIB, TestWorld } from '../../testing/test-world.ts';
import { readMetadata } from '../metadata/read-metadata.ts';
import type { Qcow2Node } from '../image/node.ts';
import { createSnapshot } from '../snapshots/create.ts';
import { diffImages, type ImageDiff, type ImageSide } from './diff.ts';
import { type Inspection, inspectImage } from './inspect.ts';

type Change = (world: TestWorld, node: Qcow2Node) => void;

/** An image of 64 KiB with 1-KiB clusters after some changes, ready to be looked at. */
function imageAfter(
  change: Change,
  spec: Parameters<TestWorld['create']>[0] = {},
): { world: TestWorld; side: ImageSide } {
  const world = new TestWorld();
  world.create({ size: 64 * KIB, clusterSize: KIB, ...spec });
  const node = world.open();
  change(world, node);
  world.run(closeGraph(world.context, node));
  const file = world.storage.open('t.qcow2', READ_ONLY);
  const options = { readOnly: true, forCheck: true, report: () => {} };
  return { world, side: { file, metadata: world.run(readMetadata(file, options)) } };
}

const diff = (
  left: ReturnType<typeof imageAfter>,
  right: ReturnType<typeof imageAfter>,
): ImageDiff => left.world.run(diffImages(left.side, right.side));

const writes =
  (offset: number, length: number): Change =>
  (world, node) =>
    world.run(write(node, offset, filled(length, 1)));

test('equal images differ in nothing, wherever they were written first', () => {
  const upwards = imageAfter(writes(0, 8 * KIB));
  const found = diff(upwards, imageAfter(writes(0, 8 * KIB)));
  expect(found).toEqual({ header: [], owners: [], guestMap: [], refcounts: [] });
});

test('what is mapped is told in runs of guest bytes, with the kinds on both sides', () => {
  const left = imageAfter((world, node) => {
    world.run(write(node, 0, filled(4 * KIB, 1)));
    world.run(writeZeroes(node, 2 * KIB, KIB));
  });
  const { guestMap, owners, refcounts } = diff(left, imageAfter(writes(0, 6 * KIB)));
  expect(guestMap).toHaveLength(2);
  expect(guestMap.map(({ a, b }) => a === b)).toEqual([false, false]);
  expect(owners.length).toBeGreaterThan(0);
  expect(refcounts.length).toBeGreaterThan(0);
});

test('an L2 table that only one image has counts as unallocated in the other', () => {
  const { guestMap } = diff(
    imageAfter(() => {}),
    imageAfter(writes(60 * KIB, KIB)),
  );
  expect(guestMap).toHaveLength(1);
});

test('headers, sizes, snapshots and backing files are told by their names', () => {
  const left = imageAfter((world, node) => {
    world.run(write(node, 0, filled(KIB, 1)));
    const snapshot = { name: 'one', dateSeconds: 0, dateNanoseconds: 0 };
    world.run(createSnapshot(node.image, snapshot));
  });
  const right = imageAfter(writes(0, KIB), { size: 128 * KIB, lazyRefcounts: true });
  const whats = diff(left, right).header.map(({ what }) => what);
  expect(whats).toContain('size');
  expect(whats).toContain('snapshots');
  expect(whats.some((what) => what.includes('compatible'))).toBe(true);
});

test('images of other geometry and with extended entries can be compared', () => {
  const small = imageAfter(writes(0, 3 * KIB), { clusterSize: 512 });
  const extended = imageAfter(
    (world, node) => {
      world.run(write(node, 0, filled(3 * KIB, 1)));
      world.run(writeZeroes(node, 20 * KIB, KIB));
    },
    { clusterSize: 16 * KIB, extendedL2: true },
  );
  expect(diff(small, extended).header.length).toBeGreaterThan(0);
  const plain = imageAfter(writes(0, 3 * KIB), { clusterSize: 16 * KIB, extendedL2: true });
  expect(diff(plain, extended).guestMap.length).toBeGreaterThan(0);
});

test('an inspection names features, owners, holes and leaks', () => {
  const { world, side } = imageAfter(
    (inner, node) => {
      inner.run(write(node, 0, filled(8 * KIB, 1)));
      inner.run(discard(node, 2 * KIB, 2 * KIB));
    },
    { lazyRefcounts: true },
  );
  const found: Inspection = world.run(inspectImage(side.file, side.metadata));
  expect(found.features.join(' ')).toContain('lazy');
  expect(found.owners.map(({ kind }) => kind)).toContain('data');
  expect(found.layout.holeCount).toBe(2);
  expect(found.leakCount).toBe(0);
  expect(found.snapshots).toEqual([]);
});
