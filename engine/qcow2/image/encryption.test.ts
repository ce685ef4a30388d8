// Encrypted images in memory: what a guest writes it reads, and the file holds none of it.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EIO } from '../../base/errno.ts';
import { FormatError, IoError } from '../../base/errors.ts';
import type { ImageOptions } from '../../block/format.ts';
import { closeGraph } from '../../block/close-graph.ts';
import { openGraph } from '../../block/graph.ts';
import { type BlockNode, READ_ONLY, READ_WRITE } from '../../block/node.ts';
import type { OpenContext } from '../../block/open.ts';
import { discard, read, statusAbove, write, writeZeroes } from '../../block/request.ts';
import { fixedCryptoSource } from '../../crypto/crypto-source.ts';
import { DRIVERS } from '../../drivers.ts';
import { MemoryStorage } from '../../storage/memory.ts';
import { Scheduler } from '../../task/scheduler.ts';
import type { Task } from '../../task/task.ts';
import { assertProperty } from '../../testing/property.ts';
import { parseCreateOptions } from './create-options.ts';
import { createImage } from './create.ts';

const SIZE = 256 * 1024;
const ignore = (): void => {};

class World {
  readonly storage = new MemoryStorage();
  readonly #context: OpenContext = {
    storage: this.storage,
    drivers: DRIVERS,
    report: ignore,
    reportBare: ignore,
    now: () => 0,
    secrets: new Map(['key', 'other'].map((id) => [id, new TextEncoder().encode(id)])),
    crypto: fixedCryptoSource('a seed'),
  };

  run<T>(task: Task<T>): T {
    return new Scheduler().run(task);
  }

  create(options: Readonly<Record<string, string | bigint>>): void {
    const given: ImageOptions = new Map(
      Object.entries({ size: BigInt(SIZE), 'encrypt.key-secret': 'key', ...options }),
    );
    this.run(createImage(this.#context, parseCreateOptions('t', given)));
  }

  with<T>(work: (node: BlockNode) => T, key = 'key', noIo = false): T {
    const options = new Map([['encrypt.key-secret', key]]);
    const mode = noIo ? READ_ONLY : READ_WRITE;
    const request = { filename: 't', format: 'qcow2', options, mode, noIo };
    const node = this.run(openGraph(this.#context, request));
    try {
      return work(node);
    } finally {
      this.run(closeGraph(this.#context, node));
    }
  }

  read(node: BlockNode, offset = 0, length = SIZE): Uint8Array {
    const bytes = new Uint8Array(length);
    this.run(read(node, offset, bytes));
    return bytes;
  }
}

const AES = { 'encrypt.format': 'aes' };
const LUKS = { 'encrypt.format': 'luks', 'encrypt.iter-time': 0n };

describe.each([
  ['aes', AES],
  ['luks', LUKS],
])('%s', (_name, method) => {
  test('what a guest writes is nowhere in the file, and has no place there', () => {
    const world = new World();
    world.create(method);
    const text = new TextEncoder().encode('plain text '.repeat(1000));
    world.with((node) => world.run(write(node, 1000, text)));
    const file = Buffer.from(world.storage.readBytes('t'));
    expect(file.includes('plain text')).toBe(false);
    world.with((node) => {
      expect(world.read(node, 1000, text.length)).toEqual(text);
      const { hostOffset, owner, data } = world.run(statusAbove(node, 0, 65536, true));
      expect([hostOffset, owner, data]).toEqual([undefined, undefined, true]);
    });
  });

  test('who looks at metadata alone needs no key, and reads nothing', () => {
    const world = new World();
    world.create(method);
    world.with((node) => world.run(write(node, 0, new Uint8Array(512))));
    world.with(
      (node) => expect(() => world.read(node, 0, 512)).toThrow(new IoError(EIO)),
      'no such key',
      true,
    );
  });

  test('the disk is what was written to it, whatever is cut out of it', () => {
    const request = fc.record({
      kind: fc.constantFrom('write', 'write', 'zero', 'discard'),
      offset: fc.nat(SIZE - 1),
      length: fc.integer({ min: 1, max: 40_000 }),
      value: fc.integer({ min: 1, max: 255 }),
    });
    const shape = fc.constantFrom({ cluster_size: 512n }, { cluster_size: 4096n }, {});
    const requests = fc.array(request, { minLength: 1, maxLength: 8 });
    assertProperty(
      [shape, requests],
      (options, asked) => {
        const world = new World();
        world.create({ ...method, ...options });
        const model = new Uint8Array(SIZE);
        world.with((node) => {
          for (const { kind, offset, length, value } of asked) {
            const end = Math.min(SIZE, offset + length);
            if (kind === 'write') {
              world.run(write(node, offset, new Uint8Array(end - offset).fill(value)));
              model.fill(value, offset, end);
            } else if (kind === 'zero') {
              world.run(writeZeroes(node, offset, end - offset));
              model.fill(0, offset, end);
            } else {
              world.run(discard(node, offset, end - offset));
              model.set(world.read(node, offset, end - offset), offset);
            }
          }
          expect(Buffer.compare(world.read(node), model)).toBe(0);
        });
        world.with((node) => expect(Buffer.compare(world.read(node), model)).toBe(0));
      },
      { numRuns: 20 },
    );
  });
});

test('another password opens the old method, and reads noise', () => {
  const world = new World();
  world.create(AES);
  world.with((node) => world.run(write(node, 0, new Uint8Array(512).fill(7))));
  world.with(
    (node) => expect(world.read(node, 0, 512).every((byte) => byte === 7)).toBe(false),
    'other',
  );
});

test('another password does not open LUKS', () => {
  const world = new World();
  world.create(LUKS);
  expect(() => world.with(ignore, 'other')).toThrow(
    new FormatError('Invalid password, cannot unlock any keyslot', { errno: EIO }),
  );
});
