// Sizes that a disk cannot get, and how it gets one where a data file holds its bytes.
import { describe, expect, test } from 'vitest';
import { EINVAL, ENOTSUP } from '../../base/errno.ts';
import { read, status, truncate, write } from '../../block/request.ts';
import { createSnapshot } from '../snapshots/create.ts';
import { filled, KIB, TestWorld } from '../../testing/test-world.ts';

const SIZE = 64 * KIB;

function opened(spec: Parameters<TestWorld['create']>[0] = {}) {
  const world = new TestWorld();
  world.create({ size: SIZE, clusterSize: 4 * KIB, ...spec });
  return { world, node: world.open() };
}

describe('a size is refused', () => {
  test.each([
    [SIZE + 1, 'off', 'The new size must be a multiple of 512'],
    [SIZE / 2, 'metadata', "Preallocation can't be used for shrinking an image"],
    [SIZE / 2, 'full', "Preallocation can't be used for shrinking an image"],
  ] as const)('%i with preallocation %s', (length, preallocation, message) => {
    const { world, node } = opened();
    world.run(write(node, 0, filled(SIZE, 1)));
    expect(() => world.run(truncate(node, length, preallocation))).toThrow(
      expect.objectContaining({ message, errno: EINVAL }),
    );
    expect(node.length()).toBe(SIZE);
    world.close(node);
    expect(world.check()).toMatchObject({ corruptions: 0, leaks: 0, checkErrors: 0 });
  });

  test('by an image of version 2 that has snapshots, which do not say theirs', () => {
    for (const version of [2, 3] as const) {
      const { world, node } = opened({ version });
      const snapshot = { name: 's', dateSeconds: 0, dateNanoseconds: 0 };
      world.run(createSnapshot(node.image, snapshot));
      const resizing = (): void => world.run(truncate(node, 2 * SIZE));
      if (version === 3) resizing();
      else {
        expect(resizing).toThrow(
          expect.objectContaining({
            message: "Can't resize a v2 image which has snapshots",
            errno: ENOTSUP,
          }),
        );
      }
      expect(node.length()).toBe(version === 3 ? 2 * SIZE : SIZE);
    }
  });
});

describe('a data file', () => {
  test.each([false, true])('gets the length of the disk; it reads alone: %s', (dataFileRaw) => {
    const { world, node } = opened({ dataFile: 'data', dataFileRaw });
    world.run(truncate(node, 2 * SIZE));
    expect(world.storage.length('data')).toBe(2 * SIZE);
    // Where it is to be read alone, each cluster has its place in it from the beginning.
    const run = world.run(status(node, SIZE, 1, false));
    expect(run.hostOffset).toBe(dataFileRaw ? SIZE : undefined);
    const target = filled(SIZE, 9);
    world.run(read(node, SIZE, target));
    expect(target).toEqual(new Uint8Array(SIZE));
    world.run(truncate(node, SIZE / 2));
    expect(world.storage.length('data')).toBe(SIZE / 2);
    world.close(node);
    expect(world.check()).toMatchObject({ corruptions: 0, leaks: 0, checkErrors: 0 });
  });
});
