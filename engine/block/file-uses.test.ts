// Files in use, and chains that come back to where they began.
import { expect, test } from 'vitest';
import { assert } from '../base/assert.ts';
import { FormatError } from '../base/errors.ts';
import { changeBackingFile } from '../qcow2/image/backing-file.ts';
import { Qcow2Node } from '../qcow2/image/node.ts';
import { filled, KIB, TestWorld } from '../testing/test-world.ts';
import { chainOf } from './chain.ts';
import { createFileAnew, useOfCommit } from './file-claims.ts';
import { FileUses } from './file-uses.ts';
import { closeGraph } from './close-graph.ts';
import { openGraph } from './graph.ts';
import { type BlockNode, type OpenMode, READ_ONLY, READ_WRITE } from './node.ts';
import { makeWritable } from './make-writable.ts';
import type { OpenContext } from './open.ts';
import { reopenGraph } from './reopen.ts';
import { read, write } from './request.ts';

const IMAGE = { size: 64 * KIB, clusterSize: 4 * KIB };

/** Images whose nodes know of each other. */
class SharedWorld {
  readonly world = new TestWorld();
  readonly context: OpenContext = { ...this.world.context, fileUses: new FileUses() };

  create(filename: string, backingFile?: string): void {
    const backingFormat = backingFile === undefined ? undefined : 'qcow2';
    this.world.create({ ...IMAGE, filename, backingFile, backingFormat });
  }

  open(filename: string, mode: OpenMode): BlockNode {
    return this.world.run(openGraph(this.context, { filename, format: 'qcow2', mode }));
  }

  close(node: BlockNode): void {
    this.world.run(closeGraph(this.context, node));
  }
}

test('a file that holds metadata is read by many, or written by one', () => {
  const world = new SharedWorld();
  world.create('a');
  const readers = [world.open('a', READ_ONLY), world.open('./a', READ_ONLY)];
  expect(() => world.open('a', READ_WRITE)).toThrow('Failed to get "write" lock');
  expect(() => createFileAnew(world.context, 'a')).toThrow('Failed to get "write" lock');
  for (const node of readers) world.close(node);
  const writer = world.open('a', READ_WRITE);
  expect(() => world.open('a', READ_ONLY)).toThrow('Failed to get shared "write" lock');
  world.close(writer);
  createFileAnew(world.context, 'a');
  expect(world.world.storage.length('a')).toBe(0);
});

test('what was refused leaves no use behind', () => {
  const world = new SharedWorld();
  world.create('a');
  world.create('b', 'a');
  const writer = world.open('a', READ_WRITE);
  expect(() => world.open('b', READ_WRITE)).toThrow(FormatError);
  world.close(writer);
  world.close(world.open('b', READ_WRITE));
});

test.each([1, 2, 3])('a chain of %i that comes back is an error', (length) => {
  const world = new SharedWorld();
  const names = ['a', 'b', 'c'].slice(0, length);
  names.forEach((name, index) => world.create(name, names[index - 1]));
  const image = world.open('a', READ_WRITE);
  assert(image instanceof Qcow2Node, 'what was created is opened');
  world.world.run(changeBackingFile(image.image, names.at(-1), 'qcow2'));
  world.close(image);
  for (const name of names) {
    const open = (mode: OpenMode) => () => world.open(name, mode);
    expect(open(READ_ONLY)).toThrow(`Backing file '${name}' creates an infinite loop.`);
    expect(open(READ_WRITE)).toThrow('Failed to get shared "write" lock');
  }
});

test('a chain of 1,000 images is opened, and read through to its end', () => {
  const world = new SharedWorld();
  world.create('0');
  for (let number = 1; number < 1000; number += 1) {
    world.create(String(number), String(number - 1));
  }
  const base = world.open('0', READ_WRITE);
  world.world.run(write(base, 0, filled(512, 7)));
  world.close(base);
  const top = world.open('999', READ_WRITE);
  const bytes = new Uint8Array(512);
  world.world.run(read(top, 0, bytes));
  expect(bytes).toEqual(filled(512, 7));
  world.close(top);
});

test('a graph that is opened again uses its files as it does from then on, or as before', () => {
  const world = new SharedWorld();
  world.create('a');
  const node = world.open('a', READ_ONLY);
  const reader = world.open('a', READ_ONLY);
  const reopen = (readOnly: 'on' | 'off') => () =>
    world.world.run(
      reopenGraph(world.context, node, {
        options: new Map([['read-only', readOnly]]),
        isWritten: false,
      }),
    );
  expect(reopen('off')).toThrow('Failed to get "write" lock');
  expect(node.mode.readOnly).toBe(true);
  world.close(world.open('a', READ_ONLY));
  world.close(reader);
  reopen('off')();
  expect(() => world.open('a', READ_ONLY)).toThrow('Failed to get shared "write" lock');
  reopen('on')();
  world.close(world.open('a', READ_ONLY));
  world.close(node);
  world.close(world.open('a', READ_WRITE));
});

test('an image that is made writable has its file for itself', () => {
  const world = new SharedWorld();
  world.create('a');
  world.create('b', 'a');
  const top = world.open('b', READ_WRITE);
  const base = chainOf(top).at(-1);
  assert(base !== undefined, 'a chain has a base');
  const reader = world.open('a', READ_ONLY);
  const begin = () => world.world.run(makeWritable(world.context, base, useOfCommit(false)));
  expect(begin).toThrow('Failed to get "write" lock');
  world.close(reader);
  begin();
  expect(() => world.open('a', READ_ONLY)).toThrow('Failed to get shared "write" lock');
  world.close(top);
  world.close(world.open('a', READ_WRITE));
});
