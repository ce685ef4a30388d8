// Each section by itself, and what a hit does to the image.
import { describe, expect, test } from 'vitest';
import { asHost, NO_HOST } from '../../base/address.ts';
import { ENOMEDIUM } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import { flush, read, truncate, write, writeZeroes } from '../../block/request.ts';
import { entryOffset, storeEntry } from '../format/l2-entry.ts';
import { filled, KIB, MIB, TestWorld } from '../../testing/test-world.ts';
import { checkOverlap, findOverlap } from './check.ts';

const CLUSTER = 4 * KIB;

function openWorld() {
  const world = new TestWorld();
  world.create({ size: 4 * MIB, clusterSize: CLUSTER });
  const node = world.open();
  world.run(write(node, 0, filled(CLUSTER, 1)));
  return { world, node, image: node.image };
}

describe('the overlap check', () => {
  test('names the section that a write would hit', () => {
    const { image } = openWorld();
    const l2 = entryOffset(image.l1, 0);
    const at = (offset: number, length = 1) => findOverlap(image, asHost(offset), length);
    expect(at(0)).toBe('qcow2_header');
    expect(at(CLUSTER - 1, 5)).toBe('qcow2_header');
    expect(at(CLUSTER)).toBe('refcount table');
    expect(at(2 * CLUSTER)).toBe('refcount block');
    expect(at(3 * CLUSTER + CLUSTER - 1)).toBe('active L1 table');
    expect(at(l2)).toBe('active L2 table');
    expect(at(l2 + CLUSTER)).toBeUndefined();
    expect(at(CLUSTER, 100 * CLUSTER)).toBe('active L1 table');
    expect(at(0, 0)).toBeUndefined();
  });

  test('lets a section be rewritten in place', () => {
    const { image } = openWorld();
    const l2 = entryOffset(image.l1, 0);
    expect(findOverlap(image, l2, CLUSTER, 'active L2 table')).toBeUndefined();
    expect(findOverlap(image, asHost(2 * CLUSTER), CLUSTER, 'refcount block')).toBeUndefined();
    expect(findOverlap(image, asHost(3 * CLUSTER), 8, 'active L1 table')).toBeUndefined();
    expect(findOverlap(image, asHost(2 * CLUSTER), CLUSTER, 'active L2 table')).toBe(
      'refcount block',
    );
  });

  test('marks the image corrupt and takes it out of service', () => {
    const { world, node, image } = openWorld();
    const hit = () => world.run(checkOverlap(image, asHost(2 * CLUSTER), 1));
    expect(hit).toThrow('Input/output error');
    expect(world.lines).toEqual([
      'qcow2: Marking image as corrupt: Preventing invalid write on metadata ' +
        '(overlaps with refcount block); further corruption events will be suppressed',
    ]);
    const noMedium = new IoError(ENOMEDIUM);
    expect(() => world.run(read(node, 0, new Uint8Array(1)))).toThrow(noMedium);
    expect(() => world.run(write(node, 0, new Uint8Array(1)))).toThrow(noMedium);
    expect(() => world.run(writeZeroes(node, 0, CLUSTER))).toThrow(noMedium);
    expect(() => world.run(truncate(node, 8 * MIB))).toThrow(noMedium);
    expect(() => node.length()).toThrow(noMedium);
    expect(() => world.run(node.saveVmstate(0, new Uint8Array(1)))).toThrow(noMedium);
    world.run(flush(node));
    world.close(node);
    expect(() => world.open()).toThrow('Image is corrupt; cannot be opened read/write');
  });

  test('stops a write that an entry sends into metadata', () => {
    const { world, node: first, image } = openWorld();
    const entry = new Uint8Array(8);
    storeEntry(entry, 0, { offset: asHost(2 * CLUSTER), copied: true });
    world.close(first);
    world.storage.writeBytes('t.qcow2', entry, entryOffset(image.l1, 0));
    const node = world.open();
    const before = world.storage.readBytes('t.qcow2', 2 * CLUSTER, CLUSTER);
    expect(() => world.run(write(node, 0, filled(CLUSTER, 2)))).toThrow('Input/output error');
    expect(world.storage.readBytes('t.qcow2', 2 * CLUSTER, CLUSTER)).toEqual(before);
  });
});

describe('damage met while reading and writing', () => {
  /** An image whose first L2 entry, or first L1 entry, is replaced by 8 bytes in hex. */
  function damaged(what: 'l1' | 'l2', hex: string, version: 2 | 3 = 3) {
    const world = new TestWorld();
    world.create({ size: 4 * MIB, clusterSize: CLUSTER, version });
    const node = world.open();
    world.run(write(node, 0, filled(CLUSTER, 1)));
    const { image } = node;
    const at = what === 'l1' ? image.header.l1TableOffset : entryOffset(image.l1, 0);
    world.close(node);
    world.storage.writeBytes('t.qcow2', Buffer.from(hex, 'hex'), at);
    return { world, node: world.open() };
  }

  test.each([
    ['l2', '8000000000005200', 'Cluster allocation offset 0x5200 unaligned'],
    ['l1', '8000000000004200', 'L2 table offset 0x4200 unaligned (L1 index: 0)'],
  ] as const)('an unaligned %s entry fails a read', (what, hex, text) => {
    const { world, node } = damaged(what, hex);
    expect(() => world.run(read(node, 0, new Uint8Array(1)))).toThrow('Input/output error');
    expect(world.lines[0]).toContain(`Marking image as corrupt: ${text}`);
  });

  test.each([
    ['l2', '8000000000005200', 'Data cluster offset 0x5200 unaligned (guest offset: 0)'],
    ['l2', '8000000000005201', 'Preallocated zero cluster offset 0x5200 unaligned'],
    ['l1', '8000000000004200', 'L2 table offset 0x4200 unaligned (L1 index: 0)'],
  ] as const)('a bad %s entry %s fails a write', (what, hex, text) => {
    const { world, node } = damaged(what, hex);
    expect(() => world.run(write(node, 0, filled(CLUSTER, 1)))).toThrow('Input/output error');
    expect(world.lines[0]).toContain(`Marking image as corrupt: ${text}`);
  });

  test('an L1 entry with a flag and without a table, in memory, fails a write', () => {
    const { world, node, image } = openWorld();
    storeEntry(image.l1, 0, { offset: NO_HOST, copied: true });
    expect(() => world.run(write(node, 0, filled(CLUSTER, 1)))).toThrow('Input/output error');
    expect(world.lines[0]).toContain('L1 entry 0 has the COPIED flag and points at no L2 table');
  });

  test('a zero cluster in a version 2 image fails a read', () => {
    const { world, node } = damaged('l2', '0000000000000001', 2);
    expect(() => world.run(read(node, 0, new Uint8Array(1)))).toThrow('Input/output error');
    expect(world.lines[0]).toContain('Zero cluster entry found in pre-v3 image');
  });

  test('an unaligned cluster is not freed, and that is told once', () => {
    const { world, node } = damaged('l2', '0000000000005200');
    world.run(write(node, 0, filled(CLUSTER, 1)));
    expect(world.lines).toEqual([
      'qcow2: Image is corrupt: Cannot free unaligned cluster 0x5200; ' +
        'further non-fatal corruption events will be suppressed',
    ]);
  });

  test('an unaligned refcount block fails an allocation', () => {
    const world = new TestWorld();
    world.create({ size: 4 * MIB, clusterSize: CLUSTER });
    world.storage.writeBytes('t.qcow2', Buffer.from('0000000000002200', 'hex'), CLUSTER);
    const node = world.open();
    expect(() => world.run(write(node, 0, filled(CLUSTER, 1)))).toThrow('Input/output error');
    expect(world.lines[0]).toContain('Refblock offset 0x2200 unaligned (reftable index: 0)');
  });

  test('a damaged compressed cluster reads as an error', () => {
    const { world, node } = damaged('l2', '4000000000006000');
    expect(() => world.run(read(node, 0, new Uint8Array(1)))).toThrow('Input/output error');
    expect(world.lines).toEqual([]);
  });
});
