// Another width for refcounts, with a failure at every write on the way: the old width holds or the
// new one, the disk reads as before, and clusters leak at most.
import { expect, test } from 'vitest';
import { EINVAL, EIO } from '../../base/errno.ts';
import { FormatError } from '../../base/errors.ts';
import { read, write } from '../../block/request.ts';
import { createSnapshot } from '../snapshots/create.ts';
import { filled, KIB, TestWorld } from '../../testing/test-world.ts';
import { changeRefcountWidth } from './change-width.ts';

const SIZE = 512 * KIB;

/** Enough clusters for several refcount blocks, of whatever width. */
function made(hasSnapshot = false): TestWorld {
  const world = new TestWorld();
  world.create({ size: SIZE, clusterSize: 512 });
  const node = world.open();
  world.run(write(node, 0, filled(400 * KIB, 1)));
  if (hasSnapshot) {
    const snapshot = { name: 's', dateSeconds: 0, dateNanoseconds: 0 };
    world.run(createSnapshot(node.image, snapshot));
  }
  world.close(node);
  return world;
}

/** The width that the image has when it is opened again, after its disk was compared. */
function widthOf(world: TestWorld): number {
  const node = world.open();
  const content = Buffer.alloc(SIZE);
  world.run(read(node, 0, content));
  expect(Buffer.compare(content, Buffer.alloc(SIZE).fill(1, 0, 400 * KIB))).toBe(0);
  const { refcountBits } = node.image.geometry;
  world.close(node);
  return refcountBits;
}

/** Fails the Nth write, but no flush. Returns the errno, and whether there were so many. */
function changed(world: TestWorld, order: number, failing: number) {
  const node = world.open();
  world.failures.arm({ at: failing, kinds: ['write'] });
  let failure: FormatError | undefined;
  try {
    world.run(changeRefcountWidth(node.image, order, () => {}));
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    failure = error;
  }
  world.failures.disarm();
  world.close(node);
  return { failure, hasFailed: world.failures.count >= failing };
}

test.each([0, 3, 6])('a failure at any write on the way to 2^%i bits', (order) => {
  const seen = new Set<string>();
  // Every seventh write, and all of the first and of the last ones.
  let hasEnded = false;
  for (let failing = 1; !hasEnded; failing += failing < 10 ? 1 : 7) {
    const world = made();
    const { failure, hasFailed } = changed(world, order, failing);
    hasEnded = !hasFailed;
    if (failure !== undefined) {
      expect(failure.errno).toBe(EIO);
      seen.add(failure.message);
    }
    expect(widthOf(world)).toBe(failure === undefined ? 2 ** order : 16);
    expect(world.check(), `write ${failing}`).toMatchObject({ corruptions: 0, checkErrors: 0 });
    if (hasEnded) expect(world.check().leaks).toBe(0);
  }
  expect(seen.size).toBeGreaterThan(0);
});

test('a width that cannot count what there is leaves all as it was', () => {
  const world = made(true);
  const { failure } = changed(world, 0, 0);
  expect(failure?.errno).toBe(EINVAL);
  expect(failure?.message).toMatch(/^Cannot decrease refcount entry width to 1 bits/);
  expect(widthOf(world)).toBe(16);
  expect(world.check()).toMatchObject({ corruptions: 0, leaks: 0, checkErrors: 0 });
});
