// Zero clusters that are expanded in damaged images, and where the file fails: what is said, and
// what is left. That sound images read as before is shown with the amend operation (tools/).
import { expect, test } from 'vitest';
import { EFBIG, EIO, ENOSPC } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import { NO_FLAGS } from '../../block/node.ts';
import { write, writeZeroes } from '../../block/request.ts';
import { hasFeature, INCOMPATIBLE_CORRUPT } from '../format/features.ts';
import { entryOffset } from '../format/l2-entry.ts';
import { faultRule, filled, KIB, MIB, TestWorld } from '../../testing/test-world.ts';
import type { Qcow2Node } from '../image/node.ts';
import { createSnapshot } from './create.ts';
import { expandZeroClusters } from './expand-zeroes.ts';

const CLUSTER = 4 * KIB;

/** One zero cluster with a host cluster, and behind it one without, over a backing file. */
function made(): TestWorld {
  const world = new TestWorld();
  world.storage.writeBytes('base', filled(MIB, 9));
  world.create({ size: MIB, clusterSize: CLUSTER, backingFile: 'base', backingFormat: 'raw' });
  const node = world.open();
  world.run(write(node, 0, filled(CLUSTER, 1)));
  world.run(writeZeroes(node, 0, CLUSTER, NO_FLAGS));
  world.run(writeZeroes(node, CLUSTER, CLUSTER, { ...NO_FLAGS, mayUnmap: true }));
  world.close(node);
  return world;
}

/** The errno with which expanding ends; undefined: it succeeds. */
function errnoOf(world: TestWorld, node: Qcow2Node): number | undefined {
  try {
    world.run(expandZeroClusters(node.image, () => {}));
    return undefined;
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    return error.errno;
  }
}

const l2OffsetOf = (world: TestWorld): number => {
  const node = world.open();
  world.close(node);
  return entryOffset(node.image.l1, 0);
};

const isMarkedCorrupt = ({ image }: Qcow2Node): boolean =>
  hasFeature(image.header.incompatibleFeatures, INCOMPATIBLE_CORRUPT);

test('progress counts the entries of every L1 table', () => {
  const world = made();
  const node = world.open();
  const snapshot = { name: 's', dateSeconds: 0, dateNanoseconds: 0 };
  world.run(createSnapshot(node.image, snapshot));
  const told: string[] = [];
  world.run(expandZeroClusters(node.image, (done, total) => told.push(`${done}/${total}`)));
  expect(told).toEqual(['1/2', '2/2']);
});

test('a host cluster that is not aligned marks the image as corrupt', () => {
  const world = made();
  const l2 = l2OffsetOf(world);
  const entry = world.storage.readBytes('t.qcow2', l2, 8);
  const place = entryOffset(entry, 0) + 512;
  entry[6] = (entry[6] ?? 0) + 2;
  world.storage.writeBytes('t.qcow2', entry, l2);
  const node = world.open();
  expect(errnoOf(world, node)).toBe(EIO);
  expect(world.lines.at(-1)).toBe(
    `qcow2: Marking image as corrupt: Cluster allocation offset 0x${place.toString(16)} ` +
      `unaligned (L2 offset: 0x${l2.toString(16)}, L2 index: 0); ` +
      'further corruption events will be suppressed',
  );
  expect(isMarkedCorrupt(node)).toBe(true);
});

test('an L2 table that is not aligned marks the image as corrupt', () => {
  const world = made();
  const node = world.open();
  const l1 = node.image.l1.slice();
  l1[6] = (l1[6] ?? 0) + 2;
  node.image.storeL1Table(l1);
  expect(errnoOf(world, node)).toBe(EIO);
  const offset = entryOffset(l1, 0).toString(16);
  expect(world.lines.at(-1)).toContain(`L2 table offset 0x${offset} unaligned (L1 index: 0)`);
  expect(isMarkedCorrupt(node)).toBe(true);
});

test('a snapshot whose L1 table cannot be one is refused in words', () => {
  const world = made();
  const node = world.open();
  const snapshot = { name: 's', dateSeconds: 0, dateNanoseconds: 0 };
  world.run(createSnapshot(node.image, snapshot));
  Object.assign(node.image.snapshots[0] ?? {}, { l1Size: 2 ** 30 });
  expect(errnoOf(world, node)).toBe(EFBIG);
  expect(world.lines.at(-1)).toBe('Snapshot L1 table too large');
  expect(isMarkedCorrupt(node)).toBe(false);
});

test('a new cluster that cannot be filled with zeroes is free again', () => {
  const world = made();
  const rule = { event: 'pwritev_zero', errno: ENOSPC, iotype: 'write-zeroes' };
  const node = world.open({
    faults: [
      // The first cluster has a place; the second one is given one.
      '[set-state]\nevent = "pwritev_zero"\nstate = "1"\nnew_state = "2"\n',
      faultRule({ ...rule, state: 2, once: 'on' }),
    ].join('\n'),
  });
  expect(errnoOf(world, node)).toBe(ENOSPC);
  world.close(node);
  expect(world.check()).toMatchObject({ corruptions: 0, checkErrors: 0, leaks: 0 });
});

test('a zero cluster that overlaps with metadata is not written', () => {
  const world = made();
  const l2 = l2OffsetOf(world);
  const entry = world.storage.readBytes('t.qcow2', l2, 8);
  // Its host cluster is the refcount table now.
  entry.set([0x80, 0, 0, 0, 0, 0, 0x10, 0x01]);
  world.storage.writeBytes('t.qcow2', entry, l2);
  const before = world.storage.readBytes('t.qcow2', CLUSTER, CLUSTER);
  const node = world.open();
  expect(errnoOf(world, node)).toBe(EIO);
  expect(world.lines.at(-1)).toContain('(overlaps with refcount table)');
  expect(world.storage.readBytes('t.qcow2', CLUSTER, CLUSTER)).toEqual(before);
});
