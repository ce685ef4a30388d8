// Shrinking: what is left of the disk, of the tables and of the file.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EIO } from '../../base/errno.ts';
import { FormatError, IoError } from '../../base/errors.ts';
import { discard, read, truncate, write } from '../../block/request.ts';
import { forEachOffset } from '../format/l2-entry.ts';
import { faultRule, filled, KIB, MIB, TestWorld } from '../../testing/test-world.ts';
import type { Qcow2Node } from './node.ts';

const steps = fc.array(
  fc.record({
    kind: fc.constantFrom('write', 'write', 'resize', 'discard', 'reopen'),
    offset: fc.nat(300 * KIB),
    length: fc.integer({ min: 1, max: 60 * KIB }),
    value: fc.integer({ min: 1, max: 255 }),
  }),
  { minLength: 1, maxLength: 12 },
);

const geometries = fc.record({
  clusterSize: fc.constantFrom(512, KIB, 4 * KIB, 64 * KIB),
  refcountBits: fc.constantFrom(1, 4, 16, 64),
  version: fc.constantFrom(2 as const, 3 as const),
});

function wholeDisk(world: TestWorld, node: Qcow2Node): Uint8Array {
  const found = new Uint8Array(node.length());
  world.run(read(node, 0, found));
  return found;
}

describe('a disk that shrinks and grows', () => {
  test('at whole clusters keeps the bytes in front and has zeroes behind, and checks clean', () => {
    fc.assert(
      fc.property(geometries, steps, ({ clusterSize, refcountBits, version }, list) => {
        const world = new TestWorld();
        const bits = version === 2 ? 16 : refcountBits;
        let model = new Uint8Array(256 * KIB);
        world.create({ size: model.length, clusterSize, refcountBits: bits, version });
        let node = world.open();
        for (const { kind, offset, length, value } of list) {
          const bytes = Math.min(length, model.length - offset);
          if (kind === 'resize') {
            const size = offset - (offset % clusterSize);
            world.run(truncate(node, size));
            const kept = model.subarray(0, size);
            model = new Uint8Array(size);
            model.set(kept);
          } else if (kind === 'reopen') {
            world.close(node);
            node = world.open();
          } else if (bytes > 0 && kind === 'write') {
            world.run(write(node, offset, filled(bytes, value)));
            model.fill(value, offset, offset + bytes);
          } else if (bytes > 0) {
            world.run(discard(node, offset, bytes));
            const first = Math.ceil(offset / clusterSize) * clusterSize;
            const end = offset + bytes;
            const last = end === model.length ? end : end - (end % clusterSize);
            if (first < last) model.fill(0, first, last);
          }
        }
        expect(Buffer.compare(wholeDisk(world, node), model)).toBe(0);
        world.close(node);
        expect(world.check()).toMatchObject({ corruptions: 0, leaks: 0, checkErrors: 0 });
        expect(world.layout()).toMatchObject({ overlaps: [] });
      }),
      { numRuns: 100 },
    );
  });

  test('leaves a file that ends with its last used cluster, without empty refcount blocks', () => {
    const world = new TestWorld();
    world.create({ size: 4 * MIB, clusterSize: 512 });
    const node = world.open();
    world.run(write(node, 0, filled(2 * MIB, 1)));
    world.run(truncate(node, 32 * KIB));
    let slots = 0;
    forEachOffset(node.image.refcountTable, () => (slots += 1));
    world.close(node);
    expect(world.storage.length('t.qcow2')).toBeLessThan(50 * KIB);
    expect(slots).toBe(1);
    expect(world.check()).toMatchObject({ corruptions: 0, leaks: 0 });
  });
});

/** Shrinks an image with two L2 tables, 64 KiB of data and one fault; returns what was thrown. */
function shrinkWithFault(fault: Record<string, string | number>): {
  world: TestWorld;
  thrown: string;
} {
  const world = new TestWorld();
  world.create({ size: MIB, clusterSize: 512 });
  let node = world.open();
  world.run(write(node, 0, filled(64 * KIB, 5)));
  world.close(node);
  node = world.open({ faults: faultRule({ errno: 28, ...fault }) });
  let thrown = '';
  try {
    world.run(truncate(node, 16 * KIB));
  } catch (error) {
    thrown = String(error);
  }
  world.close(node);
  return { world, thrown };
}

test.each([
  [{ event: 'l2_load' }, 'Failed to discard cropped clusters: No space left on device'],
  [
    { event: 'l1_shrink_write_table' },
    'Failed to reduce the number of L2 tables: No space left on device',
  ],
  [
    { event: 'l1_shrink_write_table', iotype: 'flush' },
    'Failed to reduce the number of L2 tables: No space left on device',
  ],
  [
    { event: 'l1_shrink_free_l2_clusters', iotype: 'write', once: 'on' },
    'Failed to discard unused refblocks: No space left on device',
  ],
])('a fault at %j is told, and what was to stay is there', (fault, message) => {
  const { world, thrown } = shrinkWithFault(fault);
  expect(thrown).toContain(message);
  const node = world.open();
  expect(wholeDisk(world, node).subarray(0, 16 * KIB)).toEqual(filled(16 * KIB, 5));
  world.close(node);
  expect(world.check().corruptions).toBe(0);
});

test('reserved bits in a slot of the refcount table do not cost the header', () => {
  const world = new TestWorld();
  world.create({ size: MIB, clusterSize: 4 * KIB });
  const first = world.open();
  world.run(write(first, 0, filled(4 * KIB, 1)));
  world.close(first);
  // The first slot names no block, yet is not empty.
  world.storage.writeBytes('t.qcow2', Buffer.from('000000000000003f', 'hex'), 4 * KIB);
  const node = world.open();
  expect(() => world.run(truncate(node, 512 * KIB))).toThrow('Failed to discard unused refblocks');
  expect(world.lines.join('\n')).toContain('Refblock at 0 is not covered');
  world.close(node);
  expect([...world.storage.readBytes('t.qcow2', 0, 3)]).toEqual([0x51, 0x46, 0x49]);
});

test.each([new IoError(EIO), new FormatError('Input/output error')])(
  'a file that cannot be cut is worth a warning, and the disk is shorter all the same: %o',
  (error) => {
    const world = new TestWorld();
    world.create({ size: 256 * KIB, clusterSize: 4 * KIB });
    const node = world.open();
    world.run(write(node, 0, filled(256 * KIB, 1)));
    const message = error instanceof FormatError ? error.message : undefined;
    world.failures.arm({ at: 1, kinds: ['truncate'], errno: error.errno, message });
    world.run(truncate(node, 64 * KIB));
    expect(world.lines).toEqual([
      'warning: Failed to truncate the tail of the image: Input/output error',
    ]);
    expect(wholeDisk(world, node)).toEqual(filled(64 * KIB, 1));
    world.close(node);
    expect(world.check()).toMatchObject({ corruptions: 0, leaks: 0, checkErrors: 0 });
  },
);
