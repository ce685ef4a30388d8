// A growth whose area behind the end of the image is not free after all.
import { expect, test } from 'vitest';
import { openGraph } from '../../block/graph.ts';
import { READ_WRITE } from '../../block/node.ts';
import type { OpenContext } from '../../block/open.ts';
import { truncate, write } from '../../block/request.ts';
import { EventWatch, type HearEvent } from '../../filters/event-watch.ts';
import { filled, KIB, TestWorld } from '../../testing/test-world.ts';
import { getRefcount, setRefcount } from '../format/refcount-block.ts';
import { type Image, refcountBlockOffset } from '../state/image.ts';
import { Qcow2Node } from './node.ts';

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
  let hear: HearEvent = () => {};
  const context: OpenContext = {
    ...world.context,
    wrapFormatFile: (file) => new EventWatch(file, (...event) => hear(...event)),
  };
  const request = { filename: 't.qcow2', format: 'qcow2', mode: READ_WRITE };
  const node = world.run(openGraph(context, request));
  if (!(node instanceof Qcow2Node)) throw new Error('not a qcow2 image');
  world.run(write(node, 0, filled(KIB, 1)));
  const { image } = node;
  const { refcountOrder, refcountsPerBlock } = image.geometry;
  let taken = 0;
  // The structures are there, their old table is about to be freed, the data clusters come next.
  hear = (_file, event) => {
    if (event !== 'cluster_free' || taken !== 0) return;
    const block = firstBlock(image);
    const isUsed = (index: number): boolean => getRefcount(block, index, refcountOrder) !== 0;
    let last = refcountsPerBlock - 1;
    while (!isUsed(last)) last -= 1;
    taken = last + 1 + FREE;
    setRefcount(block, taken, refcountOrder, 1);
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
