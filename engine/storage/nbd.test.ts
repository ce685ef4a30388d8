// The client against a server that plays its part from a script: what goes wrong with a real one
// only rarely. harness/commands/compare/nbd.qemu.test.ts has the real one.
import { describe, expect, test } from 'vitest';
import { readU32 } from '../base/endian.ts';
import { filenameOf } from '../block/filename.ts';
import { closeGraph } from '../block/close-graph.ts';
import { openGraph } from '../block/graph.ts';
import { type BlockNode, READ_ONLY, READ_WRITE } from '../block/node.ts';
import { read, status } from '../block/request.ts';
import { Scheduler } from '../task/scheduler.ts';
import { chunk, pack, reply, ScriptedServer, SIZE } from '../testing/nbd-server.ts';
import { fileDriver } from './file-driver.ts';
import { MemoryStorage } from './memory.ts';
import { nbdDriver } from './nbd.ts';

const encoder = new TextEncoder();
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
    ['an errno of the protocol', chunk(0x8001, 1, pack([28, 4], [0, 2])), 28],
    ['an errno that the protocol does not know', chunk(0x8001, 1, pack([30, 4], [0, 2])), 22],
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
    expect(() => openWith(other)).toThrow('Bad initial magic received: 0x4e42444d41474958');
    const locked = new ScriptedServer([], ['base:allocation']);
    locked.offers = 3;
    const denied = 'Could not open image: Permission denied';
    expect(() => openWith(locked, {}, READ_WRITE)).toThrow(denied);
    expect([locked.commands, locked.isClosed]).toEqual([[2], true]);
    const reason = "Failed to connect to 's': Operation not supported";
    expect(() => openWith(undefined)).toThrow(reason);
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
    ['for another reason', refused(7, 2), 'Denied by server for option 7 (go)', undefined],
  ])('ends where the export is refused: %s', (_how, answer, message, words) => {
    const server = new OddServer({ 7: answer });
    const hint = words === undefined ? undefined : `server reported: ${words}`;
    expect(() => openWith(server)).toThrow(expect.objectContaining({ message, hint, errno: 22 }));
    expect(server.isClosed).toBe(true);
  });

  test.each([
    ['of another option', reply(7, 1), 'Unexpected option type 7 (go), expected 8'],
    [
      'without magic',
      pack([1, 4], [2, 4], [8, 4], [1, 4], [0, 4]),
      'Unexpected option reply magic',
    ],
    [
      'that is too long',
      pack([0x0003e889, 4], [0x045565a9, 4], [8, 4], [1, 4], [65537, 4]),
      "Option 8 ('structured reply') response length is 65537 (it should be zero)",
    ],
  ])('ends at a reply %s', (_what, answer, message) => {
    expect(() => openWith(new OddServer({ 8: answer }))).toThrow(message);
  });

  test('needs the size; without block sizes they are the usual ones', () => {
    expect(() => openWith(new OddServer({ 7: reply(7, 1) }))).toThrow(
      'broken server omitted NBD_INFO_EXPORT',
    );
    const size = reply(7, 3, pack([0, 2], [SIZE, 8], [1, 2]));
    const { node } = openWith(new OddServer({ 7: pack(size, reply(7, 1)) }));
    expect(node.limits).toMatchObject({ requestAlignment: 1, maxTransfer: 2 ** 25 });
  });

  test('goes on by the name of the export with a server that has no fixed newstyle', () => {
    const server = new OddServer({ 1: pack([SIZE + 1, 8], [1, 2], new Uint8Array(124)) });
    server.greet(0);
    const { node } = openWith(server, { export: 'disk' });
    expect(server.flags).toBe(0);
    expect(server.options.map((bytes) => readU32(bytes, 8))).toEqual([1]);
    expect(node.length()).toBe(SIZE + 512);
    expect(node.limits.requestAlignment).toBe(1);
    const old = new ScriptedServer([], [], 'NBDMAGIC', 1);
    expect(openWith(old).node.length()).toBe(SIZE);
  });

  test('asks for the list where there is no GO, and then by name', () => {
    const listed = pack(reply(3, 2, pack([4, 4], 'disk', 'what it is')), reply(3, 1));
    const odd = { 7: refused(7, 1), 3: listed, 1: pack([SIZE, 8], [1, 2]) };
    const server = new OddServer(odd);
    expect(openWith(server, { export: 'disk' }).node.length()).toBe(SIZE);
    const other = new OddServer(odd);
    expect(() => openWith(other, { export: 'x' })).toThrow("No export with name 'x' available");
    expect(other.options.map((bytes) => readU32(bytes, 8))).toEqual([8, 10, 7, 3, 2]);
  });

  test.each([
    [[3000, 4096, 65536], 'server minimum block size 3000 is not a power of two'],
    [[4096, 512, 65536], 'server preferred block size 512 is not valid'],
    [[4096, 4096, 1024], 'server maximum block size 1024 is not valid'],
  ] as const)('refuses block sizes of %j', ([least, best, most], message) => {
    const sizes = reply(7, 3, pack([3, 2], [least, 4], [best, 4], [most, 4]));
    expect(() => openWith(new OddServer({ 7: sizes }))).toThrow(message);
  });

  test.each([
    ['too short', reply(7, 3, pack([0, 2], [0, 4])), 'remaining export info len 4 is unexpected'],
    ['no INFO', reply(7, 4), 'unexpected reply type 4 (meta context), expected 3 (info)'],
    ['too large', reply(7, 3, pack([0, 2], [2 ** 63, 8], [1, 2])), 'File too large'],
    ['cut off', pack([3, 4]), 'Failed to read option reply: Unexpected end-of-file before all'],
  ])('refuses information that is %s', (_what, answer, message) => {
    expect(() => openWith(new OddServer({ 7: answer }))).toThrow(message);
  });

  test.each([
    ['too short', reply(10, 4, pack([1, 2])), 'server answered with unexpected length 2'],
    ['too long', reply(10, 4, new Uint8Array(9000)), 'answered with unexpected length 9000'],
    ['another', reply(10, 4, pack([1, 4], 'a:b')), "answered with different context 'a:b'"],
    ['no context', reply(10, 3), 'Unexpected reply type 3 (info), expected 4 (meta context)'],
  ])('refuses a context that is %s', (_what, answer, message) => {
    expect(() => openWith(new OddServer({ 10: answer }))).toThrow(message);
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

  test('is cut to what was asked for, and other contexts are an error', () => {
    const long = opened(chunk(5, 1, pack([7, 4], [SIZE, 4], [3, 4])));
    expect(scheduler.run(status(long, 0, 512, true))).toMatchObject({ length: 512, zero: true });
    const other = opened(chunk(5, 1, pack([8, 4], [512, 4], [3, 4])));
    expect(() => scheduler.run(status(other, 0, SIZE, true))).toThrow('Invalid argument');
  });

  test('of no bytes at all is an error', () => {
    const node = opened(chunk(5, 1, pack([7, 4], [0, 4], [3, 4])));
    expect(() => scheduler.run(status(node, 0, SIZE, true))).toThrow('Invalid argument');
    const silent = opened(chunk(0, 1, new Uint8Array(0)));
    expect(() => scheduler.run(status(silent, 0, SIZE, true))).toThrow('Input/output error');
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
  });

  test.each([
    [{ 'server.type': null, 'server.path': null }, 'NBD server address missing'],
    [{ 'server.type': null }, "Parameter 'type' is missing"],
    [{ 'server.path': null }, "Parameter 'path' is missing"],
    [{ 'server.type': 'x' }, "Parameter 'type' does not accept value 'x'"],
    [{ 'server.type': 'vsock' }, "NBD over 'vsock' sockets is not supported yet by blkdrill"],
    [{ 'server.abstract': 'on' }, 'NBD over abstract sockets is not supported yet by blkdrill'],
    [{ 'server.host': 'x' }, "Parameter 'host' is unexpected"],
    [{ 'server.type': 'inet', 'server.path': null }, "Parameter 'host' is missing"],
    [{ path: 's' }, "Cannot use 'server' and path/host/port at the same time"],
  ])('cannot be found with %o', (options, message) => {
    expect(() => openWith(new ScriptedServer([], []), options)).toThrow(message);
  });

  test('may be found by the short name of its socket', () => {
    const options = { 'server.type': null, 'server.path': null, path: 's' };
    expect(openWith(new ScriptedServer([], []), options).node.length()).toBe(SIZE);
  });
});
