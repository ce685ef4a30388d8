// Which I/O fails, and what it leaves, against a plain count.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EIO, ENOSPC } from '../base/errno.ts';
import { FormatError } from '../base/errors.ts';
import { type BlockNode, READ_WRITE } from '../block/node.ts';
import { discard, read, status, truncate, write, writeZeroes } from '../block/request.ts';
import { outcomeOf, RecordingNode } from '../testing/recording-node.ts';
import { MemoryFile } from '../storage/memory-file.ts';
import { Scheduler } from '../task/scheduler.ts';
import { type CountedIo, FailNth, failNthLayer, IO_KINDS, type IoKind } from './fail-nth.ts';

const SIZE = 4096;

/** One request of each kind, as it reaches the driver. */
const REQUESTS: Record<IoKind, (node: BlockNode) => string | number> = {
  read: (node) => outcomeOf(read(node, 0, new Uint8Array(512))),
  write: (node) => outcomeOf(node.doWrite(512, new Uint8Array(512), node.zeroFlags)),
  'write-zeroes': (node) => outcomeOf(writeZeroes(node, 1024, 512)),
  discard: (node) => outcomeOf(discard(node, 2048, 512)),
  truncate: (node) => outcomeOf(truncate(node, SIZE)),
  flush: (node) => outcomeOf(node.doFlushToDisk()),
  'block-status': (node) => outcomeOf(status(node, 0, 512, true)),
};

test('fails what a plain count says, over two files', () => {
  const step = fc.record({ kind: fc.constantFrom(...IO_KINDS), file: fc.nat(1) });
  const failure = fc.record({
    at: fc.nat(9),
    kinds: fc.subarray([...IO_KINDS]),
    errno: fc.constantFrom(EIO, ENOSPC),
    times: fc.constantFrom(1, 2, Infinity),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), failure, (steps, given) => {
      const layer = new FailNth(given);
      const inner = [new RecordingNode(SIZE), new RecordingNode(SIZE)];
      const nodes = inner.map((node) => layer.wrap(node));
      let count = 0;
      let failed = 0;
      for (const { kind, file } of steps) {
        const counts = given.kinds.includes(kind);
        if (counts) count += 1;
        const isHit = count >= given.at && count - given.at < given.times;
        const fails = counts && given.at > 0 && isHit;
        if (fails) failed += 1;
        inner.forEach((node) => node.takeLog());
        expect(REQUESTS[kind](nodes[file] as BlockNode)).toBe(fails ? given.errno : 'ok');
        const reached = inner
          .flatMap((node) => node.takeLog())
          .filter((line) => / |flush$/.test(line));
        expect(reached).toHaveLength(fails || kind === 'block-status' ? 0 : 1);
      }
      expect([layer.count, layer.failed]).toEqual([count, failed]);
      expect(layer.report().unmet === undefined).toBe(given.at === 0 || failed > 0);
    }),
  );
});

test('a write that fails leaves the bytes that it is told to, and counts once', () => {
  const inner = new RecordingNode(SIZE);
  const layer = new FailNth({ at: 1, written: 100 });
  const node = layer.wrap(inner);
  const before = inner.bytes.slice();
  expect(outcomeOf(write(node, 1000, new Uint8Array(512)))).toBe(EIO);
  before.fill(0, 1000, 1100);
  expect(inner.bytes).toEqual(before);
  expect(outcomeOf(write(node, 1000, new Uint8Array(512)))).toBe('ok');
  expect([layer.count, layer.failed]).toEqual([2, 1]);
});

test('only what touches a byte counts, if that is asked for', () => {
  const layer = new FailNth({ at: 2, kinds: ['read', 'flush'], touching: 1000 });
  const node = layer.wrap(new RecordingNode(SIZE));
  const readAt = (offset: number) => outcomeOf(read(node, offset, new Uint8Array(10)));
  expect([990, 1001, 991, 1000, 1000].map(readAt)).toEqual(['ok', 'ok', 'ok', EIO, 'ok']);
  expect(REQUESTS.flush(node)).toBe('ok');
  expect(layer.count).toBe(3);
});

test('arms anew, and rests', () => {
  const layer = new FailNth();
  const node = layer.wrap(new RecordingNode(SIZE));
  const outcomes = () => [1, 2, 3].map(() => REQUESTS.write(node));
  expect(outcomes()).toEqual(['ok', 'ok', 'ok']);
  expect(layer.count).toBe(3);
  layer.arm({ at: 2 });
  expect(outcomes()).toEqual(['ok', EIO, 'ok']);
  layer.arm({ at: 2, times: Infinity, errno: ENOSPC });
  expect(outcomes()).toEqual(['ok', ENOSPC, ENOSPC]);
  layer.disarm();
  expect(outcomes()).toEqual(['ok', 'ok', 'ok']);
  expect([layer.count, layer.failed]).toEqual([3, 2]);
});

test('goes on from where it was saved', () => {
  const layer = new FailNth({ at: 3 });
  const node = layer.wrap(new RecordingNode(SIZE));
  const run = () => [REQUESTS.read(node), REQUESTS.write(node), REQUESTS.flush(node)];
  REQUESTS.read(node);
  const saved = layer.save();
  const first = run();
  layer.restore(saved);
  expect([first, run(), layer.count]).toEqual([['ok', EIO, 'ok'], ['ok', EIO, 'ok'], 4]);
});

test('tells what it met', () => {
  const told = (options: Record<string, unknown>) => {
    const layer = failNthLayer.start(options);
    const node = layer.wrap(new RecordingNode(SIZE));
    for (const kind of IO_KINDS) REQUESTS[kind](node);
    return layer.report?.();
  };
  expect(told({ at: 0 })).toEqual({ lines: ['fail-nth: 6 I/Os, none failed'], unmet: undefined });
  expect(told({ at: 2 })?.lines).toEqual(['fail-nth: 6 I/Os, number 2 failed (write 512 512)']);
  expect(told({ at: 5, sticky: true, kinds: IO_KINDS })?.lines).toEqual([
    'fail-nth: 7 I/Os, 3 failed, from number 5 on (truncate 4096)',
  ]);
  expect(told({ at: 7 })).toEqual({
    lines: ['fail-nth: 6 I/Os, none failed'],
    unmet: 'I/O number 7 never came, only 6 did',
  });
  expect(() => failNthLayer.start({})).toThrow("fail-nth needs 'at'");
  expect(() => failNthLayer.start({ at: 1, often: true })).toThrow("no option 'often'");
});

test('each I/O that counts is told, with its file and its error', () => {
  const told: CountedIo[] = [];
  const counter = new FailNth({ at: 2, errno: ENOSPC, kinds: ['write', 'flush'] }, (io) => {
    told.push(io);
  });
  const node = counter.wrap(new MemoryFile('f', READ_WRITE));
  const scheduler = new Scheduler();
  scheduler.run(write(node, 512, new Uint8Array(10)));
  scheduler.run(read(node, 0, new Uint8Array(10)));
  expect(() => scheduler.run(write(node, 0, new Uint8Array(3)))).toThrow();
  expect(told).toEqual([
    { file: 'f', kind: 'write', offset: 512, length: 10, errno: undefined },
    { file: 'f', kind: 'write', offset: 0, length: 3, errno: ENOSPC },
  ]);
});

test('counts what one file is asked for, and fails in the words that it is given', () => {
  const layer = new FailNth({ at: 2, file: 'b', message: 'no room here', errno: ENOSPC });
  const [a, b] = ['a', 'b'].map((name) => layer.wrap(new MemoryFile(name, READ_WRITE)));
  const scheduler = new Scheduler();
  const grow = (node: BlockNode | undefined) => () =>
    scheduler.run(truncate(node as BlockNode, SIZE));
  [grow(a), grow(b), grow(a), grow(a)].forEach((act) => act());
  expect(layer.count).toBe(1);
  expect(grow(b)).toThrow(new FormatError('no room here', { errno: ENOSPC }));
  expect([layer.count, layer.failed]).toEqual([2, 1]);
});
