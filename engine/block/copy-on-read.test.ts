// Copy-on-read against a model: whatever is read, the disk reads as before, and the clusters that
// were read are the image's own from then on, whole and no others.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EIO, ENOSPC } from '../base/errno.ts';
import { IoError } from '../base/errors.ts';
import { property } from '../testing/property.ts';
import { faultRule, filled, KIB, TestWorld } from '../testing/test-world.ts';
import { readAndCopy } from './copy-on-read.ts';
import { openGraph } from './graph.ts';
import { type BlockNode, READ_WRITE, type StatusRun } from './node.ts';
import { RecordingNode, runAlone } from '../testing/recording-node.ts';
import { read, status, write, writeZeroes } from './request.ts';

const SECTOR = 512;

interface Disk {
  readonly size: number;
  readonly backingSize: number;
  readonly clusterSize: number;
  readonly writes: readonly { offset: number; length: number; value: number }[];
}

const sectors = (most: number): fc.Arbitrary<number> =>
  fc.integer({ min: 1, max: most }).map((count) => count * SECTOR);
const disks: fc.Arbitrary<Disk> = fc.record({
  size: sectors(100),
  backingSize: fc.integer({ min: 1, max: 60_000 }),
  clusterSize: fc.constantFrom(512, 2 * KIB, 4 * KIB, 16 * KIB),
  writes: fc.array(fc.record({ offset: fc.nat(40_000), length: sectors(8), value: fc.nat(2) }), {
    maxLength: 3,
  }),
});
const reads = fc.array(
  fc.record({ offset: fc.nat(50_000), length: fc.integer({ min: 1, max: 30_000 }) }),
  { minLength: 1, maxLength: 4 },
);

/** The image over a backing file in which one sector of three is zero, and what the disk holds. */
function make({ size, backingSize, clusterSize, writes }: Disk) {
  const world = new TestWorld();
  const model = new Uint8Array(size);
  const below = Uint8Array.from({ length: backingSize }, (_value, at) => {
    const sector = Math.floor(at / SECTOR);
    return sector % 3 === 0 ? 0 : 1 + ((sector + at) % 250);
  });
  model.set(below.subarray(0, size));
  world.storage.writeBytes('base', below);
  world.create({ size, clusterSize, backingFile: 'base', backingFormat: 'raw' });
  const node = world.open();
  for (const { offset, length, value } of writes) {
    const count = Math.min(length, size - offset);
    if (count <= 0) continue;
    if (value === 0) world.run(writeZeroes(node, offset, count));
    else world.run(write(node, offset, filled(count, value)));
    model.fill(value, offset, offset + count);
  }
  return { world, node, model };
}

/** For each cluster whether the image holds it itself. */
function ownClusters(world: TestWorld, node: BlockNode): boolean[] {
  const own: boolean[] = [];
  for (let at = 0; at < node.length(); at += node.clusterSize) {
    own.push(world.run(status(node, at, 1, false)).allocated);
  }
  return own;
}

describe('what is read with copies', () => {
  property([disks, reads], { numRuns: 150 })(
    "is what the disk holds, and its clusters, no others, are the image's own then",
    (disk, wanted) => {
      const { world, node, model } = make(disk);
      const own = ownClusters(world, node);
      node.tracksRequests = true;
      for (const { offset, length } of wanted) {
        const count = Math.min(length, disk.size - offset);
        if (count <= 0) continue;
        const target = filled(count, 0xee);
        world.run(read(node, offset, target, true));
        expect(Buffer.compare(target, model.subarray(offset, offset + count))).toBe(0);
        const last = Math.floor((offset + count - 1) / disk.clusterSize);
        own.fill(true, Math.floor(offset / disk.clusterSize), last + 1);
      }
      expect(ownClusters(world, node)).toEqual(own);
      // What was copied no longer needs the backing file, and the rest still shows it.
      const whole = new Uint8Array(disk.size);
      world.run(read(node, 0, whole));
      expect(Buffer.compare(whole, model)).toBe(0);
      world.close(node);
      expect(world.check()).toMatchObject({ corruptions: 0, leaks: 0, checkErrors: 0 });
    },
  );

  test("is not copied where it is the image's own", () => {
    const node = new RecordingNode(4 * KIB);
    expect(runAlone(readAndCopy(node, 0, new Uint8Array(KIB)))).toBe(false);
    expect(node.takeLog()).toEqual([]);
  });

  test('is copied in pieces no longer than the node transfers', () => {
    const node = new RecordingNode(4 * KIB, { maxTransfer: KIB });
    const none = { length: KIB, data: false, zero: false, allocated: false };
    node.statusRun = (_offset, length): StatusRun => {
      return { ...none, length };
    };
    const target = new Uint8Array(2 * KIB);
    expect(runAlone(readAndCopy(node, KIB, target))).toBe(true);
    expect(target).toEqual(node.bytes.slice(KIB, 3 * KIB));
    expect(node.takeLog().filter((line) => line !== 'cor_write')).toEqual([
      'read 1024 1024',
      'write 1024 1024',
      'read 2048 1024',
      'write 2048 1024',
    ]);
  });

  test('counts as not its own where the status cannot be had: reading says more', () => {
    const node = new RecordingNode(4 * KIB);
    let asked = 0;
    node.statusRun = (_offset, length): StatusRun => {
      asked += 1;
      if (asked > 1) throw new IoError(EIO);
      return { length: length / 2, data: true, zero: false, allocated: true };
    };
    const target = new Uint8Array(KIB);
    expect(runAlone(readAndCopy(node, 0, target))).toBe(true);
    expect(target).toEqual(node.bytes.slice(0, KIB));
    expect(node.takeLog()).toEqual(['read 0 1024', 'cor_write', 'write 0 1024']);
    node.faults.set('read 0 1024', EIO);
    expect(() => runAlone(readAndCopy(node, 0, target))).toThrow(new IoError(EIO));
  });

  test('is zeroed, not written, where it is all zeroes', () => {
    const node = new RecordingNode(4 * KIB);
    node.bytes.fill(0, 0, KIB);
    const none = { data: false, zero: false, allocated: false };
    node.statusRun = (_offset, length): StatusRun => {
      return { ...none, length };
    };
    runAlone(readAndCopy(node, 0, new Uint8Array(KIB)));
    expect(node.takeLog()).toEqual(['read 0 1024', 'cor_write', 'zero 0 1024']);
  });
});

test('a node that copies on read fails a read where the copy cannot be written', () => {
  const disk = { size: 32 * KIB, backingSize: 32 * KIB, clusterSize: 4 * KIB, writes: [] };
  const { world, node, model } = make(disk);
  world.close(node);
  world.storage.writeText('rules', faultRule({ event: 'write_aio', errno: ENOSPC, once: 'on' }));
  const request = { filename: 'blkdebug:rules:t.qcow2', format: 'qcow2', mode: READ_WRITE };
  const reader = world.run(openGraph(world.context, request));
  Object.assign(reader, { copiesOnRead: true, tracksRequests: true });
  const target = new Uint8Array(KIB);
  expect(() => world.run(read(reader, KIB, target))).toThrow(new IoError(ENOSPC));
  expect(ownClusters(world, reader)[0]).toBe(false);
  world.run(read(reader, KIB, target));
  expect(target).toEqual(model.slice(KIB, 2 * KIB));
  expect(ownClusters(world, reader)).toEqual([true, ...Array<boolean>(7).fill(false)]);
});
