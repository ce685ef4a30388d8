// Reading a snapshot of an image that stays as it is: which one is meant by a name, and what comes
// of tables that cannot be used.
import { describe, expect, test } from 'vitest';
import { EFBIG, EINVAL, EIO, ENOENT } from '../../base/errno.ts';
import { InvariantError } from '../../base/assert.ts';
import { FormatError } from '../../base/errors.ts';
import { READ_ONLY } from '../../block/node.ts';
import { read, write } from '../../block/request.ts';
import { faultRule, filled, KIB, MIB, TestWorld } from '../../testing/test-world.ts';
import type { Qcow2Node } from '../image/node.ts';
import { createSnapshot } from './create.ts';
import type { SnapshotName } from '../../block/format.ts';
import { loadSnapshot } from './load.ts';

const CLUSTER = 4 * KIB;

/** Snapshots 1, 2 and 3 are called a, b and a; the disk held 1, 2 and 3 then, and holds 4 now. */
function made(): TestWorld {
  const world = new TestWorld();
  world.create({ size: MIB, clusterSize: CLUSTER });
  const node = world.open();
  for (const [index, name] of ['a', 'b', 'a'].entries()) {
    world.run(write(node, 0, filled(CLUSTER, index + 1)));
    const snapshot = { name, dateSeconds: 0, dateNanoseconds: 0 };
    world.run(createSnapshot(node.image, snapshot));
  }
  world.run(write(node, 0, filled(CLUSTER, 4)));
  world.close(node);
  return world;
}

function firstByte(world: TestWorld, node: Qcow2Node): number | undefined {
  const target = new Uint8Array(1);
  world.run(read(node, 0, target));
  return target[0];
}

/** What the first byte of the disk is with a snapshot loaded, or what was thrown. */
function loaded(world: TestWorld, wanted: SnapshotName, faults?: string): unknown {
  const node = world.open({ mode: READ_ONLY, ...(faults !== undefined && { faults }) });
  try {
    world.run(loadSnapshot(node.image, wanted));
    return firstByte(world, node);
  } catch (error) {
    return error;
  } finally {
    world.close(node);
  }
}

describe('a snapshot that is loaded', () => {
  test.each([
    ['1', undefined, 1],
    ['2', undefined, 2],
    [undefined, 'b', 2],
    [undefined, 'a', 1],
    ['3', 'a', 3],
    ['1', 'a', 1],
  ])('is found by id %s and name %s', (id, name, expected) => {
    expect(loaded(made(), { id, name })).toBe(expected);
  });

  test('changes nothing in the file, and others still read the disk', () => {
    const world = made();
    const before = world.storage.readBytes('t.qcow2');
    expect(loaded(world, { id: '2', name: undefined })).toBe(2);
    expect(world.storage.readBytes('t.qcow2')).toEqual(before);
    const node = world.open({ mode: READ_ONLY });
    expect(firstByte(world, node)).toBe(4);
    world.close(node);
  });

  test.each([
    ['2', 'a'],
    ['4', undefined],
    [undefined, '1'],
    ['', undefined],
  ])('must be there: id %s and name %s', (id, name) => {
    const failure = new FormatError("Can't find snapshot", { errno: ENOENT });
    expect(loaded(made(), { id, name })).toEqual(failure);
    expect(loaded(made(), { id, name })).toMatchObject({ errno: ENOENT });
  });

  test('must be named', () => {
    const failure = new FormatError('snapshot_id and name are both NULL');
    expect(loaded(made(), { id: undefined, name: undefined })).toEqual(failure);
  });

  test('is refused where its L1 table cannot be one', () => {
    const world = made();
    const node = world.open({ mode: READ_ONLY });
    const load = (change: object) => () => {
      Object.assign(node.image.snapshots[1] ?? {}, change);
      world.run(loadSnapshot(node.image, { id: '2', name: undefined }));
    };
    expect(load({ l1TableOffset: CLUSTER + 512 })).toThrow(
      expect.objectContaining({ message: 'Snapshot L1 table offset invalid', errno: EINVAL }),
    );
    expect(load({ l1Size: 2 ** 30 })).toThrow(
      expect.objectContaining({ message: 'Snapshot L1 table too large', errno: EFBIG }),
    );
    expect(firstByte(world, node)).toBe(4);
  });

  test('says so where its L1 table cannot be read, and the disk still reads as it is', () => {
    const world = made();
    const reader = world.open({ mode: READ_ONLY });
    const sector = (reader.image.snapshots[0]?.l1TableOffset ?? 0) / 512;
    world.close(reader);
    const faults = faultRule({ event: 'none', sector, errno: EIO, iotype: 'read' });
    const node = world.open({ mode: READ_ONLY, faults });
    const load = (): void => world.run(loadSnapshot(node.image, { id: '1', name: undefined }));
    expect(load).toThrow('Failed to read l1 table for snapshot: Input/output error');
    expect(firstByte(world, node)).toBe(4);
  });

  test('is not loaded over a disk that may be written', () => {
    const world = made();
    const node = world.open();
    const load = (): void => world.run(loadSnapshot(node.image, { id: '1', name: undefined }));
    expect(load).toThrow(InvariantError);
    expect(firstByte(world, node)).toBe(4);
  });
});
