// The format luks over files in memory.
import { expect, test } from 'vitest';
import { renewClaims, useOfProgram } from '../../block/file-claims.ts';
import { FileUses } from '../../block/file-uses.ts';
import { forkGraph } from '../../block/fork.ts';
import { closeGraph } from '../../block/close-graph.ts';
import { openGraph } from '../../block/graph.ts';
import { type BlockNode, NO_FLAGS, READ_ONLY, READ_WRITE } from '../../block/node.ts';
import type { OpenContext } from '../../block/open.ts';
import { discard, read, status, truncate, write, writeZeroes } from '../../block/request.ts';
import { fixedCryptoSource } from '../../crypto/crypto-source.ts';
import { filled, KIB, MIB, TestWorld } from '../../testing/test-world.ts';
import { formatErrorOf } from '../../testing/failure.ts';
import { luksDriver } from './driver.ts';

const PAYLOAD = 2_068_480;
const SECRETS = new Map([['s', new TextEncoder().encode('word')]]);
const OPTIONS = new Map([['key-secret', 's']]);

class LuksWorld extends TestWorld {
  readonly keyed: OpenContext = {
    ...this.context,
    secrets: SECRETS,
    crypto: fixedCryptoSource('luks'),
  };

  make(size: number, options: Readonly<Record<string, string>> = {}): void {
    const given = { size: BigInt(size), 'key-secret': 's', 'iter-time': 0n, ...options };
    const request = { filename: 't', options: new Map(Object.entries(given)) };
    const task = luksDriver.creation?.create(this.keyed, request);
    if (task !== undefined) this.run(task);
  }

  openDisk(mode = READ_WRITE): BlockNode {
    const options = new Map(OPTIONS);
    return this.run(openGraph(this.keyed, { filename: 't', format: 'luks', options, mode }));
  }

  bytes(node: BlockNode, offset: number, length: number): Uint8Array {
    const target = new Uint8Array(length);
    this.run(read(node, offset, target));
    return target;
  }
}

test('what is written is read again, and stands in the file in another form', () => {
  const world = new LuksWorld();
  world.make(4 * MIB);
  const node = world.openDisk();
  expect(node.length()).toBe(4 * MIB);
  world.run(write(node, 1000, filled(2 * MIB, 7), NO_FLAGS));
  world.run(writeZeroes(node, 3 * KIB, 5 * KIB, NO_FLAGS));
  world.run(closeGraph(world.keyed, node));
  const again = world.openDisk(READ_ONLY);
  expect(world.bytes(again, 1000, 2072)).toEqual(filled(2072, 7));
  expect(world.bytes(again, 3 * KIB, 5 * KIB)).toEqual(filled(5 * KIB, 0));
  expect(world.bytes(again, 2 * MIB, 1000)).toEqual(filled(1000, 7));
  const file = world.storage.readBytes('t');
  expect(file.length).toBe(PAYLOAD + 4 * MIB);
  const stored = file.subarray(PAYLOAD + MIB, PAYLOAD + MIB + 64 * KIB);
  expect(new Set(stored).size).toBe(256);
});

test('the disk is all data, none of it where a reader would find it', () => {
  const world = new LuksWorld();
  world.make(MIB);
  const run = world.run(status(world.openDisk(), 0, MIB, true));
  expect(run).toMatchObject({ length: MIB, data: true, zero: false });
  expect(run.hostOffset).toBeUndefined();
});

test('a discard is no write', () => {
  const world = new LuksWorld();
  world.make(MIB);
  const node = world.openDisk();
  world.run(write(node, 0, filled(4096, 9), NO_FLAGS));
  world.run(discard(node, 0, 4096));
  expect(world.bytes(node, 0, 4096)).toEqual(filled(4096, 9));
});

test('a disk grows and shrinks in whole sectors', () => {
  const world = new LuksWorld();
  world.make(1000);
  const node = world.openDisk();
  expect(node.length()).toBe(1024);
  world.run(truncate(node, 3000));
  expect(node.length()).toBe(3072);
  expect(world.storage.length('t')).toBe(PAYLOAD + 3000);
});

test('a file that ends in front of the disk is refused', () => {
  const world = new LuksWorld();
  world.make(MIB);
  world.storage.truncate('t', PAYLOAD - 1);
  expect(formatErrorOf(() => world.openDisk()).message).toBe(
    'Could not refresh total sector count: Input/output error',
  );
});

test('who only looks needs no password, and is told what there is', () => {
  const world = new LuksWorld();
  world.make(MIB, { 'cipher-mode': 'cbc', 'ivgen-alg': 'essiv' });
  const request = { filename: 't', mode: READ_ONLY, noIo: true };
  const node = world.run(openGraph(world.context, request));
  expect(node.driver).toBe('luks');
  const { isEncrypted, specific } = node.describe() ?? {};
  expect(isEncrypted).toBe(true);
  expect(specific?.get('ivgen-hash-alg')).toBe('sha256');
  expect(specific?.get('payload-offset')).toBe(1_052_672);
});

test('a file that could not be made is removed, unless nothing was done to it', () => {
  const world = new LuksWorld();
  expect(() => world.make(MIB, { 'key-secret': 'none' })).toThrow("No secret with id 'none'");
  expect(world.storage.exists('t')).toBe(false);
  world.storage.create('t');
  world.storage.writeBytes('t', filled(10, 1));
  expect(() => world.make(MIB, { 'cipher-alg': 'none' })).toThrow("does not accept value 'none'");
  expect(world.storage.readBytes('t')).toEqual(filled(10, 1));
});

test('ciphers that are not here are refused by name, and nothing is left', () => {
  const world = new LuksWorld();
  const make = (): void => world.make(MIB, { 'cipher-alg': 'serpent-256' });
  expect(make).toThrow('blkdrill does not support the cipher serpent-256 yet');
  expect(world.storage.exists('t')).toBe(false);
});

test('a copy of an open disk has the same key', () => {
  const world = new LuksWorld();
  world.make(MIB);
  const node = world.openDisk();
  world.run(write(node, 0, filled(512, 4), NO_FLAGS));
  world.run(closeGraph(world.keyed, node));
  const open = world.openDisk();
  const fork = forkGraph(world.keyed, open);
  if (fork === undefined) throw new Error('there is no copy');
  expect(world.bytes(fork, 0, 512)).toEqual(filled(512, 4));
});

test('passwords change only while nobody else has the disk open, whatever for', () => {
  const world = new LuksWorld();
  world.make(MIB);
  const context: OpenContext = { ...world.keyed, fileUses: new FileUses() };
  const open = (mode = READ_WRITE): BlockNode => {
    const options = new Map(OPTIONS);
    return world.run(openGraph(context, { filename: 't', format: 'luks', options, mode }));
  };
  const node = open();
  const amend = (): void => {
    const change = { state: 'active', 'new-secret': 's', 'iter-time': 0n };
    const tools = {
      objects: context,
      crypto: context.crypto,
      isForced: false,
      renewClaims: () => renewClaims(context, node, useOfProgram(false, false)),
    };
    const progress = (): void => undefined;
    const options = new Map(Object.entries(change));
    const task = luksDriver.amendment?.amend(node, options, progress, tools);
    if (task !== undefined) world.run(task);
  };
  // Two may write the same disk: what they do to its header is nothing.
  const others = [open(READ_ONLY), open()];
  for (const other of others) {
    expect(amend).toThrow('Failed to get shared "consistent read" lock');
    world.run(closeGraph(context, other));
  }
  expect(amend).not.toThrow();
  expect(() => open(READ_ONLY)).not.toThrow();
});
