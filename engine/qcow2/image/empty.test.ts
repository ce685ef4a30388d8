// Emptying an image: the backing file shows through everywhere, in the fast way and in the slow
// one; what a failure leaves.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EIO, ENOMEDIUM, ENOSPC } from '../../base/errno.ts';
import { FormatError, IoError } from '../../base/errors.ts';
import { read, status, write } from '../../block/request.ts';
import { property } from '../../testing/property.ts';
import { hasFeature, INCOMPATIBLE_DIRTY } from '../format/features.ts';
import { createSnapshot } from '../snapshots/create.ts';
import { loadSnapshot } from '../snapshots/load.ts';
import { emptyImage } from './empty.ts';
import { faultRule, filled, KIB, TestWorld } from '../../testing/test-world.ts';
import type { Qcow2Node } from './node.ts';

const SIZE = 256 * KIB;
const BELOW = 9;

interface Made {
  readonly clusterSize: number;
  readonly version: 2 | 3;
  readonly hasSnapshot: boolean;
  readonly writes: readonly { offset: number; length: number }[];
}

function make({ clusterSize, version, hasSnapshot, writes }: Made): TestWorld {
  const world = new TestWorld();
  world.storage.writeBytes('base', filled(SIZE, BELOW));
  const backing = { backingFile: 'base', backingFormat: 'raw' };
  world.create({ size: SIZE, clusterSize, version, ...backing });
  const node = world.open();
  for (const { offset, length } of writes) {
    world.run(write(node, offset, filled(Math.min(length, SIZE - offset), 1)));
  }
  if (hasSnapshot) {
    const snapshot = { name: 's', dateSeconds: 0, dateNanoseconds: 0 };
    world.run(createSnapshot(node.image, snapshot));
  }
  world.close(node);
  return world;
}

const PLAIN: Made = {
  clusterSize: 4 * KIB,
  version: 3,
  hasSnapshot: false,
  writes: [
    { offset: 0, length: 100 * KIB },
    { offset: 200 * KIB, length: KIB },
  ],
};

function contentOf(world: TestWorld, node: Qcow2Node): Buffer {
  const bytes = Buffer.alloc(SIZE);
  world.run(read(node, 0, bytes));
  return bytes;
}

function isUnallocated(world: TestWorld, node: Qcow2Node): boolean {
  for (let at = 0; at < SIZE;) {
    const run = world.run(status(node, at, SIZE - at, false));
    if (run.allocated) return false;
    at += run.length;
  }
  return true;
}

const SOUND = { corruptions: 0, checkErrors: 0, leaks: 0 };

describe('an image that is emptied', () => {
  property(
    [
      fc.record({
        clusterSize: fc.constantFrom(512, 4 * KIB, 64 * KIB),
        version: fc.constantFrom<2 | 3>(2, 3, 3),
        hasSnapshot: fc.boolean(),
        writes: fc.array(
          fc.record({ offset: fc.nat(SIZE - 1), length: fc.integer({ min: 1, max: 99 * KIB }) }),
          { maxLength: 4 },
        ),
      }),
    ],
    { numRuns: 60 },
  )('shows what is below it, takes writes again, and keeps its snapshots', (made) => {
    const world = make(made);
    const node = world.open();
    const before = contentOf(world, node);
    const length = world.storage.length('t.qcow2');
    world.run(emptyImage(node.image));
    expect(isUnallocated(world, node)).toBe(true);
    expect(contentOf(world, node).every((byte) => byte === BELOW)).toBe(true);
    expect(hasFeature(node.image.header.incompatibleFeatures, INCOMPATIBLE_DIRTY)).toBe(false);
    // Header, refcount table, one block, and the L1 table; the slow way keeps what is in the file.
    const isFast = made.version === 3 && !made.hasSnapshot;
    const l1Clusters = Math.ceil(node.image.l1.length / made.clusterSize);
    const shortest = (3 + l1Clusters) * made.clusterSize;
    if (isFast) expect(world.storage.length('t.qcow2')).toBe(shortest);
    else expect(world.storage.length('t.qcow2')).toBeGreaterThanOrEqual(length);
    world.run(write(node, 3 * KIB, filled(70 * KIB, 4)));
    world.close(node);
    expect(world.check()).toMatchObject(SOUND);
    if (!made.hasSnapshot) return;
    const reader = world.open({ mode: { readOnly: true, mayUnmap: false, noFlush: false } });
    world.run(loadSnapshot(reader.image, { id: '1', name: undefined }));
    expect(Buffer.compare(contentOf(world, reader), before)).toBe(0);
  });
});

describe('a failure', () => {
  test('half-way takes the image out of service, and it stays dirty', () => {
    const world = make(PLAIN);
    const faults = faultRule({ event: 'empty_image_prepare', errno: EIO });
    const node = world.open({ faults });
    expect(() => world.run(emptyImage(node.image))).toThrow(new IoError(EIO));
    expect(() => contentOf(world, node)).toThrow(new IoError(ENOMEDIUM));
    world.close(node);
    const again = world.open({ mode: { readOnly: true, mayUnmap: false, noFlush: false } });
    expect(hasFeature(again.image.header.incompatibleFeatures, INCOMPATIBLE_DIRTY)).toBe(true);
    world.close(again);
    // Whoever opens it to write repairs it.
    world.close(world.open());
    expect(world.check()).toMatchObject({ corruptions: 0, checkErrors: 0 });
  });

  test.each([new IoError(ENOSPC), new FormatError('No space left on device')])(
    'to make the file shorter is told, and the image is empty all the same: %o',
    (error) => {
      const world = make(PLAIN);
      const node = world.open();
      const message = error instanceof FormatError ? error.message : undefined;
      world.failures.arm({ at: 1, kinds: ['truncate'], errno: error.errno, message });
      expect(() => world.run(emptyImage(node.image))).toThrow(error);
      expect(world.lines.at(-1)).toBe('No space left on device');
      expect(isUnallocated(world, node)).toBe(true);
      world.close(node);
      expect(world.check()).toMatchObject({ corruptions: 0, checkErrors: 0 });
    },
  );

  test('to read a table before anything was changed leaves all as it was', () => {
    const world = make({ ...PLAIN, version: 2 });
    const node = world.open({ faults: faultRule({ event: 'l2_load', errno: EIO, once: 'on' }) });
    expect(() => world.run(emptyImage(node.image))).toThrow(new IoError(EIO));
    expect(contentOf(world, node)[0]).toBe(1);
    world.close(node);
    expect(world.check()).toMatchObject(SOUND);
  });
});
