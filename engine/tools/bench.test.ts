// A stream of requests: which offsets, how many at a time, where flushes come, and how it ends.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EIO, ENOSPC } from '../base/errno.ts';
import { IoError } from '../base/errors.ts';
import { property } from '../testing/property.ts';
import { runAlone } from '../testing/recording-node.ts';
import { ioTurn, type Task } from '../task/task.ts';
import { bench, type BenchFailure, type BenchSpec } from './bench.ts';

interface Run {
  readonly failure: BenchFailure | undefined;
  /** Offsets of requests, and 'flush', in the order in which they were sent. */
  readonly sent: readonly (number | 'flush')[];
  /** Most requests that were in flight at a time, flushes not counted. */
  readonly deepest: number;
  /** Requests in flight when each flush was sent. */
  readonly beside: readonly number[];
  /** Requests and flushes in flight when it returned. */
  readonly left: number;
}

type Numbers = Partial<Omit<BenchSpec, 'request' | 'flush'>>;

/** `failing`: what is sent under that number, counted from 0, fails. */
function benched(numbers: Numbers, failing?: number, errno = EIO): Run {
  const sent: (number | 'flush')[] = [];
  const beside: number[] = [];
  let [inFlight, deepest, left] = [0, 0, 0];
  function* send(what: number | 'flush'): Task<void> {
    const isFailing = sent.length === failing;
    sent.push(what);
    left += 1;
    if (what === 'flush') beside.push(inFlight);
    else inFlight += 1;
    deepest = Math.max(deepest, inFlight);
    yield ioTurn;
    if (what !== 'flush') inFlight -= 1;
    left -= 1;
    if (isFailing) throw new IoError(errno);
  }
  const failure = runAlone(
    bench({
      count: 10,
      depth: 1,
      offset: 0,
      step: 512,
      size: 4096,
      flushInterval: 0,
      drains: true,
      waits: false,
      ...numbers,
      request: send,
      flush: () => send('flush'),
    }),
  );
  return { failure, sent, deepest, beside, left };
}

describe('a stream of requests', () => {
  property([
    fc.record({
      count: fc.integer({ min: 1, max: 40 }),
      depth: fc.integer({ min: 1, max: 12 }),
      offset: fc.nat(8).map((index) => index * 512),
      step: fc.nat(6).map((index) => index * 512),
      size: fc.integer({ min: 9, max: 20 }).map((index) => index * 512),
      flushInterval: fc.nat(7),
      drains: fc.boolean(),
    }),
  ])('has its count, its depth and its offsets, and flushes where they are due', (numbers) => {
    const { count, depth, offset, step, size, flushInterval, drains } = numbers;
    // Flushes that drain come whenever nothing else is in flight, so the interval holds the depth.
    const isSensible = flushInterval === 0 || flushInterval >= depth;
    fc.pre(isSensible);
    const { failure, sent, deepest, beside } = benched(numbers);
    expect(failure).toBeUndefined();
    const offsets = sent.filter((what) => what !== 'flush');
    expect(offsets).toEqual(Array.from({ length: count }, (_, at) => (offset + at * step) % size));
    expect(deepest).toBe(Math.min(depth, count));
    if (flushInterval === 0) expect(beside).toEqual([]);
    if (drains) expect(beside.every((others) => others === 0)).toBe(true);
  });

  test('flushes after each so many requests, and waits for that where it drains', () => {
    const draining = benched({ count: 4, flushInterval: 2 });
    expect(draining.sent).toEqual([0, 512, 'flush', 1024, 1536, 'flush']);
    const numbers = { count: 8, depth: 2, flushInterval: 2, drains: false };
    expect(benched(numbers).beside.some((others) => others > 0)).toBe(true);
  });

  test('starts at 0 again and again where there is no size', () => {
    expect(benched({ count: 3, offset: 1024, size: 0 }).sent).toEqual([1024, 0, 0]);
  });

  test('is nothing at all without a count', () => {
    expect(benched({ count: 0 })).toMatchObject({ failure: undefined, sent: [] });
  });
});

describe('the first failure ends it', () => {
  test('of a request, and no other is sent', () => {
    const run = benched({ count: 10 }, 3, ENOSPC);
    expect(run.failure).toEqual({ kind: 'request', errno: ENOSPC, isLate: false });
    expect(run.sent).toEqual([0, 512, 1024, 1536]);
  });

  test('of several, what is in flight is not waited for', () => {
    const run = benched({ count: 20, depth: 4 }, 0);
    expect(run.failure).toEqual({ kind: 'request', errno: EIO, isLate: false });
    expect(run.sent.length).toBeLessThan(20);
    expect(run.left).toBeGreaterThan(0);
  });

  test('of several, what is in flight is waited for where the image is closed then', () => {
    const run = benched({ count: 20, depth: 4, flushInterval: 1, drains: false, waits: true }, 0);
    expect(run.failure).toEqual({ kind: 'request', errno: EIO, isLate: false });
    expect(run.left).toBe(0);
  });

  test('a flush that is the last to end is waited for', () => {
    const run = benched({ count: 3, flushInterval: 1, drains: false });
    expect(run.failure).toBeUndefined();
    expect(run.sent.at(-1)).toBe('flush');
    expect(run.left).toBe(0);
  });

  test.each([
    [true, 'request'],
    [false, 'flush request'],
  ] as const)('of a flush, which counts as a request where it drains: %s', (drains, kind) => {
    const run = benched({ count: 10, flushInterval: 2, drains }, 2);
    expect(run.sent[2]).toBe('flush');
    expect(run.failure).toEqual({ kind, errno: EIO, isLate: false });
  });

  test.each([true, false])(
    'of a flush behind the last request, it has ended before: %s',
    (drains) => {
      const run = benched({ count: 2, flushInterval: 2, drains }, 2);
      expect(run.failure).toMatchObject({ errno: EIO, isLate: true });
    },
  );

  test('of our own mistakes nothing is made', () => {
    const request = function* (): Task<void> {
      throw new RangeError('ours');
    };
    const numbers = {
      count: 1,
      depth: 1,
      offset: 0,
      step: 0,
      size: 512,
      flushInterval: 0,
      drains: false,
      waits: false,
    };
    expect(() => runAlone(bench({ ...numbers, request, flush: request }))).toThrow(RangeError);
  });
});
