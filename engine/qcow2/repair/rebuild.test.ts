// Repairs of an image that is open: whatever was out of order is right afterwards, and the disk
// reads as before.
import { describe, expect, test } from 'vitest';
import { IoError } from '../../base/errors.ts';
import { openGraph } from '../../block/graph.ts';
import { READ_WRITE } from '../../block/node.ts';
import { flush, read, write } from '../../block/request.ts';
import type { RepairMode } from '../check/repairer.ts';
import { filled, KIB, TestWorld } from '../image/image.test-support.ts';
import { Qcow2Node } from '../image/node.ts';
import { checkOpenImage } from './repair.ts';

const FILL = 48 * KIB;

/** An image of 64 KiB with 48 KiB of data in it; nobody has it open. */
function made(spec: Parameters<TestWorld['create']>[0] = {}): TestWorld {
  const world = new TestWorld();
  world.create({ size: 64 * KIB, clusterSize: KIB, ...spec });
  const node = world.open();
  world.run(write(node, 0, filled(FILL, 7)));
  world.run(flush(node));
  world.close(node);
  return world;
}

function openForCheck(world: TestWorld): Qcow2Node {
  const request = { filename: 't.qcow2', format: 'qcow2', mode: READ_WRITE, forCheck: true };
  const node = world.run(openGraph(world.context, request));
  if (!(node instanceof Qcow2Node)) throw new Error('not a qcow2 image');
  return node;
}

function repair(world: TestWorld, mode: RepairMode): readonly string[] {
  const node = openForCheck(world);
  const lines: string[] = [];
  const report = (line: string): void => {
    lines.push(line);
  };
  world.run(checkOpenImage(node.image, mode, { bare: report, prefixed: report }));
  world.close(node);
  return lines;
}

const errorsOf = (world: TestWorld): number => {
  const { corruptions, leaks } = world.check();
  return corruptions + leaks;
};

function readsAsBefore(world: TestWorld): boolean {
  const node = world.open();
  const target = new Uint8Array(FILL);
  world.run(read(node, 0, target));
  world.close(node);
  return target.every((byte) => byte === 7);
}

/** Offsets of the refcount table and of its first block, in an image of these tests. */
const TABLE = KIB;
const BLOCK = 2 * KIB;

describe.each([1, 8, 16, 64])('refcounts of %s bits', (refcountBits) => {
  test('are rebuilt where no block can be found', () => {
    const world = made({ refcountBits });
    world.storage.writeBytes('t.qcow2', new Uint8Array(8), TABLE);
    expect(errorsOf(world)).toBeGreaterThan(0);
    expect(repair(world, 'all').join('\n')).toContain('Rebuilding refcount structure');
    expect(errorsOf(world)).toBe(0);
    expect(readsAsBefore(world)).toBe(true);
  });

  test('are set right where they are too high or too low', () => {
    const world = made({ refcountBits });
    world.storage.writeBytes('t.qcow2', filled(KIB, 0xff), BLOCK);
    repair(world, 'all');
    expect(errorsOf(world)).toBe(0);
    expect(readsAsBefore(world)).toBe(true);
  });
});

test('a rebuild into a block that the table still names ends as in QEMU: corrupt', () => {
  const reserved = Uint8Array.of(0, 0, 0, 0, 0, 0, 8, 1);
  const world = made();
  world.storage.writeBytes('t.qcow2', reserved, TABLE);
  expect(repair(world, 'all').join('\n')).toContain('has reserved bits set');
  expect(world.lines.join('\n')).toContain('(overlaps with refcount block)');
  expect(errorsOf(world)).toBe(2);
});

test('an image that was left dirty is repaired when somebody opens it to write', () => {
  const world = made({ lazyRefcounts: true });
  const node = world.open();
  world.run(write(node, FILL, filled(8 * KIB, 9)));
  world.run(flush(node));
  // Nobody closes it: the refcounts of these clusters are in memory alone.
  world.lines.length = 0;
  world.close(world.open());
  expect(world.lines.join('\n')).toContain('refcount=0 reference=1');
  expect(errorsOf(world)).toBe(0);
  expect(readsAsBefore(world)).toBe(true);
});

test('a rebuild that cannot write leaves the image as it can, and says what failed', () => {
  const world = made();
  world.storage.writeBytes('t.qcow2', new Uint8Array(8), TABLE);
  const faults = '[inject-error]\nevent = "flush_to_os"\nerrno = "28"\niotype = "write"\n';
  const node = world.open({ faults });
  try {
    world.run(flush(node));
    const report = (): void => {};
    world.run(checkOpenImage(node.image, 'all', { bare: report, prefixed: report }));
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
  }
  world.close(node);
  repair(world, 'all');
  expect(errorsOf(world)).toBe(0);
  expect(readsAsBefore(world)).toBe(true);
});
