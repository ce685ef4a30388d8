// A growth whose area behind the end of the image is not free after all.
import { expect, test, vi } from 'vitest';
import { FormatError } from '../../base/errors.ts';
import { truncate, write } from '../../block/request.ts';
import { filled, KIB, TestWorld } from '../../testing/test-world.ts';

/** Clusters that are taken at most. */
const MOST = 5;

vi.mock(import('../refcounts/allocate.ts'), async (load) => {
  const actual = await load();
  return {
    ...actual,
    allocateClustersAt: (image, offset, count) =>
      actual.allocateClustersAt(image, offset, Math.min(MOST, count)),
  };
});

test('fails, and gives back what it has taken', () => {
  const world = new TestWorld();
  world.create({ size: 4 * KIB, clusterSize: 512 });
  const node = world.open();
  world.run(write(node, 0, filled(KIB, 1)));
  expect(() => world.run(truncate(node, 8 * KIB, 'full'))).toThrow(FormatError);
  expect(node.length()).toBe(4 * KIB);
  world.close(node);
  expect(world.check()).toMatchObject({ corruptions: 0, leaks: 0, checkErrors: 0 });
});
