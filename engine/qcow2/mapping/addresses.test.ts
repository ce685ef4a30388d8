// What must not compile on the write path: guest offsets, their sums and plain numbers where a
// place of the file is wanted, and places where a length is. Each line below `@ts-expect-error` is
// an error of the compiler, or `npm run check` is red. The Tasks are made and never run.
import { expect, test } from 'vitest';
import {
  asHost,
  clusterOf,
  type GuestOffset,
  hostAdd,
  type HostOffset,
  NO_HOST,
} from '../../base/address.ts';
import { filled, KIB, TestWorld } from '../../testing/test-world.ts';
import { write } from '../../block/request.ts';
import { storeCompressedEntry, storeEntry } from '../format/l2-entry.ts';
import { newHeader } from '../format/header.ts';
import { checkDataOverlap, checkOverlap, findOverlap } from '../overlap/check.ts';
import { allocateClustersAt } from '../refcounts/allocate.ts';
import { queueDiscard } from '../refcounts/discards.ts';
import { countFree, refcountOf } from '../refcounts/lookup.ts';
import { storeRefcount } from '../refcounts/store.ts';
import { freeClusters, updateRefcounts } from '../refcounts/update.ts';
import type { Image } from '../state/image.ts';
import { writeSync } from '../state/sync-write.ts';
import { loadSlice } from './l2-table.ts';

const CLUSTER = KIB;
const guest: GuestOffset = 2 * CLUSTER;
const inCluster = 512;
const host: HostOffset = asHost(2 * CLUSTER);

/** An image with some data in it. */
function opened(): Image {
  const world = new TestWorld();
  world.create({ size: 64 * KIB, clusterSize: CLUSTER });
  const node = world.open();
  world.run(write(node, 0, filled(8 * CLUSTER, 1)));
  return node.image;
}

test('no guest offset is tested for overlaps, and no place is a length', () => {
  const image = opened();
  const forbidden = [
    // @ts-expect-error a guest offset
    checkOverlap(image, guest, CLUSTER),
    // @ts-expect-error the sum of a guest offset and a number
    checkDataOverlap(image, guest + 1, CLUSTER),
    // @ts-expect-error a length where a place is wanted
    checkOverlap(image, CLUSTER, CLUSTER),
    // @ts-expect-error the end of a range in the place of its length
    checkOverlap(image, host, hostAdd(host, CLUSTER)),
    // @ts-expect-error a guest offset in the place of a length
    checkOverlap(image, host, guest),
  ];
  expect(forbidden).toHaveLength(5);
  // @ts-expect-error the start of a guest cluster
  expect(findOverlap(image, guest - inCluster, 1)).toBe('refcount table');
  expect(findOverlap(image, host, 1)).toBe('refcount block');
});

test('metadata is written to places of the file alone', () => {
  const image = opened();
  const bytes = new Uint8Array(8);
  const forbidden = [
    // @ts-expect-error the sum of a guest offset and a number
    writeSync(image, guest + 1, bytes),
    // @ts-expect-error the start of a guest cluster
    writeSync(image, guest - inCluster, bytes),
    // @ts-expect-error a host offset plus a number is a number: hostAdd()
    writeSync(image, image.header.l1TableOffset + inCluster, bytes),
  ];
  expect(forbidden).toHaveLength(3);
  // @ts-expect-error a guest offset
  image.header.l1TableOffset = guest;
  // @ts-expect-error a guest offset
  expect(newHeader({ version: 3, snapshotsOffset: guest }).snapshotsOffset).toBe(2 * CLUSTER);
});

test('entries name places of the file, and tables are loaded from there', () => {
  const image = opened();
  const entry = new Uint8Array(8);
  // @ts-expect-error a guest offset
  storeEntry(entry, 0, { offset: guest, copied: false });
  // @ts-expect-error the sum of a guest offset and a number
  storeCompressedEntry(entry, 0, image.geometry, { offset: guest + 1, size: 1 });
  // @ts-expect-error a place in the place of a length
  storeCompressedEntry(entry, 0, image.geometry, { offset: host, size: host });
  // @ts-expect-error a number
  image.owners.add('active L2 table', 4 * CLUSTER);
  // @ts-expect-error a guest offset in the place of a length
  image.owners.update('snapshot table', NO_HOST, guest);
  const forbidden = [
    // @ts-expect-error a guest offset
    image.l2Cache.get(guest),
    // @ts-expect-error the start of a guest cluster
    image.refcountCache.getEmpty(guest - inCluster),
    // @ts-expect-error both offsets, in the wrong order
    loadSlice(image, host, guest),
  ];
  expect(forbidden).toHaveLength(3);
});

test('clusters are counted and freed by places of the file', () => {
  const image = opened();
  const change = { length: 1, isDecrease: false, discardClass: 'never' } as const;
  const forbidden = [
    // @ts-expect-error a guest offset
    updateRefcounts(image, { ...change, offset: guest }),
    // @ts-expect-error a place in the place of a length
    updateRefcounts(image, { ...change, offset: host, length: host }),
    // @ts-expect-error the start of a guest cluster
    allocateClustersAt(image, guest - inCluster, 1),
    // @ts-expect-error the sum of a guest offset and a number
    freeClusters(image, guest + 1, CLUSTER, 'always'),
    // @ts-expect-error a place where a cluster is wanted
    refcountOf(image, host),
    // @ts-expect-error the number of a guest cluster
    refcountOf(image, guest / CLUSTER),
    // @ts-expect-error a place in the place of a number of clusters
    countFree(image, clusterOf(host, CLUSTER), host),
    // @ts-expect-error a cluster plus a number is a number: clusterAdd()
    storeRefcount(image, clusterOf(host, CLUSTER) + 1, 0, 1),
  ];
  expect(forbidden).toHaveLength(8);
  // @ts-expect-error a place where a cluster is wanted
  image.freeClusterIndex = host;
  // @ts-expect-error a number
  queueDiscard(image, 4 * CLUSTER, CLUSTER);
});
