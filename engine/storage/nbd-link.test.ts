// Connections to an NBD server that are lost: who waits for the next one and for how long, what is
// sent again, and who is never called again. Time passes where somebody sleeps.
import { describe, expect, test } from 'vitest';
import { closeGraph } from '../block/close-graph.ts';
import { openGraph } from '../block/graph.ts';
import { type BlockNode, type OpenMode, READ_ONLY, READ_WRITE } from '../block/node.ts';
import { flush, read, status, write } from '../block/request.ts';
import { IoError } from '../base/errors.ts';
import { Scheduler } from '../task/scheduler.ts';
import { chunk, pack, ScriptedServer } from '../testing/nbd-server.ts';
import { MemoryStorage } from './memory.ts';
import { nbdDriver } from './nbd.ts';

const ECONNREFUSED = 111;
const scheduler = new Scheduler();
const done = (cookie: number): Uint8Array => chunk(0, cookie, new Uint8Array(0));

/** A server that takes so many commands; then it hangs up. */
function server(count: number, offers?: number): ScriptedServer {
  const answers = Array.from({ length: count }, (_, index) => done(index + 1));
  const found = new ScriptedServer(answers, ['base:allocation']);
  if (offers !== undefined) found.offers = offers;
  return found;
}

/** The servers that answer one after the other; undefined: nobody does. Afterwards nobody does. */
class Calls {
  now = 0;
  /** When each call came. */
  readonly times: number[] = [];
  readonly #servers: (ScriptedServer | undefined)[];

  constructor(servers: readonly (ScriptedServer | undefined)[]) {
    this.#servers = [...servers];
  }

  open(options: Record<string, number | string> = {}, mode: OpenMode = READ_WRITE): BlockNode {
    const storage = Object.assign(new MemoryStorage(), {
      connect: () => {
        this.times.push(this.now);
        const next = this.#servers.shift();
        if (next === undefined) throw new IoError(ECONNREFUSED);
        return next;
      },
      timer: {
        now: () => this.now,
        sleep: (seconds: number) => {
          this.now += seconds;
        },
      },
    });
    const silent = (): void => {};
    const drivers = new Map([['nbd', nbdDriver]]);
    const context = { storage, drivers, report: silent, reportBare: silent, now: () => 0 };
    const all = new Map(Object.entries({ driver: 'nbd', path: 's', ...options }));
    const node = scheduler.run(openGraph(context, { options: all, mode }));
    this.close = () => scheduler.run(closeGraph(context, node));
    return node;
  }

  close = (): void => {};
}

const writeTo = (node: BlockNode): void => scheduler.run(write(node, 0, new Uint8Array(512)));
const failed = expect.objectContaining({ errno: 5 });

describe('a request waits for the next connection', () => {
  test('at once, then after 1 s and 2 s, and is sent again', () => {
    const first = server(1);
    const last = server(9);
    const calls = new Calls([first, undefined, undefined, last]);
    const node = calls.open({ 'reconnect-delay': 5 });
    writeTo(node);
    writeTo(node);
    calls.close();
    expect(calls.times).toEqual([0, 0, 1, 3]);
    expect(first.commands).toEqual([1, 1]);
    expect(first.isClosed).toBe(true);
    expect(last.commands).toEqual([1, 3, 2]);
  });

  test('until the time is over; then none is waited for, and one that is there is used', () => {
    const calls = new Calls([server(0), undefined, undefined, undefined, server(9)]);
    const node = calls.open({ 'reconnect-delay': 2 });
    expect(() => writeTo(node)).toThrow(failed);
    expect([calls.now, calls.times]).toEqual([2, [0, 0, 1]]);
    expect(() => writeTo(node)).toThrow(failed);
    expect([calls.now, calls.times.length]).toEqual([2, 3]);
    calls.now = 3; // 2 s after the last attempt
    expect(() => writeTo(node)).toThrow(failed);
    expect(() => writeTo(node)).toThrow(failed);
    expect(calls.times).toEqual([0, 0, 1, 3]);
    calls.now = 7;
    writeTo(node);
    expect(calls.times).toEqual([0, 0, 1, 3, 7]);
  });

  test('and not for ever, where each one is lost again', () => {
    const calls = new Calls(Array.from({ length: 99 }, () => server(0)));
    const node = calls.open({ 'reconnect-delay': 2 });
    const slow = calls.times;
    const push = slow.push.bind(slow);
    slow.push = (time) => {
      calls.now += 0.5;
      return push(time);
    };
    expect(() => writeTo(node)).toThrow(failed);
    expect(calls.times.length).toBe(6);
  });

  test('with a status that had come in part', () => {
    const extent = pack([7, 4], [4096, 4], [3, 4]);
    const half = new ScriptedServer([chunk(5, 1, extent, 0)], ['base:allocation']);
    const whole = [chunk(5, 1, extent, 0), done(1)].reduce((sum, one) => pack(sum, one));
    const calls = new Calls([half, new ScriptedServer([whole], ['base:allocation'])]);
    const node = calls.open({ 'reconnect-delay': 1 });
    expect(scheduler.run(status(node, 0, 65536, true))).toMatchObject({ length: 4096, zero: true });
  });
});

describe('without a delay', () => {
  test('the request fails, and so does the next one: it has a connection made', () => {
    const calls = new Calls([server(0), server(9)]);
    const node = calls.open();
    for (let count = 0; count < 2; count += 1) expect(() => writeTo(node)).toThrow(failed);
    expect(calls.times.length).toBe(1);
    writeTo(node);
    expect(calls.times.length).toBe(2);
  });

  test('a flush that nobody hears has failed', () => {
    const calls = new Calls([server(1)]);
    const node = calls.open();
    writeTo(node);
    expect(() => scheduler.run(flush(node))).toThrow(failed);
    calls.close();
  });
});

describe('a server is not gone on with', () => {
  test('that has broken the protocol', () => {
    const broken = new ScriptedServer([chunk(0, 99, new Uint8Array(0))], []);
    const calls = new Calls([broken, server(9)]);
    const node = calls.open({ 'reconnect-delay': 9 });
    for (let count = 0; count < 3; count += 1) expect(() => writeTo(node)).toThrow(failed);
    expect([calls.now, calls.times.length, broken.isClosed]).toEqual([0, 1, true]);
  });

  test('that lets nobody write any more, or has lost what was asked for', () => {
    const locked = server(9, 3);
    const other = new ScriptedServer([], []);
    const calls = new Calls([server(0), locked, undefined]);
    const node = calls.open({ 'reconnect-delay': 1 });
    expect(() => writeTo(node)).toThrow(failed);
    expect(locked.commands).toEqual([2]);
    const bitmap = 'qemu:dirty-bitmap:b';
    const reader = new Calls([new ScriptedServer([], [bitmap]), other]);
    const disk = reader.open({ 'reconnect-delay': 1, 'x-dirty-bitmap': bitmap }, READ_ONLY);
    expect(() => scheduler.run(read(disk, 0, new Uint8Array(8)))).toThrow(failed);
    expect(other.commands).toEqual([2]);
  });
});

describe('open-timeout', () => {
  test('has the first connection tried over and over', () => {
    const calls = new Calls([undefined, undefined, server(9)]);
    writeTo(calls.open({ 'open-timeout': 5 }));
    expect(calls.times).toEqual([0, 1, 3]);
  });

  test('ends with what the last attempt has failed with', () => {
    const calls = new Calls([undefined, new ScriptedServer([], [], 'NBDMAGIX')]);
    expect(() => calls.open({ 'open-timeout': 2 })).toThrow('Bad initial magic received');
    expect([calls.now, calls.times]).toEqual([2, [0, 1]]);
    expect(() => new Calls([]).open()).toThrow("Failed to connect to 's': Connection refused");
  });
});
