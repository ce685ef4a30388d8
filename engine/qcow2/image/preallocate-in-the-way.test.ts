// A growth whose area behind the end of the image is not free after all.
import { expect, test } from 'vitest';
import { truncate, write } from '../../block/request.ts';
import { filled, KIB, TestWorld } from '../../testing/test-world.ts';
import { getRefcount, setRefcount } from '../format/refcount-block.ts';
import { type Image, refcountBlockOffset } from '../state/image.ts';

/** Clusters of the area that are free. */
const FREE = 5;

/** The refcounts of the first clusters, as they stand in the cache. */
function firstBlock(image: Image): Uint8Array {
  const block = image.refcountCache.find(refcountBlockOffset(image.refcountTable, 0));
  if (block === undefined) throw new Error('the first refcount block is not in the cache');
  return block.bytes;
}

test('fails, and gives back what it has taken', () => {
  const world = new TestWorld();
  world.create({ size: 4 * KIB, clusterSize: 512 });
  const node = world.open();
  world.run(write(node, 0, filled(KIB, 1)));
  const { image } = node;
  const { refcountOrder, refcountsPerBlock } = image.geometry;
  const { file } = image;
  const event = file.event.bind(file);
  let taken = 0;
  // The structures are there, their old table is about to be freed, the data clusters come next.
  file.event = (name) => {
    if (name === 'cluster_free' && taken === 0) {
      const block = firstBlock(image);
      const isUsed = (index: number): boolean => getRefcount(block, index, refcountOrder) !== 0;
      let last = refcountsPerBlock - 1;
      while (!isUsed(last)) last -= 1;
      taken = last + 1 + FREE;
      setRefcount(block, taken, refcountOrder, 1);
    }
    return event(name);
  };
  expect(() => world.run(truncate(node, 16 * KIB, 'full'))).toThrow(
    /^Failed to allocate data clusters: Input\/output error$/,
  );
  expect(taken).toBeGreaterThan(FREE);
  setRefcount(firstBlock(image), taken, refcountOrder, 0);
  expect(node.length()).toBe(4 * KIB);
  world.close(node);
  expect(world.check()).toMatchObject({ corruptions: 0, leaks: 0, checkErrors: 0 });
});
