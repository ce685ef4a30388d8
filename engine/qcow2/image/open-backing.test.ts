// Which backing file an image is opened with: its own, another one, or none; and what the image
// can call it.
import { describe, expect, test } from 'vitest';
import { EINVAL, ENOENT, ENOSPC } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import { formatErrorOf } from '../../testing/failure.ts';
import { filenameOf } from '../../block/filename.ts';
import { openGraph } from '../../block/graph.ts';
import { type BlockNode, READ_ONLY, READ_WRITE } from '../../block/node.ts';
import type { OpenRequest, OptionValue } from '../../block/open.ts';
import { read } from '../../block/request.ts';
import { changeBackingFile } from './backing-file.ts';
import { filled, KIB, TestWorld } from '../../testing/test-world.ts';

const SIZE = 64 * KIB;

/** An image over `base`, which is full of 1; `other` is full of 2. */
function made(spec: Parameters<TestWorld['create']>[0] = {}): TestWorld {
  const world = new TestWorld();
  world.storage.writeBytes('base', filled(SIZE, 1));
  world.storage.writeBytes('other', filled(SIZE, 2));
  world.create({
    size: SIZE,
    clusterSize: 4 * KIB,
    backingFile: 'base',
    backingFormat: 'raw',
    ...spec,
  });
  return world;
}

function opened(
  world: TestWorld,
  options: Readonly<Record<string, OptionValue>> = {},
  request: Partial<OpenRequest> = {},
): BlockNode {
  const all = new Map<string, OptionValue>(
    Object.entries({ driver: 'qcow2', 'file.filename': 't.qcow2', ...options }),
  );
  return world.run(openGraph(world.context, { options: all, mode: READ_ONLY, ...request }));
}

function firstByte(world: TestWorld, node: BlockNode): number | undefined {
  const target = new Uint8Array(1);
  world.run(read(node, 0, target));
  return target[0];
}

describe('the backing file', () => {
  test('is the one that the image names, read only', () => {
    const world = made();
    const node = opened(world, {}, { mode: READ_WRITE });
    expect(firstByte(world, node)).toBe(1);
    expect(node.backing).toMatchObject({ driver: 'raw', mode: { readOnly: true } });
    expect(filenameOf(node)).toBe('t.qcow2');
  });

  test.each<[Record<string, OptionValue>, number, string]>([
    [{ 'backing.driver': 'raw', 'backing.file.filename': 'other' }, 2, 'other'],
    [{ 'backing.driver': 'raw' }, 1, 'base'],
    [{ 'backing.file.filename': 'other' }, 2, 'other'],
  ])('may be another one by options: %o', (options, byte, name) => {
    const world = made();
    const node = opened(world, options);
    expect(firstByte(world, node)).toBe(byte);
    expect(filenameOf(node.backing ?? node)).toBe(name);
  });

  test('may be put below an image that names none', () => {
    const world = made({ backingFile: undefined, backingFormat: undefined });
    expect(opened(world).backing).toBeUndefined();
    const below = { 'backing.driver': 'raw', 'backing.file.filename': 'other' };
    const node = opened(world, below);
    expect(firstByte(world, node)).toBe(2);
    expect(filenameOf(node)).toMatch(/^json:.*"filename": "other"/);
  });

  test('may be refused, in words that are old or new', () => {
    const world = made();
    expect(opened(world, { backing: null }).backing).toBeUndefined();
    expect(world.lines).toEqual([]);
    const node = opened(world, { backing: '' });
    expect(firstByte(world, node)).toBe(0);
    expect(world.lines).toEqual([
      'warning: Use of "backing": "" is deprecated; use "backing": null instead',
    ]);
    const noBacking = { noBacking: true };
    expect(opened(world, {}, noBacking).backing).toBeUndefined();
    expect(opened(world, { backing: null }, noBacking).backing).toBeUndefined();
  });

  test('that is refused takes no options', () => {
    const world = made();
    const options = { 'backing.driver': 'raw' };
    expect(() => opened(world, options, { noBacking: true })).toThrow(
      "Block format 'qcow2' does not support the option 'backing.driver'",
    );
  });
});

describe('it cannot be opened', () => {
  test('where it is not there', () => {
    const world = made();
    world.storage.remove('base');
    expect(formatErrorOf(() => opened(world))).toMatchObject({
      message: "Could not open backing file: Could not open 'base': No such file or directory",
      errno: ENOENT,
    });
    expect(opened(world, {}, { noBacking: true }).length()).toBe(SIZE);
  });

  test('by the name of a node', () => {
    const message = "Could not open backing file: Cannot find device='disk0' nor node-name='disk0'";
    expect(formatErrorOf(() => opened(made(), { backing: 'disk0' })).message).toBe(message);
  });

  test('in a format that it is not in', () => {
    const world = made();
    const options = { 'backing.driver': 'qcow2' };
    expect(formatErrorOf(() => opened(world, options)).message).toBe(
      'Could not open backing file: Image is not in qcow2 format',
    );
  });

  test('by a name that starts nowhere, which is told as it is', () => {
    const world = made();
    const quorum = {
      'file.driver': 'quorum',
      'file.vote-threshold': 1,
      'file.filename': null,
      'file.children.0.driver': 'file',
      'file.children.0.filename': 't.qcow2',
      'file.children.1.driver': 'file',
      'file.children.1.filename': 't.qcow2',
    };
    expect(formatErrorOf(() => opened(world, quorum)).message).toBe(
      'Cannot generate a base directory for quorum nodes',
    );
  });
});

describe('another name in the header', () => {
  test('is there when the image is opened again, as is none', () => {
    const world = made();
    const node = world.open();
    world.run(changeBackingFile(node.image, 'other', 'raw'));
    world.close(node);
    expect(firstByte(world, opened(world))).toBe(2);
    const again = world.open();
    world.run(changeBackingFile(again.image, undefined, undefined));
    world.close(again);
    expect(opened(world).backing).toBeUndefined();
  });

  test.each([
    [1024, EINVAL],
    [1023, ENOSPC],
  ])('of %i bytes is refused with errno %i, and the old one holds', (length, errno) => {
    const world = made({ clusterSize: 512 });
    const node = world.open();
    const { backingFile } = node.image;
    const name = `${'é'.repeat(Math.floor(length / 2))}${'x'.repeat(length % 2)}`;
    expect(() => world.run(changeBackingFile(node.image, name, 'raw'))).toThrow(new IoError(errno));
    if (errno === EINVAL) expect(node.image.backingFile).toBe(backingFile);
    expect(firstByte(world, opened(world))).toBe(1);
  });
});
