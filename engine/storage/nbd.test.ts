// The client against a server that plays its part from a script: what goes wrong with a real one
// only rarely. harness/commands/compare/nbd.qemu.test.ts has the real one.
import { describe, expect, test } from 'vitest';
import { readU16, readU32, writeU16, writeU32, writeU64 } from '../base/endian.ts';
import { filenameOf } from '../block/filename.ts';
import { closeGraph, openGraph } from '../block/graph.ts';
import { type BlockNode, NO_FLAGS, READ_ONLY, READ_WRITE } from '../block/node.ts';
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

  constructor(
    answers: readonly Uint8Array[],
    contexts: readonly string[],
    greeting = 'NBDMAGIC',
    flags = 3,
  ) {
    this.#answers = [...answers];
    this.#contexts = contexts;
    this.#out = pack(greeting, 'IHAVEOPT', [flags, 2]);
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
      this.say(this.#answers.shift() ?? new Uint8Array(0));
      return;
    }
    const option = readU32(source, 8);
    if (option === 8) this.say(reply(8, 1));
    if (option === 10) {
      const asked = new TextDecoder().decode(source.subarray(28));
      if (this.#contexts.includes(asked)) this.say(reply(10, 4, pack([7, 4], asked)));
      this.say(reply(10, 1));
    }
    if (option === 7) {
      this.say(reply(7, 3, pack([0, 2], [SIZE, 8], [0, 2])));
      this.say(reply(7, 3, pack([3, 2], [1, 4], [4096, 4], [65536, 4])));
      this.say(reply(7, 1));
    }
  }

  close(): void {
    this.isClosed = true;
  }

  say(bytes: Uint8Array): void {
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

describe('the handshake', () => {
  /** A server of which single answers to options are other ones; it greets as `flags` say. */
  class OddServer extends ScriptedServer {
    readonly #odd: Readonly<Record<number, Uint8Array>>;
    readonly options: Uint8Array[] = [];
    flags: number | undefined;

    constructor(odd: Readonly<Record<number, Uint8Array>>, answers: readonly Uint8Array[] = []) {
      super(answers, ['base:allocation']);
      this.#odd = odd;
    }

    override write(source: Uint8Array): void {
      if (source.length === 4) this.flags = readU32(source, 0);
      const option = source.length >= 16 ? readU32(source, 8) : -1;
      const isOption = source.length >= 16 && readU32(source, 0) !== 0x25609513;
      if (isOption) this.options.push(source.slice());
      const odd = isOption ? this.#odd[option] : undefined;
      if (odd === undefined) super.write(source);
      else this.say(odd);
    }
  }

  const refused = (option: number, type: number, words = ''): Uint8Array =>
    reply(option, 2 ** 31 + type, encoder.encode(words));

  test('asks for the export by its name, and for the usual context', () => {
    const server = new OddServer({});
    const { node } = openWith(server, { export: 'disk' });
    expect(server.flags).toBe(3);
    const texts = server.options.map((bytes) => new TextDecoder('latin1').decode(bytes));
    expect(texts.map((text) => text.charCodeAt(11))).toEqual([8, 10, 7]);
    expect(texts[1]).toMatch(/\0\0\0\x04disk\0\0\0\x01\0\0\0\x0fbase:allocation$/);
    expect(texts[2]).toMatch(/\0\0\0\x04disk\0\x01\0\x03$/);
    expect(filenameOf(node)).toBe('nbd+unix:///disk?socket=s');
  });

  test('asks for no context where the server knows no chunks', () => {
    const server = new OddServer({ 8: refused(8, 1) });
    const { node } = openWith(server);
    expect(server.options.map((bytes) => readU32(bytes, 8))).toEqual([8, 7]);
    expect(scheduler.run(status(node, 0, SIZE, true))).toMatchObject({ length: SIZE, data: true });
    expect(filenameOf(node)).toBe('nbd+unix://?socket=s');
  });

  test.each([
    ['in words', refused(7, 6, 'no such disk'), 'Requested export not available', 'no such disk'],
    ['without words', refused(7, 6), 'Requested export not available', undefined],
    ['for another reason', refused(7, 2), `Server refused: ${2 ** 31 + 2}`, undefined],
  ])('ends where the export is refused: %s', (_how, answer, message, words) => {
    const server = new OddServer({ 7: answer });
    const hint = words === undefined ? undefined : `server reported: ${words}`;
    expect(() => openWith(server)).toThrow(expect.objectContaining({ message, hint, errno: 22 }));
    expect(server.isClosed).toBe(true);
  });

  test.each([
    ['of another option', reply(7, 1), 'the server answers something else'],
    ['without magic', pack([1, 4], [2, 4], [8, 4], [1, 4], [0, 4]), 'the server answers'],
    [
      'that is too long',
      pack([0x0003e889, 4], [0x045565a9, 4], [8, 4], [1, 4], [65537, 4]),
      'the server answers something else',
    ],
  ])('ends at a reply %s', (_what, answer, message) => {
    expect(() => openWith(new OddServer({ 8: answer }))).toThrow(message);
  });

  test('needs the size; without block sizes they are the usual ones', () => {
    expect(() => openWith(new OddServer({ 7: reply(7, 1) }))).toThrow('the server tells no size');
    const size = reply(7, 3, pack([0, 2], [SIZE, 8], [0, 2]));
    const { node } = openWith(new OddServer({ 7: pack(size, reply(7, 1)) }));
    expect(node.limits).toMatchObject({ requestAlignment: 512, maxTransfer: 2 ** 25 });
  });

  test('ends with a server that has no fixed newstyle', () => {
    expect(() => openWith(new ScriptedServer([], [], 'NBDMAGIC', 0))).toThrow(
      'the server speaks another version of NBD',
    );
    const old = new ScriptedServer([], [], 'NBDMAGIC', 1);
    expect(openWith(old).node.length()).toBe(SIZE);
  });
});

describe('block status', () => {
  const opened = (...answers: readonly Uint8Array[]) =>
    openWith(new ScriptedServer(answers, ['base:allocation'])).node;

  test.each([
    [0, { data: true, zero: false, allocated: true }],
    [1, { data: false, zero: false, allocated: false }],
    [2, { data: true, zero: true, allocated: true }],
    [3, { data: false, zero: true, allocated: true }],
  ])('of flags %i', (flags, expected) => {
    const node = opened(chunk(5, 1, pack([7, 4], [4096, 4], [flags, 4])));
    expect(scheduler.run(status(node, 0, SIZE, true))).toMatchObject({ length: 4096, ...expected });
  });

  test('is cut to what was asked for, and other contexts do not count', () => {
    const long = opened(chunk(5, 1, pack([7, 4], [SIZE, 4], [3, 4])));
    expect(scheduler.run(status(long, 0, 512, true))).toMatchObject({ length: 512, zero: true });
    const other = opened(chunk(5, 1, pack([8, 4], [512, 4], [3, 4])));
    expect(scheduler.run(status(other, 0, SIZE, true))).toMatchObject({ length: SIZE, data: true });
  });

  test('of no bytes at all is an error', () => {
    const node = opened(chunk(5, 1, pack([7, 4], [0, 4], [3, 4])));
    expect(() => scheduler.run(status(node, 0, SIZE, true))).toThrow('Input/output error');
  });
});

describe('the export', () => {
  test('answers a request without chunks: with an error, or with nothing', () => {
    const simple = (errno: number): Uint8Array => pack([0x67446698, 4], [errno, 4], [1, 8]);
    const { node } = openWith(new ScriptedServer([simple(22)], []));
    const reading = (): unknown => scheduler.run(read(node, 0, new Uint8Array(512)));
    expect(reading).toThrow(expect.objectContaining({ errno: 22 }));
  });

  test('is zero behind its end, without a request', () => {
    const server = new ScriptedServer([], []);
    const { node } = openWith(server);
    const target = new Uint8Array(16).fill(9);
    scheduler.run(node.doRead(SIZE, target));
    expect(target).toEqual(new Uint8Array(16));
    expect(server.commands).toEqual([]);
    expect(() => scheduler.run(node.doWrite(0, target, NO_FLAGS))).toThrow(
      'Operation not supported',
    );
  });

  test.each([
    [{ 'server.type': null, 'server.path': null }, 'NBD server address missing'],
    [{ 'server.type': null }, "Parameter 'type' is missing"],
    [{ 'server.path': null }, "Parameter 'path' is missing"],
    [{ 'server.type': 'vsock' }, "Parameter 'type' does not accept value 'vsock'"],
  ])('cannot be found with %o', (options, message) => {
    expect(() => openWith(new ScriptedServer([], []), options)).toThrow(message);
  });

  test('may be found by the short name of its socket', () => {
    const options = { 'server.type': null, 'server.path': null, path: 's' };
    expect(openWith(new ScriptedServer([], []), options).node.length()).toBe(SIZE);
  });
});
