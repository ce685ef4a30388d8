// Which requests fail after which events.
import { expect, test } from 'vitest';
import { IoError } from '../../base/errors.ts';
import type { BlkdebugEvent } from '../../block/events.ts';
import { discard, flush, read, status, truncate, write, writeZeroes } from '../../block/request.ts';
import { READ_WRITE } from '../../block/node.ts';
import { MemoryFile } from '../../storage/memory-file.ts';
import { Scheduler } from '../../task/scheduler.ts';
import type { Task } from '../../task/task.ts';
import { parseConfigFile } from './config-file.ts';
import { Blkdebug } from './layer.ts';
import { limitsOver } from './node-limits.ts';
import { ruleOf } from './rule-options.ts';

const NO_ASKED = {
  align: 0,
  maxTransfer: 0,
  optWriteZero: 0,
  maxWriteZero: 0,
  optDiscard: 0,
  maxDiscard: 0,
};

/** A blkdebug node over 64 KiB of data, its rules from the text of a configuration file. */
function layer(config: string, asked: Partial<typeof NO_ASKED> = {}) {
  const file = new MemoryFile('f', READ_WRITE);
  const run = <T>(task: Task<T>): T => new Scheduler().run(task);
  run(file.doWrite(0, new Uint8Array(65536).fill(7), { ...READ_WRITE } as never));
  const rules = parseConfigFile(config, 'rules').map(ruleOf);
  const limits = limitsOver(file, { ...NO_ASKED, ...asked });
  const node = new Blkdebug('b', READ_WRITE, file, { rules, limits });
  const fire = (name: BlkdebugEvent): void => {
    expect(node.event(name)).toBeUndefined();
  };
  /** 'ok', or the errno with which the request failed. */
  const outcome = (task: Task<unknown>): string | number => {
    try {
      run(task);
      return 'ok';
    } catch (error) {
      if (!(error instanceof IoError)) throw error;
      return error.errno;
    }
  };
  const readAt = (offset: number, length = 512): string | number =>
    outcome(read(node, offset, new Uint8Array(length)));
  const writeAt = (offset: number, length = 512): string | number =>
    outcome(write(node, offset, new Uint8Array(length)));
  return { file, node, run, fire, outcome, readAt, writeAt };
}

test('an event arms a rule, which stays armed while events without rules go by', () => {
  const { fire, readAt, writeAt, node } = layer(
    '[inject-error]\nevent = "l2_load"\nerrno = "28"\n',
  );
  expect(readAt(0)).toBe('ok');
  fire('l2_load');
  expect([readAt(0), writeAt(512)]).toEqual([28, 28]);
  fire('write_aio');
  expect(readAt(0)).toBe(28);
  expect(node.ruleReports()).toEqual([
    { where: 'rules:1', action: 'inject-error', event: 'l2_load', armed: 1, fired: 3 },
  ]);
});

test('an event with a rule of its own replaces what is armed', () => {
  const { fire, readAt } = layer(
    '[inject-error]\nevent = "l2_load"\nerrno = "28"\n[inject-error]\nevent = "read_aio"\n',
  );
  fire('l2_load');
  fire('read_aio');
  expect(readAt(0)).toBe(5);
});

test('an event whose rules are for another state leaves what is armed', () => {
  const { fire, readAt } = layer(
    '[inject-error]\nevent = "l2_load"\nerrno = "28"\n' +
      '[inject-error]\nevent = "read_aio"\nstate = "9"\n',
  );
  fire('l2_load');
  fire('read_aio');
  expect(readAt(0)).toBe(28);
});

test('rules that fire once give way to the next one of the same event', () => {
  const { fire, readAt } = layer(
    '[inject-error]\nevent = "none"\nerrno = "5"\nonce = "on"\n' +
      '[inject-error]\nevent = "none"\nerrno = "28"\nonce = "on"\n',
  );
  fire('none');
  expect([readAt(0), readAt(0), readAt(0)]).toEqual([5, 28, 'ok']);
  fire('none');
  expect(readAt(0)).toBe('ok');
});

test('a rule with errno 0 shields the rules behind it and is never used up', () => {
  const { fire, readAt, writeAt } = layer(
    '[inject-error]\nevent = "none"\nerrno = "0"\niotype = "read"\nonce = "on"\n' +
      '[inject-error]\nevent = "none"\nerrno = "28"\n',
  );
  fire('none');
  expect([readAt(0), readAt(0), writeAt(0)]).toEqual(['ok', 'ok', 28]);
});

test('the state changes after all rules of the event, and the first of two changes wins', () => {
  const { fire, readAt, node } = layer(
    '[inject-error]\nevent = "l2_load"\nstate = "3"\n' +
      '[set-state]\nevent = "l2_load"\nstate = "1"\nnew_state = "2"\n' +
      '[set-state]\nevent = "l2_load"\nstate = "1"\nnew_state = "9"\n' +
      '[set-state]\nevent = "l2_load"\nstate = "2"\nnew_state = "3"\n',
  );
  fire('l2_load');
  expect([node.state, readAt(0)]).toEqual([2, 'ok']);
  fire('l2_load');
  expect([node.state, readAt(0)]).toEqual([3, 'ok']);
  fire('l2_load');
  expect([node.state, readAt(0)]).toEqual([3, 5]);
});

test('a sector is compared with the range of the request, and no flush can meet it', () => {
  const { fire, readAt, writeAt, node, outcome } = layer(
    '[inject-error]\nevent = "none"\nsector = "3"\n',
  );
  fire('none');
  const reads = [readAt(0, 1536), readAt(0, 1537), readAt(1536, 1), readAt(1537, 9), readAt(2048)];
  expect(reads).toEqual(['ok', 5, 5, 'ok', 'ok']);
  expect(writeAt(1536)).toBe(5);
  expect(writeAt(0)).toBe('ok');
  expect(outcome(flush(node))).toBe('ok');
});

test('without an iotype everything fails except the block status and truncate', () => {
  const { fire, node, outcome, readAt, writeAt } = layer('[inject-error]\nevent = "none"\n');
  fire('none');
  expect([
    readAt(0),
    writeAt(0),
    outcome(writeZeroes(node, 0, 512)),
    outcome(discard(node, 0, 512)),
    outcome(flush(node)),
    outcome(status(node, 0, 512, true)),
    outcome(truncate(node, 131072)),
  ]).toEqual([5, 5, 5, 5, 5, 'ok', 'ok']);
});

test.each(['read', 'write', 'write-zeroes', 'discard', 'flush', 'block-status'])(
  'iotype %s fails that kind only',
  (kind) => {
    const { fire, node, outcome, readAt, writeAt } = layer(
      `[inject-error]\nevent = "none"\niotype = "${kind}"\n`,
    );
    fire('none');
    const outcomes = {
      read: readAt(0),
      write: writeAt(0),
      'write-zeroes': outcome(writeZeroes(node, 0, 512)),
      discard: outcome(discard(node, 0, 512)),
      flush: outcome(flush(node)),
      'block-status': outcome(status(node, 0, 512, true)),
    };
    const expected = Object.fromEntries(
      Object.keys(outcomes).map((name) => [name, name === kind ? 5 : 'ok']),
    );
    expect(outcomes).toEqual(expected);
  },
);

test('zero writes below the preferred size become writes before rules are tested', () => {
  const { fire, node, outcome } = layer(
    '[inject-error]\nevent = "none"\niotype = "write"\nerrno = "28"\n' +
      '[inject-error]\nevent = "none"\niotype = "write-zeroes"\nerrno = "5"\n',
    { optWriteZero: 4096 },
  );
  fire('none');
  expect([
    outcome(writeZeroes(node, 0, 512)),
    outcome(writeZeroes(node, 4096, 4096)),
    outcome(writeZeroes(node, 512, 8192)),
  ]).toEqual([28, 5, 28]);
});

test('a flush that failed is tried again, and one without writes reaches no rule', () => {
  const { fire, node, outcome, writeAt } = layer(
    '[inject-error]\nevent = "none"\niotype = "flush"\nonce = "on"\n',
  );
  fire('none');
  expect(outcome(flush(node))).toBe('ok');
  expect(writeAt(0)).toBe('ok');
  expect(outcome(flush(node))).toBe(5);
  expect(outcome(flush(node))).toBe('ok');
});
