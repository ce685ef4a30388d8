// What must not compile where an image is checked and repaired: guest offsets, sums and numbers are
// no places of the file, and places are no clusters. Each line below is an error of the compiler,
// or `npm run check` is red.
import { expect, test } from 'vitest';
import {
  asCluster,
  asHost,
  type GuestOffset,
  HEADER_CLUSTER,
  hostAdd,
  NO_HOST,
} from '../../base/address.ts';
import { openGraph } from '../../block/graph.ts';
import { READ_WRITE } from '../../block/node.ts';
import { KIB, TestWorld } from '../../testing/test-world.ts';
import { CheckContext } from '../check/check-context.ts';
import { ExpectedRefcounts } from '../check/expected-refcounts.ts';
import { KnownRanges, RangeCounter } from '../check/shared-ranges.ts';
import { SharedTables, workBudgetFor } from '../check/shared-tables.ts';
import { Qcow2Node } from '../image/node.ts';
import { ImageRepairer, metadataOf } from './image-repairer.ts';

const guest: GuestOffset = 2 * KIB;
const inCluster = 512;
const host = asHost(2 * KIB);

/** A repairer of an image of 1 KiB clusters, and a check that uses it. */
function opened(): { context: CheckContext; repairer: ImageRepairer } {
  const world = new TestWorld();
  world.create({ size: 64 * KIB, clusterSize: KIB });
  const request = { filename: 't.qcow2', format: 'qcow2', mode: READ_WRITE, forCheck: true };
  const node = world.run(openGraph(world.context, request));
  if (!(node instanceof Qcow2Node)) throw new Error('not a qcow2 image');
  const repairer = new ImageRepairer(node.image);
  const context = new CheckContext({
    file: node.image.file,
    metadata: metadataOf(node.image),
    report: { found() {} },
    onDisk: repairer.refcounts,
    mode: 'none',
    repairer,
  });
  return { context, repairer };
}

test('a check counts no guest offsets, and no sums of them', () => {
  const { context } = opened();
  // @ts-expect-error the sum of a guest offset and a number
  context.countRegion(guest + 1, 1);
  // @ts-expect-error the start of a guest cluster
  context.countTimes(guest - inCluster, 1, 2);
  // @ts-expect-error a guest offset
  context.countCluster(guest);
  // @ts-expect-error a host offset plus a number is a number: hostAdd()
  context.countRegion(host + inCluster, 1);
  context.countRegion(hostAdd(host, inCluster), 1);
  // @ts-expect-error the end of a region in the place of its length
  context.countRegion(host, NO_HOST);
  const forbidden = [
    // @ts-expect-error a number
    context.isShared(2 * KIB),
    // @ts-expect-error a guest offset
    context.isBeyondEnd(guest, KIB),
    // @ts-expect-error a place where a cluster is wanted
    context.references.get(asHost(1)),
    // @ts-expect-error a number
    context.references.get(2),
  ];
  expect(forbidden).toEqual([true, false, 2, 4]);
  expect(context.references.get(asCluster(2))).toBe(4);
});

test('nor do the tables and ranges that a check keeps', () => {
  const known = new KnownRanges();
  // @ts-expect-error a guest offset and a number
  known.add({ start: guest, end: guest + inCluster });
  const counter = new RangeCounter();
  // @ts-expect-error the start of a guest cluster
  counter.add({ start: guest - inCluster, end: host });
  const { l2 } = new SharedTables(workBudgetFor(0), 65535);
  const references = new ExpectedRefcounts(8, 4);
  // @ts-expect-error a place where a cluster is wanted
  references.set(asHost(3), 1);
  // @ts-expect-error a number
  references.set(4, 0);
  // @ts-expect-error a cluster plus a number is a number: clusterAdd()
  expect(references.nextUsed(asCluster(2) + 1)).toBe(3);
  // @ts-expect-error a guest offset
  expect([l2.skip(guest), references.nextUsed(HEADER_CLUSTER)]).toEqual([false, 3]);
  expect(known.split({ start: host, end: hostAdd(host, KIB) })).toHaveLength(2);
  expect(counter.ranges()).toEqual([{ start: 1536, end: 2048, times: 1 }]);
});

test('a repair writes nowhere else than at a place of the file', () => {
  const { repairer } = opened();
  const bytes = new Uint8Array(8);
  const forbidden = [
    // @ts-expect-error the sum of a guest offset and a number
    repairer.write(guest + 1, bytes),
    // @ts-expect-error the start of a guest cluster
    repairer.writeSync(guest - inCluster, bytes),
    // @ts-expect-error a guest offset
    repairer.checkL2Table(guest),
    // @ts-expect-error a number
    repairer.checkL2Entry(4096, 8, true),
    // @ts-expect-error a place where a cluster is wanted
    repairer.setRefcount(host, 0, 1),
    // @ts-expect-error a number
    repairer.setRefcount(2, 0, 1),
    // @ts-expect-error a guest offset
    repairer.setRefcount(guest, 0, 1),
  ];
  expect(forbidden).toHaveLength(7);
});
