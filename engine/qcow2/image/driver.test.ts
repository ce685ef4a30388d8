// Opening and creating: options, backing files, what is refused, and compressed clusters.
import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { hostAdd } from '../../base/address.ts';
import { EACCES } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import { closeGraph } from '../../block/close-graph.ts';
import { openGraph } from '../../block/graph.ts';
import { READ_ONLY, READ_WRITE } from '../../block/node.ts';
import { read, write } from '../../block/request.ts';
import { COMPATIBLE_LAZY_REFCOUNTS, hasFeature } from '../format/features.ts';
import { entryOffset, storeCompressedEntry } from '../format/l2-entry.ts';
import { filled, KIB, MIB, TestWorld } from '../../testing/test-world.ts';

const CLUSTER = 4 * KIB;

describe('opening', () => {
  const openWith = (options: Record<string, string>) => {
    const world = new TestWorld();
    world.create();
    const request = { filename: 't.qcow2', format: 'qcow2', mode: READ_WRITE };
    return world.run(
      openGraph(world.context, { ...request, options: new Map(Object.entries(options)) }),
    );
  };

  test('takes the options of the cache, of discards and of the overlap check', () => {
    const options = { 'l2-cache-size': '64k', 'overlap-check': 'cached' };
    const passes = { 'pass-discard-request': 'off', 'pass-discard-other': 'on' };
    const node = openWith({ ...options, ...passes, 'pass-discard-snapshot': 'off' });
    expect(node.driver).toBe('qcow2');
  });

  test.each(['overlap-check', 'overlap-check.template'])('refuses a value of %s', (key) => {
    const message = "Unsupported value 'some' for qcow2 option 'overlap-check'";
    expect(() => openWith({ [key]: 'some' })).toThrow(message);
    expect(openWith({ [key]: 'all' }).driver).toBe('qcow2');
  });

  test('says why a backing file cannot be opened, unless it is not wanted', () => {
    const world = new TestWorld();
    world.create({ backingFile: 'nope', backingFormat: 'raw' });
    const message = "Could not open backing file: Could not open 'nope': No such file or directory";
    expect(() => world.open()).toThrow(message);
    const request = { filename: 't.qcow2', format: 'qcow2', mode: READ_ONLY };
    const node = world.run(openGraph(world.context, { ...request, noBacking: true }));
    expect(node.backing).toBeUndefined();
    world.run(closeGraph(world.context, node));
  });

  test('clears unknown autoclear bits, and fails when it cannot', () => {
    const world = new TestWorld();
    world.create({ clusterSize: CLUSTER });
    world.storage.writeBytes('t.qcow2', Uint8Array.of(0x80), 95);
    world.close(world.open({ mode: READ_ONLY }));
    expect(world.storage.readBytes('t.qcow2', 95, 1)).toEqual(Uint8Array.of(0x80));
    const faults = '[inject-error]\nevent = "reftable_load"\niotype = "write"\nerrno = "28"\n';
    const failing = () => world.open({ faults });
    expect(failing).toThrow('Could not update qcow2 header: No space left on device');
    world.close(world.open());
    expect(world.storage.readBytes('t.qcow2', 95, 1)).toEqual(Uint8Array.of(0));
  });

  test('repairs a dirty image when it is opened for writing, not for reading', () => {
    const world = new TestWorld();
    world.create({ clusterSize: CLUSTER });
    const isDirty = () => world.storage.readBytes('t.qcow2', 79, 1)[0] === 1;
    world.storage.writeBytes('t.qcow2', Uint8Array.of(1), 79);
    world.storage.writeBytes('t.qcow2', Uint8Array.of(0, 9), 2 * CLUSTER + 14);
    world.close(world.open({ mode: READ_ONLY }));
    expect(isDirty()).toBe(true);
    world.close(world.open());
    expect(isDirty()).toBe(false);
    expect(world.check().leaks).toBe(0);
  });

  test('refuses a dirty image that cannot be repaired', () => {
    const world = new TestWorld();
    world.create({ clusterSize: CLUSTER });
    world.storage.writeBytes('t.qcow2', Uint8Array.of(1), 79);
    const faults = '[inject-error]\nevent = "reftable_load"\niotype = "write"\nerrno = "28"\n';
    expect(() => world.open({ faults })).toThrow(
      'Could not repair dirty image: No space left on device',
    );
  });
});

describe('creating', () => {
  test('keeps lazy refcounts and the version', () => {
    const world = new TestWorld();
    world.create({ lazyRefcounts: true });
    const node = world.open();
    const { compatibleFeatures } = node.image.header;
    expect(hasFeature(compatibleFeatures, COMPATIBLE_LAZY_REFCOUNTS)).toBe(true);
    world.close(node);
    world.create({ version: 2 });
    const second = world.open();
    expect(second.image.header.version).toBe(2);
    expect(second.zeroFlags.noFallback).toBe(false);
    world.close(second);
  });

  test('says so when the L1 table would be too large, and leaves no file', () => {
    const world = new TestWorld();
    const size = 2 ** 50;
    expect(() => world.create({ size, clusterSize: 512 })).toThrow(
      'Could not resize image: Failed to grow the L1 table: File too large',
    );
    expect(world.storage.exists('t.qcow2')).toBe(false);
  });

  test('says so when the file cannot be made', () => {
    const world = new TestWorld();
    world.storage.create = () => {
      throw new IoError(EACCES);
    };
    expect(() => world.create()).toThrow("Could not create 't.qcow2': Permission denied");
  });
});

describe('a compressed cluster', () => {
  function compressed(stream: Uint8Array) {
    const world = new TestWorld();
    world.create({ clusterSize: CLUSTER, size: MIB });
    const first = world.open();
    world.run(write(first, 0, filled(2 * CLUSTER, 1)));
    const { image } = first;
    const l2 = entryOffset(image.l1, 0);
    const place = { offset: hostAdd(l2, CLUSTER + 100), size: stream.length };
    world.close(first);
    const entry = new Uint8Array(8);
    storeCompressedEntry(entry, 0, image.geometry, place);
    world.storage.writeBytes('t.qcow2', stream, place.offset);
    world.storage.writeBytes('t.qcow2', entry, l2);
    return { world, node: world.open() };
  }

  test('reads as what was compressed, whatever follows it in the sector', () => {
    const content = filled(CLUSTER, 7);
    content.set([1, 2, 3], 1000);
    const { world, node } = compressed(deflateRawSync(content));
    const found = new Uint8Array(CLUSTER + 10);
    world.run(read(node, 0, found));
    expect(found.subarray(0, CLUSTER)).toEqual(content);
    expect(found.subarray(CLUSTER)).toEqual(filled(10, 1));
    world.run(read(node, 1000, found.subarray(0, 3)));
    expect([...found.subarray(0, 3)]).toEqual([1, 2, 3]);
  });

  test('is replaced as a whole when a part of it is written', () => {
    const { world, node } = compressed(deflateRawSync(filled(CLUSTER, 7)));
    world.run(write(node, 10, filled(5, 9)));
    const found = new Uint8Array(CLUSTER);
    world.run(read(node, 0, found));
    expect(found).toEqual(filled(CLUSTER, 7).fill(9, 10, 15));
    world.close(node);
  });

  test('reads as its first bytes when its stream goes on behind them', () => {
    const content = Uint8Array.from({ length: 3 * CLUSTER }, (_, at) => (at * at) % 253);
    const { world, node } = compressed(deflateRawSync(content, { windowBits: 12 }));
    const found = new Uint8Array(CLUSTER);
    world.run(read(node, 0, found));
    expect(found).toEqual(content.subarray(0, CLUSTER));
  });

  test('that is damaged reads as an error', () => {
    const stream = deflateRawSync(Uint8Array.from({ length: CLUSTER }, (_, at) => (at * at) % 253));
    stream.fill(0xff, 20, 60);
    const { world, node } = compressed(stream);
    const target = new Uint8Array(1);
    expect(() => world.run(read(node, 0, target))).toThrow('Input/output error');
  });

  test('that is shorter than a cluster reads as an error', () => {
    const { world, node } = compressed(deflateRawSync(filled(100, 7)));
    const target = new Uint8Array(1);
    expect(() => world.run(read(node, 0, target))).toThrow('Input/output error');
  });
});
