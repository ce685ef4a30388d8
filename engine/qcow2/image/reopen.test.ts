// Other options for an image that is open: all of the graph changes, or nothing does.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { FormatError } from '../../base/errors.ts';
import { closeGraph } from '../../block/close-graph.ts';
import { openGraph } from '../../block/graph.ts';
import type { BlockNode } from '../../block/node.ts';
import { READ_ONLY, READ_WRITE } from '../../block/node.ts';
import type { Driver } from '../../block/open.ts';
import { parseKeyValueOptions } from '../../block/options.ts';
import { reopenGraph } from '../../block/reopen.ts';
import { read, write } from '../../block/request.ts';
import { DRIVERS } from '../../drivers.ts';
import { HostStorage } from '../../storage/host-storage.ts';
import { hasFeature, INCOMPATIBLE_DIRTY } from '../format/features.ts';
import { faultRule, filled, KIB, TestWorld } from '../../testing/test-world.ts';
import type { Qcow2Node } from './node.ts';
import { openTemporaryOverlay } from './temporary-overlay.ts';

const made = (spec: Parameters<TestWorld['create']>[0] = {}): TestWorld => {
  const world = new TestWorld();
  world.create({ size: 256 * KIB, clusterSize: 4 * KIB, ...spec });
  return world;
};

/** Returns the message where it is refused. */
function reopen(
  world: TestWorld,
  node: BlockNode,
  text: string,
  isWritten = false,
): string | undefined {
  try {
    const options = parseKeyValueOptions(text);
    world.run(reopenGraph(world.context, node, { options, isWritten }));
    return undefined;
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return error.message;
  }
}

const isDirty = (node: Qcow2Node): boolean =>
  hasFeature(node.image.header.incompatibleFeatures, INCOMPATIBLE_DIRTY);

test('what was given earlier goes on to hold, and what is given now counts before it', () => {
  const world = made();
  const node = world.open();
  expect(reopen(world, node, 'lazy-refcounts=on,discard=off')).toBeUndefined();
  expect(reopen(world, node, 'cache-size=64k')).toBeUndefined();
  expect(node.image.usesLazyRefcounts).toBe(true);
  expect(node.mode.mayUnmap).toBe(false);
  expect(node.cacheOptions.cacheSize).toBe(64 * KIB);
  expect(reopen(world, node, 'lazy-refcounts=off,discard=unmap')).toBeUndefined();
  expect(node.image.usesLazyRefcounts).toBe(false);
  expect(node.mode.mayUnmap).toBe(true);
});

test('a wrong option leaves everything as it was', () => {
  const world = made();
  const node = world.open();
  const { mode } = node;
  const message = "Cannot change the option 'locking'";
  expect(reopen(world, node, 'read-only=on,lazy-refcounts=on,file.locking=off')).toBe(message);
  expect(node.mode).toBe(mode);
  expect(node.image.usesLazyRefcounts).toBe(false);
  expect(node.children.every(({ isWritable }) => isWritable)).toBe(true);
});

test('read-only and back: the graph follows, and its files are flushed again only then', () => {
  const world = made();
  const node = world.open();
  expect(reopen(world, node, 'read-only=on')).toBeUndefined();
  expect(node.mode.readOnly && node.primary?.mode.readOnly).toBe(true);
  expect(node.children.map(({ isWritable }) => isWritable)).toEqual([false]);
  expect(reopen(world, node, 'read-only=off')).toBeUndefined();
  expect(node.children.map(({ isWritable }) => isWritable)).toEqual([true]);
});

test('nobody may go on writing to what is read-only from here on', () => {
  const world = made();
  const node = world.open();
  expect(reopen(world, node, 'read-only=on', true)).toMatch(/^Read-only block node '#block\d+'/);
  expect(reopen(world, node, 'file.read-only=on')).toMatch(/cannot support read-write users$/);
  const reader = world.run(
    openGraph(world.context, { filename: 't.qcow2', format: 'qcow2', mode: READ_ONLY }),
  );
  expect(reopen(world, reader, 'read-only=off,file.read-only=on')).toBe('Block node is read-only');
});

test('lazy refcounts that end, or an image nobody writes, leave it clean', () => {
  for (const options of ['lazy-refcounts=off', 'lazy-refcounts=on,read-only=on']) {
    const world = made();
    const node = world.open();
    expect(reopen(world, node, 'lazy-refcounts=on')).toBeUndefined();
    world.run(write(node, 0, filled(8 * KIB, 1)));
    expect(isDirty(node)).toBe(true);
    expect(reopen(world, node, options)).toBeUndefined();
    expect(isDirty(node)).toBe(false);
    expect(world.check().leaks + world.check().corruptions).toBe(0);
  }
});

test('caches that cannot be written keep their options, and their content', () => {
  const world = made();
  const rule = faultRule({ event: 'flush_to_os', errno: 5, iotype: 'write', once: 'on' });
  const node = world.open({ faults: rule });
  world.run(write(node, 0, filled(4 * KIB, 1)));
  expect(reopen(world, node, 'cache-size=64k')).toBe('Error flushing drive: Input/output error');
  expect(node.cacheOptions.cacheSize).toBeUndefined();
  expect(reopen(world, node, 'cache-size=64k')).toBeUndefined();
  const target = filled(4 * KIB, 0);
  world.run(read(node, 0, target));
  expect(target).toEqual(filled(4 * KIB, 1));
});

test('a header that cannot be written says what failed, for each way to end lazy refcounts', () => {
  const states = [
    '[set-state]\nevent = "flush_to_disk"\nnew_state = "2"\n',
    faultRule({ event: 'flush_to_disk', errno: 5, iotype: 'write', sector: 0 }),
  ].join('\n');
  const messages = {
    'lazy-refcounts=off': 'Failed to disable lazy refcounts: Input/output error',
    'lazy-refcounts=on,read-only=on': 'failed while preparing to reopen image',
  };
  for (const [options, message] of Object.entries(messages)) {
    const world = made();
    const node = world.open({ faults: states });
    expect(reopen(world, node, 'lazy-refcounts=on')).toBeUndefined();
    world.run(write(node, 0, filled(8 * KIB, 1)));
    expect(reopen(world, node, options)).toContain(message);
    expect(isDirty(node)).toBe(false); // in memory: refcounts are kept accurate from here on
  }
});

test('nodes of drivers that cannot, and images out of service, are not reopened', () => {
  const world = made();
  const node = world.open();
  const fixed: Driver = { name: 'qcow2', open: (request) => request.openChild('file') };
  const drivers = new Map([...DRIVERS, ['qcow2', fixed]]);
  const context = { ...world.context, drivers };
  const request = { options: new Map(), isWritten: false };
  expect(() => world.run(reopenGraph(context, node, request))).toThrow(
    /^Block format 'qcow2' used by node '#block\d+' does not support reopening files$/,
  );
  node.isInserted = false;
  expect(reopen(world, node, '')).toBe('No medium inserted');
});

test('files of the host are opened anew, and closed again where another part fails', () => {
  const folder = mkdtempSync(join(tmpdir(), 'blkdrill-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'r.raw'), filled(4 * KIB, 7));
  const world = new TestWorld();
  const context = { ...world.context, storage: new HostStorage(folder) };
  const node = world.run(openGraph(context, { filename: 'r.raw', format: 'raw', mode: READ_ONLY }));
  const change = (text: string): void =>
    world.run(
      reopenGraph(context, node, { options: parseKeyValueOptions(text), isWritten: false }),
    );
  expect(() => change('read-only=off,file.foo=1')).toThrow("Cannot change the option 'foo'");
  change('read-only=off');
  world.run(write(node, 0, filled(512, 8)));
  rmSync(join(folder, 'r.raw'));
  expect(() => change('read-only=on')).toThrow("Could not open 'r.raw': No such file");
  const target = filled(512, 0);
  world.run(read(node, 0, target));
  expect(target).toEqual(filled(512, 8));
  world.run(closeGraph(context, node));
});

test('a temporary overlay takes what is written, and is gone with it', () => {
  const world = made();
  const before = world.storage.readBytes('t.qcow2');
  const base = world.run(
    openGraph(world.context, { filename: 't.qcow2', format: 'qcow2', mode: READ_ONLY }),
  );
  const overlay = world.run(openTemporaryOverlay(world.context, base, READ_WRITE));
  world.run(write(overlay, 0, filled(4 * KIB, 3)));
  expect(reopen(world, overlay, 'backing.driver=raw')).toBe(
    "Cannot change the option 'backing.driver'",
  );
  expect(reopen(world, overlay, 'read-only=on')).toMatch(/vl\.\w+': No such file or directory$/);
  world.run(closeGraph(world.context, overlay));
  expect(world.storage.readBytes('t.qcow2')).toEqual(before);
});
