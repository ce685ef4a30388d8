// The client against a server that plays its part from a script: what goes wrong with a real one
// only rarely. harness/commands/nbd.qemu.test.ts has the real one.
import { describe, expect, test } from 'vitest';
import { readU16, readU32, writeU16, writeU32, writeU64 } from '../base/endian.ts';
import { closeGraph, openGraph } from '../block/graph.ts';
import { type BlockNode, READ_ONLY, READ_WRITE } from '../block/node.ts';
import { read, status } from '../block/request.ts';
import type { Connection } from '../block/storage.ts';
import { Scheduler } from '../task/scheduler.ts';
import { fileDriver } from './file-driver.ts';
import { MemoryStorage } from './memory.ts';
import { nbdDriver } from './nbd.ts';

const encoder = new TextEncoder();
const SIZE = 1024 * 1024;

type Part = readonly [number, 2 | 4 | 8] | string | Uint8Array;

/** Bytes from numbers with their widths, from text, and from other bytes. */
function pack(...parts: readonly Part[]): Uint8Array {
  const pieces = parts.map((part) => {
    if (typeof part === 'string') return encoder.encode(part);
    if (part instanceof Uint8Array) return part;
    const [value, width] = part;
    const bytes = new Uint8Array(width);
    if (width === 2) writeU16(bytes, 0, value);
    else if (width === 4) writeU32(bytes, 0, value);
    else writeU64(bytes, 0, value);
    return bytes;
  });
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

const reply = (option: number, type: number, data: Uint8Array = new Uint8Array(0)): Uint8Array =>
  pack([0x0003e889, 4], [0x045565a9, 4], [option, 4], [type, 4], [data.length, 4], data);

const chunk = (type: number, cookie: number, data: Uint8Array, flags = 1): Uint8Array =>
  pack([0x668e33ef, 4], [flags, 2], [type, 2], [cookie, 8], [data.length, 4], data);

/** Answers in order; `contexts` are the ones that it knows. */
class ScriptedServer implements Connection {
  readonly commands: number[] = [];
  isClosed = false;
  #out: Uint8Array;
  readonly #answers: Uint8Array[];
  readonly #contexts: readonly string[];

  constructor(answers: readonly Uint8Array[], contexts: readonly string[], greeting = 'NBDMAGIC') {
    this.#answers = [...answers];
    this.#contexts = contexts;
    this.#out = pack(greeting, 'IHAVEOPT', [3, 2]);
  }

  read(target: Uint8Array): void {
    expect(this.#out.length).toBeGreaterThanOrEqual(target.length);
    target.set(this.#out.subarray(0, target.length));
    this.#out = this.#out.subarray(target.length);
  }

  write(source: Uint8Array): void {
    if (source.length === 4) return; // the flags of the client
    if (readU32(source, 0) === 0x25609513) {
      this.commands.push(readU16(source, 6));
      this.#say(this.#answers.shift() ?? new Uint8Array(0));
      return;
    }
    const option = readU32(source, 8);
    if (option === 8) this.#say(reply(8, 1));
    if (option === 10) {
      const asked = new TextDecoder().decode(source.subarray(28));
      if (this.#contexts.includes(asked)) this.#say(reply(10, 4, pack([7, 4], asked)));
      this.#say(reply(10, 1));
    }
    if (option === 7) {
      this.#say(reply(7, 3, pack([0, 2], [SIZE, 8], [0, 2])));
      this.#say(reply(7, 3, pack([3, 2], [1, 4], [4096, 4], [65536, 4])));
      this.#say(reply(7, 1));
    }
  }

  close(): void {
    this.isClosed = true;
  }

  #say(bytes: Uint8Array): void {
    this.#out = pack(this.#out, bytes);
  }
}

const scheduler = new Scheduler();

function openWith(server: ScriptedServer | undefined, options: object = {}, mode = READ_ONLY) {
  const storage = Object.assign(new MemoryStorage(), server && { connect: () => server });
  const silent = (): void => {};
  const drivers = new Map([fileDriver, nbdDriver].map((driver) => [driver.name, driver]));
  const context = { storage, drivers, report: silent, reportBare: silent, now: () => 0 };
  const all = { driver: 'nbd', 'server.type': 'unix', 'server.path': 's', ...options };
  const given = new Map(Object.entries(all) as [string, string][]);
  const node = scheduler.run(openGraph(context, { options: given, mode })) as BlockNode;
  return { node, close: () => scheduler.run(closeGraph(context, node)) };
}

describe('an export', () => {
  test('is read in chunks of data and of holes', () => {
    const server = new ScriptedServer(
      [
        pack(
          chunk(2, 1, pack([512, 8], [512, 4]), 0),
          chunk(1, 1, pack([0, 8], new Uint8Array(512).fill(7)), 1),
        ),
      ],
      [],
    );
    const { node, close } = openWith(server);
    const target = new Uint8Array(1024).fill(9);
    scheduler.run(read(node, 0, target));
    expect(target).toEqual(pack(new Uint8Array(512).fill(7), new Uint8Array(512)));
    close();
    expect(server.commands).toEqual([0, 2]);
    expect(server.isClosed).toBe(true);
  });

  test('tells by the context that was asked for what is there', () => {
    const extent = chunk(5, 1, pack([7, 4], [65536, 4], [1, 4]));
    const server = new ScriptedServer([extent], ['qemu:dirty-bitmap:b']);
    const { node } = openWith(server, { 'x-dirty-bitmap': 'qemu:dirty-bitmap:b' });
    const run = scheduler.run(status(node, 0, SIZE, true));
    expect(run).toMatchObject({ length: 65536, data: false, zero: false, allocated: false });
  });

  test('is all data where the server knows no context', () => {
    const { node } = openWith(new ScriptedServer([], []));
    expect(node.length()).toBe(SIZE);
    expect(scheduler.run(status(node, 0, SIZE, true))).toMatchObject({ length: SIZE, data: true });
  });
});

describe('it fails', () => {
  test.each([
    ['an error', chunk(0x8001, 1, pack([22, 4], [0, 2])), 22],
    ['an errno that it has no name for', chunk(0x8001, 1, pack([28, 4], [0, 2])), 5],
    ['the answer to something else', chunk(1, 2, pack([0, 8])), 5],
    ['neither kind of answer', pack([1, 4], [0, 8], [0, 8]), 5],
    ['a chunk that is too long', pack([0x668e33ef, 4], [1, 2], [1, 2], [1, 8], [2 ** 31, 4]), 5],
  ])('a read whose answer is %s', (_name, answer, errno) => {
    const { node } = openWith(new ScriptedServer([answer], []));
    const run = (): unknown => scheduler.run(read(node, 0, new Uint8Array(512)));
    expect(run).toThrow(expect.objectContaining({ errno }));
  });

  test('to open without a bitmap that must be there, and closes the connection', () => {
    const server = new ScriptedServer([], ['base:allocation']);
    expect(() => openWith(server, { 'x-dirty-bitmap': 'b' })).toThrow('Could not open image');
    expect(server.isClosed).toBe(true);
  });

  test('with another protocol, for writing, and without sockets', () => {
    const other = new ScriptedServer([], [], 'NBDMAGIX');
    expect(() => openWith(other)).toThrow('another version of NBD');
    expect(() => openWith(other, {}, READ_WRITE)).toThrow('writing to an NBD server is not');
    const reason = "Failed to connect to 's': Operation not supported";
    expect(() => openWith(undefined)).toThrow(reason);
    expect(() => openWith(other, { 'server.type': 'inet' })).toThrow('NBD over TCP is not');
  });
});
