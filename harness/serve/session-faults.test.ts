// Faults of an image and of requests as clients meet them, and requests that stand at breakpoints.
import { describe, expect, test } from 'vitest';
import { findBreakpoints, nbd } from '../../engine/index.ts';
import { command, joined } from '../testing/raw-nbd.ts';
import { ask, CHUNKS, connected, type Connected, filled } from '../testing/raw-sessions.ts';

const { COMMAND, COMMAND_FLAG } = nbd;
const SIZE = 1024 * 1024;
const K64 = 65_536;

describe('a fault', () => {
  test('of the image is told in its place', () => {
    const { words, world } = ask(
      CHUNKS,
      [
        { command: COMMAND.write, cookie: 1, data: filled(512, 7) },
        { command: COMMAND.write, cookie: 2, data: filled(512, 7) },
        { command: COMMAND.read, cookie: 3, length: 512, flags: COMMAND_FLAG.whole },
        { command: COMMAND.read, cookie: 4, length: K64 + 512 },
        { command: COMMAND.read, cookie: 5, length: 512, flags: COMMAND_FLAG.whole },
      ],
      {
        faults: [
          'event=write_aio,errno=ENOSPC,once=on',
          'event=read_aio,errno=EDOM,once=on',
          'event=read_aio,errno=EIO,once=on',
        ],
      },
    );
    expect(words.slice(0, 4)).toEqual([
      '1: error 28 writing to file failed',
      '2: simple 0',
      '3: error 22 reading from file failed',
      '4: error 5 reading from file failed',
    ]);
    expect(words[4]).toMatch(/^5: data 0 512 /);
    expect(world.log.slice(-4, -1)).toEqual([
      '1 write 0+512 = ok',
      '1 read 0+512 df = EDOM',
      '1 read 0+66048 = EIO',
    ]);
    const fired = world.image.faultReports().map((report) => report.fired);
    expect(fired).toEqual([1, 1, 1]);
  });

  test('of a request is told before the image is asked', () => {
    const { words, world, peer } = ask(
      CHUNKS,
      [
        { command: COMMAND.write, cookie: 1, data: filled(512, 7) },
        { command: COMMAND.write, cookie: 2, data: filled(512, 8) },
        { command: COMMAND.read, cookie: 3, length: 512 },
        { command: COMMAND.flush, cookie: 4 },
        { command: COMMAND.flush, cookie: 5 },
      ],
      { faults: ['write 2 ENOSPC', 'any 4 disconnect', 'trim 1- EIO'] },
    );
    expect(words.slice(0, 2)).toEqual(['1: simple 0', "2: error 28 fault 'write 2 ENOSPC'"]);
    expect(words).toHaveLength(3);
    expect(peer.ending).toBe('hard');
    expect(world.log.slice(-3)).toEqual([
      '1 read 0+512 = ok',
      "1 flush = disconnect by 'any 4 disconnect'",
      '1 ended: disconnected by a fault',
    ]);
    expect(world.faults.reports()).toEqual([
      { text: 'write 2 ENOSPC', came: 2, fired: 1 },
      { text: 'any 4 disconnect', came: 4, fired: 1 },
      { text: 'trim 1- EIO', came: 0, fired: 0 },
    ]);
  });
});

describe('a request that stands at a breakpoint', () => {
  /** A rule that never fires puts blkdebug below the image. */
  const held = (): Connected & { readonly resume: () => void } => {
    const found = connected(CHUNKS, { faults: ['event=vmstate_save,once=on'] });
    const file = found.world.node.primary;
    const breakpoints = file && findBreakpoints(file);
    breakpoints?.set('write_aio', 'a');
    const resume = (): void => {
      breakpoints?.resume('a');
      found.world.disk.settle();
    };
    return { ...found, resume };
  };
  const write = (cookie: number, offset: number): Uint8Array =>
    command({ command: COMMAND.write, cookie, offset, data: filled(512, cookie) });

  test('is answered when it goes on; others overtake it', () => {
    const { session, replies, resume, world } = held();
    session.receive(write(1, 0));
    session.receive(command({ command: COMMAND.read, cookie: 2, offset: SIZE / 2, length: 512 }));
    expect(replies()).toEqual(['2: hole 524288+512']);
    resume();
    expect(replies()).toEqual(['2: hole 524288+512', '1: simple 0']);
    expect(world.log.slice(-2)).toEqual(['1 read 524288+512 = ok', '1 write 0+512 = ok']);
  });

  test('is waited for when its client sends no more, and forgotten when that is gone', () => {
    const first = held();
    first.session.receive(write(1, 0));
    first.session.finish();
    expect(first.peer.ending).toBeUndefined();
    first.resume();
    expect([first.peer.ending, first.replies()]).toEqual(['soft', ['1: simple 0']]);
    const second = held();
    second.session.receive(write(1, 0));
    second.session.drop('lost');
    second.resume();
    expect([second.peer.ending, second.replies()]).toEqual(['hard', []]);
    expect(second.world.log.slice(-2)).toEqual(['1 ended: lost', '1 write 0+512 = ok']);
  });

  test('holds its client up when 64 of them wait', () => {
    const { session, peer, replies, world } = held();
    const breakpoints = findBreakpoints(world.node.primary ?? world.node);
    session.receive(write(1, 0));
    for (let cookie = 2; cookie <= 64; cookie += 1) {
      breakpoints?.set('write_aio', 'a');
      session.receive(write(cookie, 0));
      expect(peer.isRead).toBe(cookie < 64);
    }
    session.receive(joined(write(65, 0), write(66, 0)));
    expect([replies(), session.isFull]).toEqual([[], true]);
    while (breakpoints?.resume('a') === true) world.disk.settle();
    world.disk.settle();
    const answered = replies().map((line) => Number(line.split(':')[0]));
    expect(answered.toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 66 }, (_, at) => at + 1),
    );
    expect(peer.isRead).toBe(true);
  });
});
