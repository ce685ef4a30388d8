// The end of the used part: what a check of the same image finds, without going through it.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { discard, write } from '../../block/request.ts';
import { filled, KIB, TestWorld } from '../../testing/test-world.ts';
import { endOfUsedClusters } from './highest-offset.ts';

const CLUSTER = 512;
const DISK = 512 * KIB;

test('ends where check says that the image ends, whatever was written and discarded', () => {
  const place = fc.nat(DISK / CLUSTER - 1).map((cluster) => cluster * CLUSTER);
  const clusters = fc.integer({ min: 1, max: 64 });
  const step = fc.record({ at: place, clusters, drop: fc.boolean() });
  const property = fc.property(
    fc.array(step, { maxLength: 8 }),
    fc.constantFrom(1, 16, 64),
    (steps, refcountBits) => {
      const world = new TestWorld();
      world.create({ size: DISK, clusterSize: CLUSTER, refcountBits });
      const node = world.open();
      for (const { at, clusters: count, drop } of steps) {
        const length = Math.min(count * CLUSTER, DISK - at);
        world.run(drop ? discard(node, at, length) : write(node, at, filled(length, 1)));
      }
      const found = world.run(endOfUsedClusters(node.image));
      world.close(node);
      const again = world.open();
      expect(world.run(endOfUsedClusters(again.image))).toBe(found);
      world.close(again);
      expect(found).toBe(world.check().imageEndOffset);
    },
  );
  fc.assert(property, { numRuns: 40 });
});

test('a block that lies nowhere sound is left out, and damages nothing', () => {
  const world = new TestWorld();
  world.create({ size: DISK, clusterSize: CLUSTER });
  const { header } = world.open().image;
  for (const entry of [0x701n, 1n << 55n, 0x1234500n << 9n]) {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setBigUint64(0, entry);
    world.storage.writeBytes('t.qcow2', bytes, header.refcountTableOffset + 8);
    const node = world.open();
    const end = world.run(endOfUsedClusters(node.image));
    expect(end % CLUSTER).toBe(0);
    expect(node.isInserted).toBe(true);
    expect(world.lines).toEqual([]);
  }
});
