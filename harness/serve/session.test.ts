// Commands and their replies on an image in memory, what a client may do wrong, and the law that
// how the stream is cut makes no difference.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nbd } from '../../engine/index.ts';
import { property } from '../../engine/testing/property.ts';
import { command, digest, joined, type RawCommand } from '../testing/raw-nbd.ts';
import {
  ask,
  CHUNKS,
  connected,
  filled,
  PLAIN,
  PLAIN_READ,
  STATUS,
} from '../testing/raw-sessions.ts';
import { ServedWorld } from '../testing/served-world.ts';

const { COMMAND, COMMAND_FLAG } = nbd;
const SIZE = 1024 * 1024;
const K64 = 65_536;

describe('reads and writes', () => {
  test('one client reads what another has written', () => {
    const { world } = ask(PLAIN, [{ command: COMMAND.write, cookie: 1, data: filled(512, 7) }]);
    const { session, replies } = connected(PLAIN, {}, world);
    session.receive(command({ command: COMMAND.read, cookie: PLAIN_READ, length: 512 }));
    expect(replies()).toEqual([`99: simple 0 ${digest(filled(512, 7))}`]);
    expect(world.log).toEqual([
      '1 connected',
      '1 agreed: simple replies',
      '1 write 0+512 = ok',
      '2 connected',
      '2 agreed: simple replies',
      '2 read 0+512 = ok',
    ]);
  });

  test('come in chunks of data and of holes, or whole where that is asked for', () => {
    const { words } = ask(CHUNKS, [
      { command: COMMAND.write, cookie: 1, offset: K64, data: filled(K64, 7) },
      { command: COMMAND.read, cookie: 2, length: 3 * K64 },
      { command: COMMAND.read, cookie: 3, length: 2 * K64, flags: COMMAND_FLAG.whole },
      { command: COMMAND.read, cookie: 4, length: 0 },
    ]);
    expect(words.map((line) => line.replace(/ [0-9a-f]{8}( ...)?$/, ' HASH$1'))).toEqual([
      '1: simple 0',
      '2: hole 0+65536 ...',
      '2: data 65536 65536 HASH ...',
      '2: hole 131072+65536',
      '3: data 0 131072 HASH',
      '4: none ',
    ]);
  });

  test('all other commands are told as done in one piece', () => {
    const { words, world } = ask(CHUNKS, [
      { command: COMMAND.write, cookie: 1, data: filled(K64, 7), flags: COMMAND_FLAG.fua },
      { command: COMMAND.flush, cookie: 2 },
      { command: COMMAND.trim, cookie: 3, length: K64, flags: COMMAND_FLAG.fua },
      { command: COMMAND.writeZeroes, cookie: 4, length: SIZE, flags: 2 },
      { command: COMMAND.writeZeroes, cookie: 5, length: SIZE },
      { command: COMMAND.writeZeroes, cookie: 6, length: SIZE, flags: 16 },
      { command: COMMAND.cache, cookie: 7, length: SIZE },
    ]);
    expect(words).toEqual([1, 2, 3, 4, 5, 6, 7].map((cookie) => `${cookie}: simple 0`));
    expect(world.log.slice(2)).toEqual([
      '1 write 0+65536 fua = ok',
      '1 flush = ok',
      '1 trim 0+65536 fua = ok',
      '1 zero 0+1048576 no-hole = ok',
      '1 zero 0+1048576 = ok',
      '1 zero 0+1048576 fast-zero = ok',
      '1 cache 0+1048576 = ok',
    ]);
  });

  test('a disconnect ends it without a reply, a close between two commands as well', () => {
    const first = ask(CHUNKS, [{ command: COMMAND.disconnect, cookie: 1 }]);
    expect([first.words, first.peer.ending, first.world.log.at(-1)]).toEqual([
      [],
      'soft',
      '1 disconnected',
    ]);
    const second = connected(CHUNKS);
    second.session.finish();
    expect([second.peer.ending, second.world.log.at(-1)]).toEqual(['soft', '1 closed']);
    const third = connected(CHUNKS);
    third.session.receive(command({ command: COMMAND.write, cookie: 1, length: 512 }));
    third.session.finish();
    expect(third.world.log.at(-1)).toBe('1 ended: cut off');
  });
});

describe('block status', () => {
  const status = (cookie: number, flags = 0, length = SIZE): RawCommand => ({
    command: COMMAND.status,
    cookie,
    length,
    flags,
  });

  test('tells of each context that was chosen', () => {
    const data = filled(K64, 7);
    const { words } = ask(STATUS, [
      { command: COMMAND.write, cookie: 1, offset: K64, data },
      status(2),
      status(3, COMMAND_FLAG.oneExtent),
    ]);
    expect(words.slice(1)).toEqual([
      '2: status 0 65536 3 65536 0 917504 3 ...',
      '2: status 1 65536 0 65536 1 917504 0',
      '3: status 0 65536 3 ...',
      '3: status 1 65536 0',
    ]);
  });

  test('needs a length, and a context', () => {
    expect(ask(STATUS, [status(1, 0, 0)]).words).toEqual(['1: error 22 need non-zero length']);
    const message = 'CMD_BLOCK_STATUS not negotiated';
    expect(ask(CHUNKS, [status(1)]).words).toEqual([`1: error 22 ${message}`]);
  });
});

describe('a request is refused', () => {
  const past = (cookie: number, number: number): RawCommand => ({
    command: number,
    cookie,
    offset: SIZE - 256,
    length: 512,
    ...(number === COMMAND.write && { data: filled(512, 1) }),
  });
  const text = `operation past EOF; From: ${SIZE - 256}, Len: 512, Size: ${SIZE}`;

  test.each([
    [COMMAND.read, 22],
    [COMMAND.write, 28],
    [COMMAND.writeZeroes, 28],
    [COMMAND.trim, 22],
    [COMMAND.cache, 22],
    [COMMAND.status, 22],
  ])('past the end: command %i with %i', (number, errno) => {
    expect(ask(CHUNKS, [past(1, number)]).words).toEqual([`1: error ${errno} ${text}`]);
    expect(ask(PLAIN, [past(1, number)]).words).toEqual([`1: simple ${errno}`]);
  });

  test.each([COMMAND.write, COMMAND.writeZeroes, COMMAND.trim])(
    'as the export is read-only: command %i',
    (number) => {
      const given = { command: number, cookie: 1, length: 512, data: filled(512, 1) };
      const sent = number === COMMAND.write ? given : { ...given, data: filled(0, 0) };
      const { words } = ask(CHUNKS, [sent], { isReadOnly: true });
      expect(words).toEqual(['1: error 1 Export is read-only']);
    },
  );

  test.each([
    [{ command: 77, cookie: 1 }, 'invalid request type (77) received'],
    [{ command: 0, cookie: 1, flags: 8 }, 'unsupported flags for command read (got 0x8)'],
    [{ command: 3, cookie: 1, flags: 32 }, 'unsupported flags for command flush (got 0x20)'],
    [
      { command: 0, cookie: 1, length: 2 ** 25 + 1 },
      'len (33554433 ) is larger than max len (33554432)',
    ],
    [
      { command: 5, cookie: 1, length: 2 ** 25 + 1 },
      'len (33554433 ) is larger than max len (33554432)',
    ],
  ])('and the client goes on: %j', (sent, message) => {
    const { words, session, replies } = ask(CHUNKS, [sent]);
    expect(words).toEqual([`1: error 22 ${message}`]);
    session.receive(command({ command: COMMAND.flush, cookie: 2 }));
    expect(replies().at(-1)).toBe('2: simple 0');
  });

  test('chunks are not for those who did not agree on them', () => {
    const { words } = ask(PLAIN, [{ command: 0, cookie: 1, length: 512, flags: 4 }]);
    expect(words).toEqual(['1: simple 22']);
  });

  test('with too much data, which is passed over', () => {
    const { session, replies } = connected(CHUNKS, { size: 2 ** 27 });
    const length = 2 ** 25 + 512;
    session.receive(command({ command: COMMAND.write, cookie: 1, length }));
    const piece = filled(2 ** 20, 1);
    for (let sent = 0; sent < length; sent += piece.length) {
      session.receive(piece.subarray(0, Math.min(piece.length, length - sent)));
    }
    session.receive(command({ command: COMMAND.flush, cookie: 2 }));
    const message = 'len (33554944 ) is larger than max len (33554432)';
    expect(replies()).toEqual([`1: error 22 ${message}`, '2: simple 0']);
  });

  test.each([
    [{ command: COMMAND.write, cookie: 1, length: 2 ** 26 + 1 }, 'len (67108865 ) is larger than'],
    [{ command: COMMAND.read, cookie: 1, magic: 1 }, 'invalid magic (got 0x1)'],
  ])('and the connection ends: %j', (sent, why) => {
    const { words, peer, world } = ask(CHUNKS, [sent, { command: COMMAND.flush, cookie: 2 }]);
    expect([words, peer.ending]).toEqual([[], 'soft']);
    expect(world.log.at(-1)).toContain(`ended: ${why}`);
  });
});

test('a client that takes no replies is read no further than 64 MiB of them', () => {
  const { session, peer } = connected(PLAIN, { size: 2 ** 26 });
  peer.takesAll = false;
  const read = (cookie: number): Uint8Array =>
    command({ command: COMMAND.read, cookie, length: 2 ** 24 });
  for (let cookie = 1; cookie <= 10; cookie += 1) session.receive(read(cookie));
  expect([peer.isRead, peer.unsent < 2 ** 26 + 2 ** 24 + 100]).toEqual([false, true]);
  const before = peer.unsent;
  peer.unsent = 0;
  session.goOn();
  expect(peer.unsent).toBeLessThanOrEqual(before);
  expect(peer.isRead).toBe(false);
});

/** What is done with sense, and some of it without. */
const commands = fc.array(
  fc.record({
    command: fc.constantFrom(0, 1, 3, 4, 5, 6, 7, 99),
    cookie: fc.nat(99),
    offset: fc.nat({ max: SIZE + 512 }),
    length: fc.oneof(fc.nat({ max: 2048 }), fc.constant(SIZE)),
    flags: fc.constantFrom(0, 0, 0, 1, 2, 4, 8, 16, 32),
  }),
  { maxLength: 12 },
);
const bytesOf = (list: readonly RawCommand[]): Uint8Array =>
  joined(
    ...list.map((one) => {
      const isWrite = one.command === COMMAND.write;
      return command(isWrite ? { ...one, data: filled(one.length ?? 0, one.cookie) } : one);
    }),
  );

property([commands, fc.array(fc.nat(5000), { maxLength: 30 }), fc.boolean()], { numRuns: 150 })(
  'any cut of the stream gives the same replies and the same log',
  (list, cuts, hasChunks) => {
    const stream = joined(hasChunks ? STATUS : PLAIN, bytesOf(list));
    const outcomeOf = (pieces: readonly Uint8Array[]): unknown => {
      const world = new ServedWorld();
      const { session, peer } = world.connect();
      for (const piece of pieces) session.receive(piece);
      session.finish();
      return { bytes: Buffer.from(peer.bytes).toString('base64'), log: world.log };
    };
    const pieces: Uint8Array[] = [];
    let at = 0;
    for (const cut of cuts) {
      pieces.push(stream.subarray(at, at + cut));
      at += cut;
    }
    pieces.push(stream.subarray(at));
    expect(outcomeOf(pieces)).toEqual(outcomeOf([stream]));
  },
);
