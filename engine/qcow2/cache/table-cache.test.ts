// The cache by itself: what is replaced, what is written first, and what an error leaves behind.
import { beforeEach, describe, expect, test } from 'vitest';
import { asHost } from '../../base/address.ts';
import { EIO, ENOSPC } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import { READ_WRITE } from '../../block/node.ts';
import { write } from '../../block/request.ts';
import { MemoryStorage } from '../../storage/memory.ts';
import { TraceNode } from '../../filters/trace.ts';
import { Scheduler } from '../../task/scheduler.ts';
import type { Task } from '../../task/task.ts';
import { type CacheOwner, TableCache } from './table-cache.ts';

const SIZE = 512;
let lines: string[];
let owner: CacheOwner;
let failAt: Map<number, number>;

const run = <T>(task: Task<T>): T => new Scheduler().run(task);

function makeCache(tableCount: number): TableCache {
  const options = { tableSize: SIZE, tableCount, loadEvent: 'l2_load' } as const;
  return new TableCache(owner, { ...options, updateEvent: 'l2_update' });
}

/** Puts a table into the cache, filled with `value`, and releases it. */
function* change(cache: TableCache, offset: number, value: number): Task<void> {
  const entry = yield* cache.get(asHost(offset));
  entry.bytes.fill(value);
  cache.markDirty(entry);
  cache.put(entry);
}

function* touch(cache: TableCache, offset: number): Task<void> {
  cache.put(yield* cache.get(asHost(offset)));
}

beforeEach(() => {
  const storage = new MemoryStorage();
  storage.create('file');
  storage.writeBytes('file', new Uint8Array(64 * SIZE));
  lines = [];
  failAt = new Map();
  owner = {
    file: new TraceNode(storage.open('file', READ_WRITE), lines),
    *checkOverlap(offset): Task<void> {
      const errno = failAt.get(offset);
      if (errno !== undefined) throw new IoError(errno);
    },
    *reportUnaligned(): Task<never> {
      throw new IoError(EIO);
    },
  };
});

/** The trace so far without generic events, which then starts anew. */
const takeLines = (): string[] =>
  lines.splice(0).filter((line) => !/^event (pwritev|flush)/.test(line));

describe('a table cache', () => {
  test('reads a table once and writes it back once', () => {
    const cache = makeCache(4);
    run(change(cache, 5 * SIZE, 1));
    run(touch(cache, 5 * SIZE));
    run(cache.flush());
    run(cache.flush());
    expect(takeLines().filter((line) => line !== 'flush')).toEqual([
      'event l2_load',
      `read ${5 * SIZE} ${SIZE}`,
      'event l2_update',
      `write ${5 * SIZE} ${SIZE}`,
    ]);
    expect(cache.isClean).toBe(true);
  });

  test('replaces the table that was released longest ago, and writes it first', () => {
    const cache = makeCache(2);
    run(change(cache, 1 * SIZE, 1));
    run(touch(cache, 2 * SIZE));
    run(touch(cache, 1 * SIZE));
    run(touch(cache, 3 * SIZE));
    expect(cache.find(asHost(2 * SIZE))).toBeUndefined();
    takeLines();
    run(touch(cache, 4 * SIZE));
    expect(takeLines()[0]).toBe('event l2_update');
    expect(cache.find(asHost(1 * SIZE))).toBeUndefined();
  });

  test('never replaces a table in use', () => {
    const cache = makeCache(2);
    const held = run(cache.get(asHost(1 * SIZE)));
    run(touch(cache, 2 * SIZE));
    run(touch(cache, 3 * SIZE));
    expect(cache.find(asHost(1 * SIZE))).toBe(held);
    const other = run(cache.get(asHost(4 * SIZE)));
    expect(() => run(cache.get(asHost(5 * SIZE)))).toThrow('not in use');
    cache.put(held);
    cache.put(other);
  });

  test('asks for nothing when a slot is wanted empty', () => {
    const cache = makeCache(2);
    cache.put(run(cache.getEmpty(asHost(7 * SIZE))));
    expect(takeLines()).toEqual([]);
  });

  test('drops changes together with a freed table', () => {
    const cache = makeCache(2);
    run(change(cache, 1 * SIZE, 1));
    const entry = cache.find(asHost(1 * SIZE));
    if (entry === undefined) throw new Error('the table is cached');
    cache.drop(entry);
    takeLines();
    run(cache.flush());
    expect(takeLines()).not.toContain('event l2_update');
  });

  test('tries every table, keeps ENOSPC over later errors, and keeps what failed', () => {
    const cache = makeCache(4);
    for (const at of [1, 2, 3]) run(change(cache, at * SIZE, at));
    failAt = new Map([
      [1 * SIZE, ENOSPC],
      [2 * SIZE, EIO],
    ]);
    expect(() => run(cache.flush())).toThrow('No space left on device');
    expect(takeLines()).toContain(`write ${3 * SIZE} ${SIZE}`);
    failAt.clear();
    run(cache.flush());
    const written = takeLines().filter((line) => line.startsWith('write'));
    expect(written).toHaveLength(2);
  });

  test('reports an offset that is no multiple of the table size', () => {
    expect(() => run(makeCache(2).get(asHost(SIZE + 8)))).toThrow('Input/output error');
  });

  test('forgets everything, after a flush, when it is emptied', () => {
    const cache = makeCache(2);
    run(change(cache, 1 * SIZE, 1));
    run(cache.empty());
    expect(takeLines()).toContain(`write ${SIZE} ${SIZE}`);
    expect(cache.find(asHost(SIZE))).toBeUndefined();
  });
});

describe('a dependency', () => {
  test('has the other cache flushed before the first write, once', () => {
    const [first, second] = [makeCache(4), makeCache(4)];
    run(change(first, 1 * SIZE, 1));
    run(change(second, 2 * SIZE, 2));
    run(second.dependOn(first));
    takeLines();
    run(second.writeBack());
    expect(takeLines()).toEqual([
      'event l2_update',
      `write ${SIZE} ${SIZE}`,
      'flush',
      'event l2_update',
      `write ${2 * SIZE} ${SIZE}`,
    ]);
    run(change(first, 1 * SIZE, 3));
    run(change(second, 2 * SIZE, 4));
    run(second.writeBack());
    expect(first.isClean).toBe(false);
  });

  test('does not chain: what the other side waits for is flushed at once', () => {
    const [a, b, c] = [makeCache(4), makeCache(4), makeCache(4)];
    run(change(c, 3 * SIZE, 3));
    run(b.dependOn(c));
    run(a.dependOn(b));
    expect(c.isClean).toBe(true);
    run(change(b, 2 * SIZE, 2));
    run(a.dependOn(c));
    expect(b.isClean).toBe(true);
  });

  test('on a flush of the file is met once', () => {
    const cache = makeCache(4);
    run(change(cache, 1 * SIZE, 1));
    run(change(cache, 2 * SIZE, 1));
    cache.dependOnFileFlush();
    run(write(owner.file, 9 * SIZE, new Uint8Array(SIZE))); // else the flush has nothing to do
    takeLines();
    run(cache.writeBack());
    expect(takeLines().map((line) => line.split(' ')[0])).toEqual([
      'flush',
      'event',
      'write',
      'event',
      'write',
    ]);
  });
});
