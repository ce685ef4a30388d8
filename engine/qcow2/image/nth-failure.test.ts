// Fails the Nth request to the file, for N = 1, 2, 3 ... until a run meets no failure: once, and
// from then on for good. Whatever fails, the image has no corruption afterwards; leaks are allowed.
//
// Flushes and truncations fail only for good. A flush that fails once, right behind a header write,
// makes the engine free the table that the header on disk points to; a file that cannot be extended
// leaves entries that point past its end. QEMU does the same, and so do we: see README.md.
import { describe, expect, test } from 'vitest';
import { ENOSPC } from '../../base/errno.ts';
import { FormatError, IoError } from '../../base/errors.ts';
import { NO_FLAGS, PREALLOCATIONS } from '../../block/node.ts';
import { flush, truncate, write, writeZeroes } from '../../block/request.ts';
import type { IoKind } from '../../filters/fail-nth.ts';
import type { Task } from '../../task/task.ts';
import { filled, KIB, MIB, TestWorld } from '../../testing/test-world.ts';
import type { Qcow2Node } from './node.ts';

/** What fails once. */
const ONCE: readonly IoKind[] = ['read', 'write', 'write-zeroes'];
/** What fails for good. */
const FOR_GOOD: readonly IoKind[] = [...ONCE, 'truncate', 'flush'];

interface Sweep {
  /** Runs without failures. */
  prepare?(world: TestWorld): void;
  /** Runs with them. Throws what fails. */
  act(world: TestWorld): void;
}

/** Runs the sweep and returns how many runs met a failure. */
function sweep({ prepare, act }: Sweep, isSticky: boolean, limit = 400): number {
  const kind = isSticky ? { kinds: FOR_GOOD, times: Infinity } : { kinds: ONCE };
  for (let at = 1; at <= limit; at += 1) {
    const world = new TestWorld();
    const { failures } = world;
    prepare?.(world);
    failures.arm({ at, errno: ENOSPC, ...kind });
    try {
      act(world);
    } catch (error) {
      if (!(error instanceof IoError || error instanceof FormatError)) throw error;
      expect(error.message).toMatch(/No space left on device/);
    }
    failures.disarm();
    if (world.storage.exists('t.qcow2') && world.storage.length('t.qcow2') > 0) {
      expect(world.check()).toMatchObject({ corruptions: 0, checkErrors: 0 });
    }
    if (failures.count < at) return at - 1;
  }
  return limit;
}

/** Opens the image, does the work, and closes it even when the work failed. */
function withImage(world: TestWorld, work: (node: Qcow2Node) => Task<void>): void {
  const node = world.open();
  try {
    world.run(work(node));
  } finally {
    world.close(node);
  }
}

const smallImage = (world: TestWorld): void => {
  world.storage.create('base');
  world.storage.writeBytes('base', filled(300 * KIB, 5));
  world.create({
    size: MIB,
    clusterSize: 512,
    refcountBits: 64,
    backingFile: 'base',
    backingFormat: 'raw',
  });
};

describe.each([false, true])('the Nth request fails, and all behind it: %s;', (isSticky) => {
  test.each(PREALLOCATIONS)('creating with preallocation=%s', (preallocation) => {
    const count = sweep(
      { act: (world) => world.create({ size: 256 * KIB, clusterSize: 512, preallocation }) },
      isSticky,
    );
    expect(count).toBeGreaterThan(10);
  });

  test.each(PREALLOCATIONS)('growing with preallocation=%s', (preallocation) => {
    const count = sweep(
      {
        prepare: (world) => world.create({ size: 64 * KIB, clusterSize: 512 }),
        act: (world) => withImage(world, (node) => truncate(node, 600 * KIB, preallocation)),
      },
      isSticky,
    );
    expect(count).toBeGreaterThan(5);
  });

  test('growing over a longer backing file', () => {
    const prepare = (world: TestWorld): void => {
      world.storage.create('base');
      world.storage.writeBytes('base', filled(600 * KIB, 5));
      const backing = { backingFile: 'base', backingFormat: 'raw' };
      world.create({ size: 64 * KIB + 512, clusterSize: KIB, ...backing });
    };
    const act = (world: TestWorld): void =>
      withImage(world, (node) => truncate(node, 300 * KIB, 'off'));
    expect(sweep({ prepare, act }, isSticky)).toBeGreaterThan(5);
  });

  test('writing across refcount blocks, over a backing file', () => {
    const act = (world: TestWorld): void =>
      withImage(world, function* (node): Task<void> {
        yield* write(node, 700, filled(40 * KIB, 1), { ...NO_FLAGS, fua: true });
        yield* write(node, 100 * KIB, filled(3000, 2));
        yield* writeZeroes(node, 2 * KIB, 8 * KIB, { ...NO_FLAGS, mayUnmap: true });
        yield* writeZeroes(node, 30 * KIB + 5, 600);
        yield* node.saveVmstate(0, filled(5 * KIB, 3));
        yield* flush(node);
      });
    expect(sweep({ prepare: smallImage, act }, isSticky)).toBeGreaterThan(40);
  });
});
