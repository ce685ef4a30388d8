// What is sent to an NBD server that can be written, and how its failures and its silence end.
import { describe, expect, test } from 'vitest';
import { readU16, readU32, readU64 } from '../base/endian.ts';
import { closeGraph } from '../block/close-graph.ts';
import { openGraph } from '../block/graph.ts';
import { type BlockNode, NO_FLAGS, READ_WRITE } from '../block/node.ts';
import { discard, flush, read, truncate, write, writeZeroes } from '../block/request.ts';
import { Scheduler } from '../task/scheduler.ts';
import { chunk, pack, ScriptedServer, SIZE } from '../testing/nbd-server.ts';
import { MemoryStorage } from './memory.ts';
import { nbdDriver } from './nbd.ts';

const scheduler = new Scheduler();
const OFFERS = { flush: 4, fua: 8, trim: 32, zero: 64, fastZero: 2048 };

/** A server that answers `count` commands with success. */
function willing(count: number): ScriptedServer {
  const answers = Array.from({ length: count }, (_, index) =>
    chunk(0, index + 1, new Uint8Array(0)),
  );
  return new ScriptedServer(answers, ['base:allocation']);
}

function opened(server: ScriptedServer): { node: BlockNode; close: () => void } {
  const storage = Object.assign(new MemoryStorage(), { connect: () => server });
  const silent = (): void => {};
  const drivers = new Map([['nbd', nbdDriver]]);
  const context = { storage, drivers, report: silent, reportBare: silent, now: () => 0 };
  const options = new Map([
    ['driver', 'nbd'],
    ['path', 's'],
  ]);
  const node = scheduler.run(openGraph(context, { options, mode: READ_WRITE }));
  return { node, close: () => scheduler.run(closeGraph(context, node)) };
}

/** Command, flags, offset and length of each request. */
const sent = (server: ScriptedServer): number[][] =>
  server.requests.map((bytes) => [
    readU16(bytes, 2),
    readU16(bytes, 0),
    readU64(bytes, 12),
    readU32(bytes, 20),
  ]);

describe('a server that offers everything', () => {
  test('is sent data, zeroes, discards and flushes with their flags', () => {
    const server = willing(10);
    server.offers += OFFERS.fastZero;
    const { node, close } = opened(server);
    scheduler.run(write(node, 512, new Uint8Array(3).fill(7)));
    scheduler.run(write(node, 0, new Uint8Array(3), { ...NO_FLAGS, fua: true }));
    scheduler.run(writeZeroes(node, 0, 4096));
    scheduler.run(writeZeroes(node, 0, 4096, { ...NO_FLAGS, mayUnmap: true, fua: true }));
    scheduler.run(writeZeroes(node, 0, 4096, { ...NO_FLAGS, mayUnmap: true, noFallback: true }));
    scheduler.run(discard(node, 4096, 8192));
    scheduler.run(flush(node));
    scheduler.run(flush(node));
    close();
    expect(sent(server)).toEqual([
      [1, 0, 512, 3],
      [1, 1, 0, 3],
      [6, 2, 0, 4096],
      [6, 1, 0, 4096],
      [6, 16, 0, 4096],
      [4, 0, 4096, 8192],
      [3, 0, 0, 0],
      [3, 0, 0, 0],
      [3, 0, 0, 0], // its close, as of the real tool
      [2, 0, 0, 0],
    ]);
    expect(server.requests[0]?.subarray(24)).toEqual(new Uint8Array(3).fill(7));
  });

  test('gets no more in one request than it takes', () => {
    const server = willing(3);
    const { node } = opened(server);
    scheduler.run(write(node, 0, new Uint8Array(65536 + 1)));
    scheduler.run(writeZeroes(node, 0, 65536));
    expect(sent(server)).toEqual([
      [1, 0, 0, 65536],
      [1, 0, 65536, 1],
      [6, 2, 0, 65536],
    ]);
  });
});

test('a server that offers nothing gets zeroes as data, no discards and no flushes', () => {
  const server = willing(2);
  server.offers = 1;
  const { node, close } = opened(server);
  scheduler.run(writeZeroes(node, 0, 512, { ...NO_FLAGS, fua: true }));
  scheduler.run(discard(node, 0, 512));
  close();
  expect(sent(server)).toEqual([
    [1, 0, 0, 512],
    [2, 0, 0, 0],
  ]);
});

test('its length is its own', () => {
  const { node } = opened(willing(0));
  const cut = (length: number, isExact: boolean) => () =>
    scheduler.run(truncate(node, length, 'off', isExact));
  expect(cut(SIZE + 1, false)).toThrow('Cannot grow NBD nodes');
  expect(cut(SIZE - 1, true)).toThrow('Cannot resize NBD nodes');
  cut(SIZE - 1, false)();
  cut(SIZE, true)();
  expect(node.length()).toBe(SIZE);
});

describe('a write fails', () => {
  const simple = (errno: number, cookie = 1): Uint8Array =>
    pack([0x67446698, 4], [errno, 4], [cookie, 8]);
  const none = new Uint8Array(0);

  test.each([
    ['and the connection lives', simple(28), 28, false],
    ['with an unknown error', simple(11), 22, false],
    ['with no reply at all', none, 5, true],
    ['with the reply to another command', simple(0, 2), 5, true],
    ['with data', chunk(1, 1, pack([0, 8], [1, 8])), 22, true],
    ['with more than anybody tells', chunk(77, 1, new Uint8Array(1001)), 22, true],
    ['with an error of no number', chunk(0x8001, 1, pack([0, 4], [0, 2])), 22, true],
    ['with an error that is too short', chunk(0x8001, 1, pack([5, 4])), 22, true],
    ['with a message longer than its chunk', chunk(0x8001, 1, pack([5, 4], [9, 2])), 22, true],
    ['with an end that is none', chunk(0, 1, none, 0), 22, true],
    ['with an end that says something', chunk(0, 1, pack([1, 4])), 22, true],
  ])('%s', (_how, answer, errno, isLost) => {
    const server = new ScriptedServer([answer, simple(0, 2), simple(0, 3)], ['base:allocation']);
    const { node, close } = opened(server);
    const attempt = () => scheduler.run(write(node, 0, new Uint8Array(512)));
    expect(attempt).toThrow(expect.objectContaining({ errno }));
    // A connection that is lost is not used again, not even to say good-bye.
    if (isLost) expect(attempt).toThrow(expect.objectContaining({ errno: 5 }));
    else attempt();
    expect(server.commands).toEqual(isLost ? [1] : [1, 1]);
    close();
    expect(server.isClosed).toBe(true);
    expect(server.commands.includes(2)).toBe(!isLost);
  });
});

describe('a read', () => {
  const answered = (answer: Uint8Array) => () => {
    const { node } = opened(new ScriptedServer([answer], ['base:allocation']));
    const target = new Uint8Array(512).fill(9);
    scheduler.run(read(node, 0, target));
    return target;
  };

  test.each([
    ['in front of it', chunk(1, 1, pack([2 ** 52, 8], [1, 4]))],
    ['behind it', chunk(1, 1, pack([510, 8], [1, 4]))],
    ['that is empty', chunk(1, 1, pack([0, 8]))],
    ['that is a hole of nothing', chunk(2, 1, pack([0, 8], [0, 4]))],
    ['that is a hole of too much', chunk(2, 1, pack([0, 8], [513, 4]))],
    ['in a simple reply', pack([0x67446698, 4], [0, 4], [1, 8], new Uint8Array(512))],
  ])('is refused data %s', (_where, answer) => {
    expect(answered(answer)).toThrow(expect.objectContaining({ errno: 22 }));
  });

  test('of which nothing comes ends well', () => {
    expect(answered(chunk(0, 1, new Uint8Array(0)))).not.toThrow();
  });
});
