// Repairs of an image that is open: whatever was out of order is right afterwards, and the disk
// reads as before.
import { asCluster, asHost } from '../../base/address.ts';
import { describe, expect, test } from 'vitest';
import { EIO, ENOMEM } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import { openGraph } from '../../block/graph.ts';
import { READ_WRITE } from '../../block/node.ts';
import { flush, read, write } from '../../block/request.ts';
import { ExpectedRefcounts } from '../check/expected-refcounts.ts';
import { type Finding, type Severity, severityOf } from '../check/finding.ts';
import { findingText, printedBy } from '../check/finding-text.ts';
import type { RepairMode } from '../../block/format.ts';
import { filled, KIB, TestWorld } from '../../testing/test-world.ts';
import { Qcow2Node } from '../image/node.ts';
import { updateRefcounts } from '../refcounts/update.ts';
import { rebuildRefcounts } from './rebuild.ts';
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
  world.run(checkOpenImage(node.image, mode, printedBy({ bare: report, prefixed: report })));
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
    world.run(checkOpenImage(node.image, 'all', { found() {} }));
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
  }
  world.close(node);
  repair(world, 'all');
  expect(errorsOf(world)).toBe(0);
  expect(readsAsBefore(world)).toBe(true);
});

describe('a rebuild from what was counted', () => {
  /** An image whose clusters are all in use but two, and what a check would count in it. */
  function counted() {
    const world = made();
    const node = openForCheck(world);
    const clusters = world.storage.length('t.qcow2') / KIB;
    const references = new ExpectedRefcounts(clusters, 4);
    for (let at = 0; at < clusters; at += 1) references.set(asCluster(at), 1);
    const lines: string[] = [];
    const severities: Severity[] = [];
    const request = {
      references,
      found(finding: Finding): void {
        lines.push(...findingText(finding).map(({ text }) => text));
        severities.push(severityOf(finding));
      },
    };
    return { world, node, request, lines, severities };
  }

  test('puts new structures in force, on disk and in memory', () => {
    const { world, node, request, lines } = counted();
    const before = node.image.header.refcountTableOffset;
    world.run(rebuildRefcounts(node.image, request));
    expect(lines).toEqual([]);
    const { refcountTableOffset } = node.image.header;
    expect(refcountTableOffset).not.toBe(before);
    world.close(node);
    const again = world.open();
    expect(again.image.header.refcountTableOffset).toBe(refcountTableOffset);
    world.close(again);
    // The old structures were counted as used: they leak, and nothing else is wrong.
    expect(world.check()).toMatchObject({ corruptions: 0, leaks: 2, checkErrors: 0 });
    expect(readsAsBefore(world)).toBe(true);
  });

  test('takes no notice of what the cache of refcounts can no longer write', () => {
    const { world, node, request } = counted();
    world.run(
      updateRefcounts(node.image, {
        offset: asHost(5 * KIB),
        length: KIB,
        isDecrease: false,
        discardClass: 'other',
      }),
    );
    world.failures.arm({ at: 1, kinds: ['write'] });
    world.run(rebuildRefcounts(node.image, request));
    expect(world.failures.count).toBeGreaterThan(1);
    world.close(node);
    expect(world.check()).toMatchObject({ corruptions: 0, leaks: 2, checkErrors: 0 });
    expect(readsAsBefore(world)).toBe(true);
  });

  test('ends where there is no memory for one counter more, and the old ones hold', () => {
    const { world, node, request, lines, severities } = counted();
    const before = world.storage.readBytes('t.qcow2');
    request.references.growTo = () => {
      throw new IoError(ENOMEM);
    };
    expect(() => world.run(rebuildRefcounts(node.image, request))).toThrow(new IoError(ENOMEM));
    expect(lines).toEqual(['ERROR allocating refblock: Cannot allocate memory']);
    expect(severities).toEqual(['check-error']);
    world.close(node);
    expect(world.storage.readBytes('t.qcow2')).toEqual(before);
  });

  test.each([
    ['writing refblock', 1, 1],
    ['writing reftable', 3, 0],
    ['setting reftable', 4, 0],
  ])('says that it failed %s, and the old ones hold', (what, failing, checkErrors) => {
    const { world, node, request, lines, severities } = counted();
    // Block, table, the block once more, as it describes the table, and the header.
    world.failures.arm({ at: failing, kinds: ['write'] });
    expect(() => world.run(rebuildRefcounts(node.image, request))).toThrow(new IoError(EIO));
    expect(lines).toEqual([`ERROR ${what}: Input/output error`]);
    expect(severities).toEqual([checkErrors === 1 ? 'check-error' : 'note']);
    world.close(node);
    expect(world.check()).toMatchObject({ corruptions: 0, leaks: 0, checkErrors: 0 });
    expect(readsAsBefore(world)).toBe(true);
  });
});
