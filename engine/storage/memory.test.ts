// Files in memory, against a flat model with a flag per 4 KiB block.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { IoError } from '../base/errors.ts';
import { NO_FLAGS, READ_WRITE } from '../block/node.ts';
import type { WriteFlags } from '../block/node.ts';
import { discard, read, status, truncate, write, writeZeroes } from '../block/request.ts';
import { Scheduler } from '../task/scheduler.ts';
import type { Task } from '../task/task.ts';
import { MemoryFile } from './memory-file.ts';
import { MemoryStorage } from './memory.ts';
import { PAGE_SIZE, PagePool } from './page-pool.ts';
import type { PagedSnapshot } from './paged-bytes.ts';
import { PagedBytes } from './paged-bytes.ts';

const run = <T>(task: Task<T>): T => new Scheduler().run(task);
const UNMAP: WriteFlags = { ...NO_FLAGS, mayUnmap: true };

/** A flat model of one file: its bytes, and for each 4 KiB block whether it holds data. */
class Model {
  bytes = new Uint8Array(0);
  data = new Set<number>();

  resize(length: number): void {
    const bytes = new Uint8Array(length);
    bytes.set(this.bytes.subarray(0, length));
    for (const block of this.data) {
      if (block * 4096 >= length) this.data.delete(block);
    }
    this.bytes = bytes;
  }

  write(offset: number, source: Uint8Array): void {
    if (source.length === 0) return;
    if (offset + source.length > this.bytes.length) this.resize(offset + source.length);
    this.bytes.set(source, offset);
    for (let at = offset - (offset % 4096); at < offset + source.length; at += 4096) {
      this.data.add(at / 4096);
    }
  }

  zero(offset: number, length: number): void {
    if (length > 0 && offset + length > this.bytes.length) this.resize(offset + length);
    this.punch(offset, length);
  }

  punch(offset: number, length: number): void {
    this.bytes.fill(0, offset, offset + length);
    const isPastEnd = offset + length > this.bytes.length;
    for (const block of this.data) {
      const end = (block + 1) * 4096;
      const isCovered = offset <= block * 4096 && (end <= offset + length || isPastEnd);
      if (isCovered) this.data.delete(block);
    }
  }

  runs(): string[] {
    const runs: string[] = [];
    for (let at = 0; at < this.bytes.length;) {
      const kind = this.data.has(Math.floor(at / 4096));
      let end = at;
      while (end < this.bytes.length && this.data.has(Math.floor(end / 4096)) === kind) {
        end = Math.min(end - (end % 4096) + 4096, this.bytes.length);
      }
      runs.push(`${at}-${end} ${kind ? 'data' : 'hole'}`);
      at = end;
    }
    return runs;
  }

  copy(): Model {
    const model = new Model();
    model.bytes = this.bytes.slice();
    model.data = new Set(this.data);
    return model;
  }
}

const runsOf = (file: MemoryFile): string[] => {
  const runs: string[] = [];
  for (let at = 0; at < file.length();) {
    const { length, data } = run(status(file, at, file.length() - at, true));
    runs.push(`${at}-${at + length} ${data ? 'data' : 'hole'}`);
    at += length;
  }
  return runs;
};

test('a file equals a flat model under any operations and snapshots', () => {
  const place = fc.oneof(
    fc.nat(300000),
    fc.nat(80).map((block) => block * 4096),
  );
  const size = fc.oneof(
    fc.nat(9000),
    fc.nat(50).map((block) => block * 4096),
  );
  const kind = fc.constantFrom(
    'write',
    'zero',
    'unmap',
    'discard',
    'truncate',
    'snapshot',
    'restore',
  );
  const operation = fc.record({ kind, place, size, fill: fc.integer({ min: 1, max: 255 }) });
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 25 }), (operations) => {
      const bytes = new PagedBytes();
      const file = new MemoryFile('f', READ_WRITE, bytes);
      let model = new Model();
      const saved: [PagedSnapshot, Model][] = [];
      const stamped = new Map<object, Uint8Array>();
      for (const { kind: what, place: at, size: length, fill } of operations) {
        if (what === 'write') {
          const source = new Uint8Array(length).fill(fill);
          run(write(file, at, source));
          model.write(at, source);
        } else if (what === 'zero') {
          run(writeZeroes(file, at, length));
          model.zero(at, length);
        } else if (what === 'unmap') {
          run(writeZeroes(file, at, length, UNMAP));
          model.punch(at, length);
        } else if (what === 'discard') {
          run(discard(file, at, length));
          model.punch(at, length);
        } else if (what === 'truncate') {
          const isFirst = model.bytes.length === 0;
          run(truncate(file, at));
          model.resize(at);
          if (isFirst) model.write(0, new Uint8Array(at < 4096 ? Math.min(512, at) : 4096));
        } else if (what === 'snapshot') {
          saved.push([bytes.snapshot(), model.copy()]);
        } else {
          const last = saved.at(-1);
          if (last !== undefined) {
            bytes.restore(last[0]);
            model = last[1].copy();
          }
        }
        if (bytes.stamp === undefined) continue;
        const known = stamped.get(bytes.stamp) ?? model.bytes.slice();
        stamped.set(bytes.stamp, known);
        expect(Buffer.compare(known, model.bytes)).toBe(0);
      }
      const seen = new Uint8Array(model.bytes.length + 100);
      run(read(file, 0, seen));
      expect(file.length()).toBe(model.bytes.length);
      expect(Buffer.compare(seen.subarray(0, model.bytes.length), model.bytes)).toBe(0);
      expect(seen.subarray(model.bytes.length).every((byte) => byte === 0)).toBe(true);
      expect(runsOf(file)).toEqual(model.runs());
    }),
    { numRuns: 200 },
  );
});

describe('space', () => {
  test('is taken by blocks of 4 KiB, by data and by what is reserved', () => {
    const bytes = new PagedBytes();
    bytes.write(5000, new Uint8Array(1));
    expect(bytes.allocatedBytes()).toBe(4096);
    bytes.zero(65536, 8192);
    expect(bytes.allocatedBytes()).toBe(12288);
    bytes.punch(65536, 4096);
    expect(bytes.allocatedBytes()).toBe(8192);
    bytes.reserve(0, 131072);
    expect(bytes.allocatedBytes()).toBe(131072);
    bytes.truncate(0);
    expect(bytes.allocatedBytes()).toBe(0);
  });

  test('is reserved or filled by a preallocating truncate', () => {
    const reserved = new MemoryFile('f', READ_WRITE);
    run(truncate(reserved, 100000, 'falloc'));
    expect(runsOf(reserved)).toEqual(['0-4096 data', '4096-100000 hole']);
    const filled = new MemoryFile('f', READ_WRITE);
    run(truncate(filled, 3000000, 'full'));
    expect(runsOf(filled)).toEqual(['0-3000000 data']);
  });

  test('cannot be reserved in ways that files do not know, nor while they shrink', () => {
    const file = new MemoryFile('f', READ_WRITE);
    expect(() => {
      run(truncate(file, 10, 'metadata'));
    }).toThrow('Unsupported preallocation mode: metadata');
    run(truncate(file, 10));
    expect(() => {
      run(truncate(file, 5, 'falloc'));
    }).toThrow('Cannot use preallocation for shrinking files');
    expect(file.length()).toBe(10);
  });

  test('costs nothing for huge files without data', () => {
    const file = new MemoryFile('f', READ_WRITE);
    run(truncate(file, 2 ** 40));
    run(write(file, 2 ** 39, new Uint8Array(1)));
    expect(runsOf(file).slice(0, 2)).toEqual(['0-4096 data', `4096-${2 ** 39} hole`]);
  });
});

test('without interest in zeroes the whole range counts as data', () => {
  const file = new MemoryFile('f', READ_WRITE);
  run(truncate(file, 8192));
  const answer = run(status(file, 0, 8192, false));
  expect(answer).toMatchObject({ length: 8192, data: true, zero: false });
});

test('every I/O costs one turn, and asking for the status none', () => {
  const file = new MemoryFile('f', READ_WRITE);
  const turns = (task: Task<unknown>): number => {
    let count = 0;
    while (task.next().done !== true) count += 1;
    return count;
  };
  expect([
    turns(file.doWrite(0, new Uint8Array(9), NO_FLAGS)),
    turns(file.doRead(0, new Uint8Array(9))),
    turns(file.doWriteZeroes(0, 9, NO_FLAGS)),
    turns(file.doDiscard(0, 9)),
    turns(file.doTruncate(20, { preallocation: 'off', mustReadZero: false, isExact: false })),
    turns(file.doFlushToDisk()),
    turns(file.doStatus(0, 20, true)),
  ]).toEqual([1, 1, 1, 1, 1, 1, 0]);
});

describe('a storage', () => {
  test('shares one file between all who open it', () => {
    const storage = new MemoryStorage();
    storage.writeText('./a', 'hello');
    const file = storage.open('a', READ_WRITE);
    run(write(file, 5, new TextEncoder().encode(' there')));
    expect(storage.readText('a')).toBe('hello there');
    expect(storage.readHead('a', 5)).toEqual(new TextEncoder().encode('hello'));
    expect(storage.readHead('a', 50)).toHaveLength(11);
    expect(storage.readBytes('a', 6, 2)).toEqual(new TextEncoder().encode('th'));
    expect([storage.length('a'), storage.allocatedBytes('a'), storage.names()]).toEqual([
      11,
      4096,
      ['a'],
    ]);
  });

  test('says ENOENT for names it does not know', () => {
    const storage = new MemoryStorage();
    for (const call of ['open', 'remove', 'readText', 'allocatedBytes', 'length'] as const) {
      expect(() => storage[call]('x', READ_WRITE)).toThrow(new IoError(2));
    }
    expect(storage.exists('x')).toBe(false);
  });

  test('goes back to a snapshot, names and bytes, also under an open node', () => {
    const storage = new MemoryStorage();
    storage.writeText('kept', 'one');
    storage.writeText('removed', 'two');
    const snapshot = storage.snapshot();
    const file = storage.open('kept', READ_WRITE);
    run(write(file, 0, new TextEncoder().encode('1234')));
    storage.remove('removed');
    storage.create('new');
    storage.restore(snapshot);
    expect([storage.names(), storage.readText('kept'), storage.readText('removed')]).toEqual([
      ['kept', 'removed'],
      'one',
      'two',
    ]);
    expect(file.length()).toBe(3);
    storage.create('kept');
    storage.restore(snapshot);
    expect(storage.readText('kept')).toBe('one');
  });

  test('that is disposed of leaves its memory, but no byte of it, to the next one', () => {
    const pool = new PagePool();
    const first = new MemoryStorage(pool);
    first.writeBytes('a', new Uint8Array(PAGE_SIZE).fill(7));
    const snapshot = first.snapshot();
    first.writeBytes('b', new Uint8Array(2 * PAGE_SIZE).fill(8));
    first.dispose();
    expect(first.names()).toEqual([]);

    const second = new MemoryStorage(pool);
    second.writeBytes('c', Uint8Array.of(9), 2 * PAGE_SIZE - 1);
    const bytes = second.readBytes('c');
    expect(bytes.length).toBe(2 * PAGE_SIZE);
    expect(bytes.subarray(0, -1).every((byte) => byte === 0)).toBe(true);
    // What a snapshot shares is not given away.
    second.writeBytes('d', new Uint8Array(4 * PAGE_SIZE).fill(10));
    first.restore(snapshot);
    expect(first.readBytes('a').every((byte) => byte === 7)).toBe(true);
  });
});
