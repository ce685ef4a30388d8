// The image as a whole: it must be a disk, whatever the geometry, and sound after every close.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { IoError } from '../../base/errors.ts';
import { NO_FLAGS, READ_ONLY } from '../../block/node.ts';
import { discard, read, status, truncate, write, writeZeroes } from '../../block/request.ts';
import { everyOrder } from '../../task/choices.ts';
import { TaskPool } from '../../task/pool.ts';
import type { Task } from '../../task/task.ts';
import { faultRule, filled, KIB, MIB, TestWorld } from '../../testing/test-world.ts';

const operations = fc.array(
  fc.record({
    kind: fc.constantFrom('write', 'zero', 'unmap', 'discard', 'reopen', 'vmstate'),
    offset: fc.nat(200 * KIB),
    length: fc.integer({ min: 1, max: 40 * KIB }),
    value: fc.integer({ min: 1, max: 255 }),
  }),
  { minLength: 1, maxLength: 12 },
);

const geometries = fc.record({
  clusterSize: fc.constantFrom(512, KIB, 4 * KIB, 64 * KIB),
  refcountBits: fc.constantFrom(1, 2, 4, 8, 16, 32, 64),
  cache: fc.constantFrom(undefined, '4k', '64k'),
  pick: fc.infiniteStream(fc.nat(7)),
});

describe('a qcow2 image', () => {
  test('reads as a flat disk after any writes, in any order, and checks clean', () => {
    fc.assert(
      fc.property(geometries, operations, ({ clusterSize, refcountBits, cache, pick }, steps) => {
        const world = new TestWorld({ pick: ({ length }) => pick.next().value % length });
        const size = 256 * KIB;
        world.create({ size, clusterSize, refcountBits });
        const options = cache === undefined ? {} : { cache };
        let node = world.open(options);
        const model = new Uint8Array(size);
        for (const { kind, offset, length, value } of steps) {
          const bytes = Math.min(length, size - offset);
          if (kind === 'write') {
            world.run(write(node, offset, filled(bytes, value)));
            model.fill(value, offset, offset + bytes);
          } else if (kind === 'vmstate') {
            world.run(node.saveVmstate(offset, filled(bytes, value)));
          } else if (kind === 'reopen') {
            world.close(node);
            node = world.open(options);
          } else if (kind === 'discard') {
            world.run(discard(node, offset, bytes));
            const first = Math.ceil(offset / clusterSize) * clusterSize;
            const end = offset + bytes;
            const last = end === size ? end : end - (end % clusterSize);
            if (first < last) model.fill(0, first, last);
          } else {
            const flags = { ...NO_FLAGS, mayUnmap: kind === 'unmap' };
            world.run(writeZeroes(node, offset, bytes, flags));
            model.fill(0, offset, offset + bytes);
          }
        }
        const found = new Uint8Array(size);
        world.run(read(node, 0, found));
        expect(Buffer.compare(found, model)).toBe(0);
        world.close(node);
        expect(world.lines).toEqual([]);
        expect(world.check()).toMatchObject({ corruptions: 0, leaks: 0, checkErrors: 0 });
        expect(world.layout()).toMatchObject({ overlaps: [] });
      }),
      { numRuns: 150 },
    );
  });

  test('grows, with and without preallocation, and reads zeroes where it grew', () => {
    for (const preallocation of ['off', 'metadata', 'falloc', 'full'] as const) {
      const world = new TestWorld();
      world.create({ size: MIB, clusterSize: 512 });
      const node = world.open();
      world.run(write(node, MIB - 512, filled(512, 7)));
      world.run(truncate(node, 3 * MIB, preallocation));
      const found = filled(2 * MIB, 1);
      world.run(read(node, MIB, found));
      expect(found.every((byte) => byte === 0)).toBe(true);
      world.close(node);
      expect(world.check()).toMatchObject({ corruptions: 0, leaks: 0 });
    }
  });

  test('reads through to its backing file until it is written to', () => {
    const world = new TestWorld();
    world.storage.create('base');
    world.storage.writeBytes('base', filled(100 * KIB, 3));
    world.create({ size: MIB, clusterSize: 4 * KIB, backingFile: 'base', backingFormat: 'raw' });
    const node = world.open();
    world.run(write(node, 5 * KIB, filled(KIB, 9)));
    const found = new Uint8Array(MIB);
    world.run(read(node, 0, found));
    const expected = new Uint8Array(MIB).fill(3, 0, 100 * KIB).fill(9, 5 * KIB, 6 * KIB);
    expect(Buffer.compare(found, expected)).toBe(0);
    world.close(node);
    expect(world.check().corruptions).toBe(0);
  });

  test('cannot be changed when it was opened read-only', () => {
    const world = new TestWorld();
    world.create();
    const node = world.open({ mode: READ_ONLY });
    expect(() => world.run(truncate(node, 128 * MIB))).toThrow('Image is read-only');
    world.close(node);
  });

  test('refuses to shrink with preallocation, and sizes that are not whole sectors', () => {
    const world = new TestWorld();
    world.create();
    const node = world.open();
    const preallocated = () => world.run(truncate(node, MIB, 'full'));
    expect(preallocated).toThrow("Preallocation can't be used for shrinking an image");
    expect(() => world.run(truncate(node, 64 * MIB + 1))).toThrow('a multiple of 512');
    world.close(node);
  });
});

describe('requests for the same clusters', () => {
  function* inParallel(...tasks: Task<void>[]): Task<void> {
    const pool = new TaskPool(tasks.length);
    for (const task of tasks) yield* pool.start(task);
    yield* pool.waitAll();
  }

  test('end in one cluster each, in every order in which their I/Os can end', () => {
    const places = [0, 8, 64, 72, 80].map((at) => at * KIB);
    let orders = 0;
    for (const order of everyOrder()) {
      orders += 1;
      const world = new TestWorld(order);
      world.create();
      const node = world.open();
      const writes = places.map((at, index) => write(node, at, filled(4 * KIB, index + 1)));
      world.run(inParallel(...writes));
      const found = new Uint8Array(128 * KIB);
      world.run(read(node, 0, found));
      const expected = new Uint8Array(128 * KIB);
      for (const [index, at] of places.entries()) expected.fill(index + 1, at, at + 4 * KIB);
      expect(Buffer.compare(found, expected)).toBe(0);
      expect(node.image.inFlight).toEqual([]);
      world.close(node);
      expect(world.check()).toMatchObject({ allocatedClusters: 2, leaks: 0, corruptions: 0 });
    }
    expect(orders).toBe(70);
  });
});

describe('a fault', () => {
  const EVENTS = [
    'l1_update',
    'l2_load',
    'l2_update',
    'l2_alloc_write',
    'write_aio',
    'cow_read',
    'cow_write',
    'refblock_load',
    'refblock_update_part',
    'refblock_alloc',
    'refblock_alloc_write',
    'refblock_alloc_hookup',
    'refblock_alloc_write_blocks',
    'refblock_alloc_write_table',
    'refblock_alloc_switch_table',
    'reftable_grow',
    'cluster_alloc',
    'cluster_free',
    'cluster_alloc_space',
    'flush_to_os',
    'flush_to_disk',
    'l1_grow_alloc_table',
    'l1_grow_write_table',
    'l1_grow_activate_table',
    'vmstate_save',
    'pwritev',
    'pwritev_zero',
  ];

  test.each(EVENTS)('at %s leaks at worst, and what was acknowledged before stays', (event) => {
    for (const once of ['on', 'off']) {
      const world = new TestWorld();
      world.storage.create('base');
      world.storage.writeBytes('base', filled(256 * KIB, 5));
      world.create({ size: 2 * MIB, clusterSize: 512, backingFile: 'base', backingFormat: 'raw' });
      const before = world.open();
      world.run(write(before, 1024, filled(700, 1)));
      world.close(before);

      const node = world.open({ faults: faultRule({ event, errno: 28, once }) });
      let failures = 0;
      for (const task of [
        () => write(node, 10_000, filled(100 * KIB, 2)),
        () => writeZeroes(node, 20_000, 4096, { ...NO_FLAGS, mayUnmap: true }),
        () => node.saveVmstate(0, filled(200 * KIB, 4)),
        () => write(node, 512 * KIB, filled(MIB, 3), { ...NO_FLAGS, fua: true }),
      ]) {
        try {
          world.run(task());
        } catch (error) {
          if (!(error instanceof IoError)) throw error;
          expect(error.errno).toBe(28);
          failures += 1;
        }
      }
      world.close(node);
      expect(failures).toBeLessThanOrEqual(4);
      expect(world.check()).toMatchObject({ corruptions: 0, checkErrors: 0 });
      const again = world.open();
      const found = new Uint8Array(700);
      world.run(read(again, 1024, found));
      expect(found.every((byte) => byte === 1)).toBe(true);
      world.close(again);
    }
  });
});

describe('block status', () => {
  test('tells data, zeroes and nothing apart, with the place in the file', () => {
    const world = new TestWorld();
    world.create({ clusterSize: 4 * KIB, size: MIB });
    const node = world.open();
    world.run(write(node, 0, filled(8 * KIB, 1)));
    world.run(writeZeroes(node, 4 * KIB, 4 * KIB));
    world.run(writeZeroes(node, 8 * KIB, 4 * KIB));
    const at = (offset: number) => world.run(status(node, offset, MIB, true));
    const host = at(0).hostOffset;
    expect(at(0)).toMatchObject({ data: true, zero: false, length: 4 * KIB });
    expect(at(4 * KIB)).toMatchObject({ data: false, zero: true, length: 4 * KIB });
    expect(at(4 * KIB).hostOffset).toBe((host ?? 0) + 4 * KIB);
    expect(at(8 * KIB)).toMatchObject({ data: false, zero: true, hostOffset: undefined });
    expect(at(12 * KIB)).toMatchObject({ data: false, zero: true, length: MIB - 12 * KIB });
    world.close(node);
  });
});
