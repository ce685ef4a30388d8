// Refcounts below the image: what an update changes, what it undoes, where the search goes on.
import { asCluster, asHost } from '../../base/address.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EFBIG, EINVAL } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import { write } from '../../block/request.ts';
import { geometryOf } from '../format/geometry.ts';
import { faultRule, filled, KIB, MIB, TestWorld } from '../../testing/test-world.ts';
import type { Image } from '../state/image.ts';
import { allocateClusters, allocateClustersAt } from './allocate.ts';
import { processDiscards, queueDiscard } from './discards.ts';
import { refcountOf } from './lookup.ts';
import { ANY_OFFSET, findFreeClusters } from './search.ts';
import { refcountSpaceFor } from './size.ts';
import { freeClusters, updateRefcounts } from './update.ts';

const CLUSTER = 512;

function openWorld(options: { refcountBits?: number; faults?: string } = {}) {
  const world = new TestWorld();
  world.create({ size: MIB, clusterSize: CLUSTER, refcountBits: options.refcountBits ?? 16 });
  const node = world.open(options.faults === undefined ? {} : { faults: options.faults });
  return { world, node, image: node.image };
}

const change = (offset: number, length: number, isDecrease = false) =>
  ({ offset: asHost(offset), length, isDecrease, discardClass: 'never' }) as const;

function countsOf(world: TestWorld, image: Image, from: number, to: number): number[] {
  const counts = [];
  for (let cluster = from; cluster < to; cluster += 1) {
    counts.push(world.run(refcountOf(image, asCluster(cluster))));
  }
  return counts;
}

describe('an update of refcounts', () => {
  test('touches every cluster of the range, however the range lies', () => {
    const { world, image } = openWorld();
    world.run(updateRefcounts(image, change(100 * CLUSTER + 511, CLUSTER + 2)));
    expect(countsOf(world, image, 99, 104)).toEqual([0, 1, 1, 1, 0]);
    expect(world.run(updateRefcounts(image, change(0, 0)))).toBe('done');
  });

  test('that goes below zero or above the width fails and is undone', () => {
    const { world, image } = openWorld({ refcountBits: 2 });
    world.run(updateRefcounts(image, change(100 * CLUSTER, 2 * CLUSTER)));
    const lower = updateRefcounts(image, change(100 * CLUSTER, 3 * CLUSTER, true));
    expect(() => world.run(lower)).toThrow(new IoError(EINVAL));
    expect(countsOf(world, image, 100, 103)).toEqual([1, 1, 0]);
    for (const count of [2, 3]) {
      world.run(updateRefcounts(image, change(101 * CLUSTER, CLUSTER)));
      expect(world.run(refcountOf(image, asCluster(101)))).toBe(count);
    }
    const raise = updateRefcounts(image, change(100 * CLUSTER, 2 * CLUSTER));
    expect(() => world.run(raise)).toThrow(new IoError(EINVAL));
    expect(countsOf(world, image, 100, 102)).toEqual([1, 3]);
  });

  test('asks its caller to start over when it had to make a refcount block', () => {
    const { world, image } = openWorld({ refcountBits: 64 });
    const perBlock = image.geometry.refcountsPerBlock;
    image.freeClusterIndex = asCluster(perBlock + 9);
    const range = change((perBlock - 1) * CLUSTER, 2 * CLUSTER);
    expect(world.run(updateRefcounts(image, range))).toBe('retry');
    expect(image.freeClusterIndex).toBe(perBlock - 1);
    expect(countsOf(world, image, perBlock - 1, perBlock + 1)).toEqual([0, 0]);
    expect(world.run(updateRefcounts(image, range))).toBe('done');
  });

  test('ends where clusters have no numbers of their own any more', () => {
    const { world, image } = openWorld({ refcountBits: 64 });
    // A double has no 2^53 + 1. The slot of such a cluster is one of the first.
    const range = change(2 ** 53 * CLUSTER, 3 * CLUSTER);
    expect(world.run(updateRefcounts(image, range))).toBe('done');
    expect(countsOf(world, image, 0, 4)).toEqual([2, 2, 2, 1]);
  });

  test('leaves a lower free-cluster index alone when its caller starts over', () => {
    const { world, image } = openWorld({ refcountBits: 64 });
    image.freeClusterIndex = asCluster(6);
    const perBlock = image.geometry.refcountsPerBlock;
    expect(world.run(updateRefcounts(image, change(perBlock * CLUSTER, CLUSTER)))).toBe('retry');
    expect(image.freeClusterIndex).toBeLessThanOrEqual(7);
  });
});

describe('the search for free clusters', () => {
  test('passes a hole that is too small and does not come back to it', () => {
    const { world, image } = openWorld();
    const first = world.run(allocateClusters(image, 3 * CLUSTER));
    world.run(freeClusters(image, asHost(first + CLUSTER), CLUSTER, 'never'));
    expect(world.run(findFreeClusters(image, 2, ANY_OFFSET))).toBe(first + 3 * CLUSTER);
    expect(world.run(findFreeClusters(image, 1, ANY_OFFSET))).toBe(first + 5 * CLUSTER);
  });

  test('goes back to a cluster that is freed below it', () => {
    const { world, image } = openWorld();
    const first = world.run(allocateClusters(image, 3 * CLUSTER));
    world.run(freeClusters(image, first, CLUSTER, 'never'));
    expect(world.run(allocateClusters(image, CLUSTER))).toBe(first);
  });

  test('refuses clusters that no table entry could name', () => {
    const { world, image } = openWorld();
    expect(() => world.run(findFreeClusters(image, 4, 3 * CLUSTER))).toThrow(new IoError(EFBIG));
  });
});

describe('allocating at a given place', () => {
  test('takes what is free there, and no more', () => {
    const { world, image } = openWorld();
    world.run(updateRefcounts(image, change(203 * CLUSTER, CLUSTER)));
    const before = image.freeClusterIndex;
    expect(world.run(allocateClustersAt(image, asHost(200 * CLUSTER), 8))).toBe(3);
    expect(world.run(allocateClustersAt(image, asHost(203 * CLUSTER), 8))).toBe(0);
    expect(image.freeClusterIndex).toBe(before);
    expect(countsOf(world, image, 199, 205)).toEqual([0, 1, 1, 1, 1, 0]);
  });
});

describe('freeing', () => {
  test('that fails is told and leaks', () => {
    const { world, image } = openWorld({
      faults: faultRule({ event: 'cluster_free', errno: 5, once: 'on', iotype: 'read' }),
    });
    world.run(freeClusters(image, asHost(900 * CLUSTER), CLUSTER, 'never'));
    expect(world.lines).toEqual(['qcow2_free_clusters failed: Input/output error']);
  });

  test('that would make a count negative is told and changes nothing', () => {
    const { world, image } = openWorld();
    world.run(freeClusters(image, asHost(99 * CLUSTER), CLUSTER, 'never'));
    expect(world.lines).toEqual(['qcow2_free_clusters failed: Invalid argument']);
  });
});

describe('the discard queue', () => {
  test('merges ranges that touch, on either side', () => {
    const { image } = openWorld();
    queueDiscard(image, asHost(10 * CLUSTER), CLUSTER);
    queueDiscard(image, asHost(12 * CLUSTER), CLUSTER);
    queueDiscard(image, asHost(20 * CLUSTER), CLUSTER);
    queueDiscard(image, asHost(11 * CLUSTER), CLUSTER);
    expect(image.discards).toEqual([
      { offset: 20 * CLUSTER, length: CLUSTER },
      { offset: 10 * CLUSTER, length: 3 * CLUSTER },
    ]);
  });

  test('is dropped when the operation failed, and done when it did not', () => {
    const { world, node, image } = openWorld();
    world.run(write(node, 0, filled(64 * KIB, 1)));
    const held = world.storage.allocatedBytes('t.qcow2');
    queueDiscard(image, asHost(16 * KIB), 32 * KIB);
    world.run(processDiscards(image, false));
    expect(world.storage.allocatedBytes('t.qcow2')).toBe(held);
    queueDiscard(image, asHost(16 * KIB), 32 * KIB);
    world.run(processDiscards(image, true));
    expect(world.storage.allocatedBytes('t.qcow2')).toBe(held - 32 * KIB);
  });
});

describe('the space that refcounts take', () => {
  test('describes the image and itself, and is not larger than it must be', () => {
    const geometries = fc
      .record({ clusterBits: fc.integer({ min: 9, max: 16 }), order: fc.nat(6) })
      .map(({ clusterBits, order }) => geometryOf(clusterBits, order, false));
    fc.assert(
      fc.property(geometries, fc.nat(1 << 22), fc.boolean(), (geometry, clusters, generous) => {
        const { blocks, tableClusters } = refcountSpaceFor(geometry, clusters, generous);
        const described = blocks * geometry.refcountsPerBlock;
        expect(described).toBeGreaterThanOrEqual(clusters + blocks + tableClusters);
        const slots = tableClusters * geometry.refcountTableEntriesPerCluster;
        expect(slots).toBeGreaterThanOrEqual(blocks);
        if (!generous) {
          const oneLess = (blocks - 1) * geometry.refcountsPerBlock;
          expect(oneLess).toBeLessThan(clusters + blocks + tableClusters);
        }
      }),
    );
  });
});
