// Bitmaps of an image that is reopened for writing, and back; and of a disk without bytes.
import { expect, test } from 'vitest';
import { EPERM } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import { READ_ONLY } from '../../block/node.ts';
import { parseKeyValueOptions } from '../../block/options.ts';
import { reopenGraph } from '../../block/reopen.ts';
import { write } from '../../block/request.ts';
import { isInUse } from '../format/bitmap-entry.ts';
import { filled, KIB, TestWorld } from '../../testing/test-world.ts';
import type { Qcow2Node } from '../image/node.ts';
import { addBitmap } from './change.ts';

function made(): { world: TestWorld; node: Qcow2Node } {
  const world = new TestWorld();
  world.create({ size: 256 * KIB, clusterSize: 4 * KIB });
  const writer = world.open();
  addBitmap(writer.image, 'a', 4 * KIB);
  world.close(writer);
  return { world, node: world.open({ mode: READ_ONLY }) };
}

function reopen(world: TestWorld, node: Qcow2Node, mode: 'on' | 'off'): void {
  const options = parseKeyValueOptions(`read-only=${mode}`);
  world.run(reopenGraph(world.context, node, { options, isWritten: false }));
}

/** Whether the directory on disk says that somebody writes. */
function isMarkedOnDisk(world: TestWorld): boolean {
  const reader = world.open({ mode: READ_ONLY });
  world.close(reader);
  return reader.image.bitmapEntries.some(isInUse);
}

const hasMark = ({ image }: Qcow2Node, granule: number): boolean =>
  image.dirtyBitmaps[0]?.hasMarks(Math.floor(granule / 8), 1) === true;

test('they are marked as in use, take marks, and are stored when it is read-only again', () => {
  const { world, node } = made();
  expect(node.image.dirtyBitmaps.map(({ isReadOnly }) => isReadOnly)).toEqual([true]);
  reopen(world, node, 'off');
  expect(node.image.dirtyBitmaps.map(({ isReadOnly }) => isReadOnly)).toEqual([false]);
  expect(isMarkedOnDisk(world)).toBe(true);
  world.run(write(node, 128 * KIB, filled(KIB, 1)));
  expect([hasMark(node, 0), hasMark(node, 32)]).toEqual([false, true]);
  reopen(world, node, 'on');
  expect(isMarkedOnDisk(world)).toBe(false);
  const reader = world.open({ mode: READ_ONLY });
  expect([hasMark(reader, 0), hasMark(reader, 32)]).toEqual([false, true]);
  world.close(node);
  expect(world.check()).toMatchObject({ corruptions: 0, leaks: 0, checkErrors: 0 });
});

test('where that cannot be written they stay read-only, and nothing else is written either', () => {
  const { world, node } = made();
  world.failures.arm({ at: 1, kinds: ['write'], times: Infinity });
  reopen(world, node, 'off');
  expect(world.lines).toEqual([
    '#block100: Failed to make dirty bitmaps writable: ' +
      'Cannot update bitmap directory: Input/output error',
  ]);
  world.failures.disarm();
  expect(() => world.run(write(node, 0, filled(KIB, 1)))).toThrow(new IoError(EPERM));
  world.close(node);
  expect(isMarkedOnDisk(world)).toBe(false);
  expect(world.check()).toMatchObject({ corruptions: 0, leaks: 0, checkErrors: 0 });
});

test('a disk of no bytes has none to store, which is told when it is closed', () => {
  const world = new TestWorld();
  world.create({ size: 0, clusterSize: 4 * KIB });
  const node = world.open();
  addBitmap(node.image, 'a', undefined);
  world.close(node);
  expect(world.lines).toEqual([
    "Lost persistent bitmaps during inactivation of node '#block100': No memory",
  ]);
  expect(world.check()).toMatchObject({ corruptions: 0, leaks: 0, checkErrors: 0 });
});
