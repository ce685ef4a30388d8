// Read-modify-write, events, splitting and FUA, on a node that records what reaches it.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ENOTSUP } from '../base/errno.ts';
import { spawn } from '../task/scheduler.ts';
import type { Task } from '../task/task.ts';
import { NO_FLAGS } from './node.ts';
import { flush, read, write, writeZeroes } from './request.ts';
import { outcomeOf, RecordingNode, runAlone } from '../testing/recording-node.ts';

const ones = (length: number): Uint8Array => new Uint8Array(length).fill(0xff);

describe('a node without limits', () => {
  test('gets each write as it is, between two events', () => {
    const node = new RecordingNode(100);
    runAlone(write(node, 3, ones(5)));
    expect(node.log).toEqual(['pwritev', 'write 3 5', 'pwritev_done']);
  });

  test('gets a compressed write without the first event and without a flush', () => {
    const node = new RecordingNode(100);
    const flags = { ...NO_FLAGS, compressed: true, fua: true };
    expect(outcomeOf(write(node, 0, ones(5), flags))).toBe(ENOTSUP);
    expect(node.takeLog()).toEqual(['pwritev_done']);
    node.canCompress = true;
    runAlone(write(node, 0, ones(5), flags));
    expect(node.log).toEqual(['write 0 5 compressed', 'pwritev_done']);
  });

  test('is flushed after a write with FUA, before the write counts as done', () => {
    const node = new RecordingNode(100);
    runAlone(write(node, 0, ones(5), { ...NO_FLAGS, fua: true }));
    // The generation is still that of the last flush, so nothing is to be made stable.
    expect(node.takeLog()).toEqual(['pwritev', 'write 0 5', 'flush-to-os', 'pwritev_done']);
    runAlone(write(node, 0, ones(5), { ...NO_FLAGS, fua: true }));
    const flushed = ['pwritev', 'write 0 5', 'flush-to-os', 'flush', 'pwritev_done'];
    expect(node.takeLog()).toEqual(flushed);
  });

  test('is asked for empty reads and writes, but not for empty zero writes', () => {
    const node = new RecordingNode(100);
    runAlone(writeZeroes(node, 0, 0));
    runAlone(read(node, 0, ones(0)));
    runAlone(write(node, 0, ones(0)));
    expect(node.log).toEqual(['read 0 0', 'pwritev', 'write 0 0', 'pwritev_done']);
  });

  test('is told when a write failed, and has to be flushed after it', () => {
    const node = new RecordingNode(100);
    node.faults.set('write 0 5', 28);
    expect(outcomeOf(write(node, 0, ones(5)))).toBe(28);
    expect(node.takeLog()).toEqual(['pwritev', 'write 0 5', 'pwritev_done']);
    runAlone(flush(node));
    expect(node.takeLog()).toEqual(['flush-to-os', 'flush']);
  });
});

/** A node that says which ranges it was told of; requests of 1 byte go the short way of a write. */
class ChangedNode extends RecordingNode {
  readonly changes: string[] = [];

  override noteChange(offset: number, length: number): void {
    this.changes.push(`${offset} ${length}`);
  }
}

describe.each([1, 512])('a node with %i-byte requests is told of changes', (requestAlignment) => {
  const changed = (): ChangedNode => new ChangedNode(4096, { requestAlignment });

  test('by writes with and without flags, and by zero writes', () => {
    const node = changed();
    runAlone(write(node, 512, ones(1024)));
    runAlone(write(node, 0, ones(512), { ...NO_FLAGS, fua: true }));
    runAlone(writeZeroes(node, 2048, 512));
    expect(node.changes).toEqual(['512 1024', '0 512', '2048 512']);
  });

  test('also where a write fails, as part of it may be there', () => {
    const node = changed();
    node.faults.set('write 512 512', 5);
    expect(outcomeOf(write(node, 512, ones(512)))).toBe(5);
    expect(node.changes).toEqual(['512 512']);
  });

  test('not by writes of nothing', () => {
    const node = changed();
    runAlone(write(node, 512, ones(0)));
    runAlone(writeZeroes(node, 512, 0));
    expect(node.changes).toEqual([]);
  });
});

describe('a node with 512-byte requests', () => {
  const limits = { requestAlignment: 512 };

  test.each([
    ['whole units', 512, 1024, ['pwritev', 'write 512 1024', 'pwritev_done']],
    [
      'the middle of one unit',
      600,
      100,
      [
        'pwritev_rmw_head',
        'pwritev_rmw_tail',
        'read 512 512',
        'pwritev_rmw_after_head',
        'pwritev_rmw_after_tail',
        'pwritev',
        'write 512 512',
        'pwritev_done',
      ],
    ],
    [
      'the beginning of one unit',
      512,
      100,
      ['pwritev_rmw_tail', 'read 512 512', 'pwritev_rmw_after_tail'].concat([
        'pwritev',
        'write 512 512',
        'pwritev_done',
      ]),
    ],
    [
      'parts of two units',
      600,
      512,
      [
        'pwritev_rmw_head',
        'pwritev_rmw_tail',
        'read 512 1024',
        'pwritev_rmw_after_head',
        'pwritev_rmw_after_tail',
        'pwritev',
        'write 512 1024',
        'pwritev_done',
      ],
    ],
    [
      'parts of three units',
      600,
      1024,
      [
        'pwritev_rmw_head',
        'read 512 512',
        'pwritev_rmw_after_head',
        'pwritev_rmw_tail',
        'read 1536 512',
        'pwritev_rmw_after_tail',
        'pwritev',
        'write 512 1536',
        'pwritev_done',
      ],
    ],
    [
      'a unit and the beginning of the next',
      512,
      700,
      ['pwritev_rmw_tail', 'read 1024 512', 'pwritev_rmw_after_tail'].concat([
        'pwritev',
        'write 512 1024',
        'pwritev_done',
      ]),
    ],
  ])('reads what it must around %s', (_name, offset, length, log) => {
    const node = new RecordingNode(4096, limits);
    const expected = node.bytes.slice();
    expected.fill(0xff, offset, offset + length);
    runAlone(write(node, offset, ones(length)));
    expect(node.log).toEqual(log);
    expect(node.bytes).toEqual(expected);
  });

  test('loses the neighbours when the read of an edge fails, and reports success', () => {
    const node = new RecordingNode(2048, limits);
    node.faults.set('read 512 512', 5);
    expect(outcomeOf(write(node, 600, ones(100)))).toBe('ok');
    expect(node.log).toEqual([
      'pwritev_rmw_head',
      'pwritev_rmw_tail',
      'read 512 512',
      'pwritev',
      'write 512 512',
      'pwritev_done',
    ]);
  });

  test('takes an empty request at an odd place without being asked', () => {
    const node = new RecordingNode(2048, limits);
    runAlone(write(node, 3, ones(0)));
    runAlone(writeZeroes(node, 3, 0));
    runAlone(read(node, 3, ones(0)));
    expect(node.log).toEqual([]);
  });

  test('zeroes whole units, and writes the edges as data', () => {
    const node = new RecordingNode(4096, limits);
    runAlone(writeZeroes(node, 600, 2000));
    expect(node.log.filter((line) => !line.includes('rmw'))).toEqual([
      'read 512 512',
      'read 2560 512',
      'pwritev',
      'write 512 512',
      'pwritev_done',
      'pwritev_zero',
      'zero 1024 1536',
      'pwritev_done',
      'pwritev',
      'write 2560 512',
      'pwritev_done',
    ]);
  });

  test('zeroes parts of two units in one write', () => {
    const node = new RecordingNode(4096, limits);
    const expected = node.bytes.slice();
    expected.fill(0, 600, 1100);
    runAlone(writeZeroes(node, 600, 500));
    expect(node.bytes).toEqual(expected);
    expect(node.log.slice(-3)).toEqual(['pwritev', 'write 512 1024', 'pwritev_done']);
  });

  test('refuses to zero odd ranges where no fallback is wanted', () => {
    const node = new RecordingNode(4096, limits);
    expect(outcomeOf(writeZeroes(node, 1, 512, { ...NO_FLAGS, noFallback: true }))).toBe(95);
    expect(node.log).toEqual([]);
  });

  test('makes an overlapping write wait for a read-modify-write', () => {
    const node = new RecordingNode(2048, limits);
    function* both(): Task<void> {
      yield spawn(write(node, 600, ones(10)));
      yield* write(node, 512, new Uint8Array(512).fill(9));
    }
    runAlone(both());
    const requests = node.log.filter((line) => /^(read|write)/.test(line));
    expect(requests).toEqual(['read 512 512', 'write 512 512', 'write 512 512']);
    expect(node.bytes.slice(512, 1024)).toEqual(new Uint8Array(512).fill(9));
    expect(node.tracked).toEqual([]);
  });
});

describe('limits', () => {
  test('cut a write into transfers, and FUA flushes once after the last', () => {
    const node = new RecordingNode(8192, { maxTransfer: 1024 });
    runAlone(write(node, 0, ones(1)));
    node.takeLog();
    runAlone(write(node, 100, ones(2500), { ...NO_FLAGS, fua: true }));
    expect(node.log).toEqual([
      'pwritev',
      'write 100 1024',
      'write 1124 1024',
      'write 2148 452',
      'flush-to-os',
      'flush',
      'pwritev_done',
    ]);
  });

  test('leave FUA on each transfer of a driver that honours it', () => {
    const node = new RecordingNode(8192, { maxTransfer: 1024 });
    node.honoursFua = true;
    runAlone(write(node, 0, ones(1500), { ...NO_FLAGS, fua: true }));
    expect(node.log.slice(1, 3)).toEqual(['write 0 1024 fua', 'write 1024 476 fua']);
  });

  test('stop a write at the first transfer that fails', () => {
    const node = new RecordingNode(8192, { maxTransfer: 1024 });
    node.faults.set('write 1024 1024', 28);
    expect(outcomeOf(write(node, 0, ones(4096)))).toBe(28);
    expect(node.log).toEqual(['pwritev', 'write 0 1024', 'write 1024 1024', 'pwritev_done']);
  });

  test('cut zero writes at the preferred unit and at the longest zero write', () => {
    const node = new RecordingNode(65536, { writeZeroesAlignment: 4096, maxWriteZeroes: 8192 });
    runAlone(writeZeroes(node, 1000, 30000));
    expect(node.log).toEqual([
      'pwritev_zero',
      'zero 1000 3096',
      'zero 4096 8192',
      'zero 12288 8192',
      'zero 20480 8192',
      'zero 28672 2328',
      'pwritev_done',
    ]);
  });

  test('let data stand in for zero writes that a driver refuses, cut at the transfer limit', () => {
    const node = new RecordingNode(65536, { maxTransfer: 1024 });
    node.smallestZeroes = Number.POSITIVE_INFINITY;
    runAlone(writeZeroes(node, 0, 2500, { ...NO_FLAGS, fua: true }));
    expect(node.takeLog()).toEqual([
      'pwritev_zero',
      'write 0 1024',
      'write 1024 1024',
      'write 2048 452',
      'flush-to-os',
      'pwritev_done',
    ]);
    expect(outcomeOf(writeZeroes(node, 0, 512, { ...NO_FLAGS, noFallback: true }))).toBe(95);
    expect(node.log).toEqual(['pwritev_zero', 'pwritev_done']);
  });
});

test('under any alignment and limits, writes and zero writes do to the bytes what they say', () => {
  const request = fc.record({
    offset: fc.nat(3000),
    length: fc.nat(3000),
    kind: fc.constantFrom('write', 'zero', 'zero-as-data'),
  });
  const shape = fc.record({
    requestAlignment: fc.constantFrom(1, 512, 1024),
    maxTransfer: fc.constantFrom(0, 1024, 2048),
    writeZeroesAlignment: fc.constantFrom(0, 2048),
    maxWriteZeroes: fc.constantFrom(0, 4096),
  });
  fc.assert(
    fc.property(shape, fc.array(request, { maxLength: 5 }), (limits, requests) => {
      const node = new RecordingNode(8192, limits);
      const model = node.bytes.slice();
      for (const { offset, length, kind } of requests) {
        node.smallestZeroes = kind === 'zero-as-data' ? Number.POSITIVE_INFINITY : 0;
        model.fill(kind === 'write' ? 0xff : 0, offset, offset + length);
        runAlone(
          kind === 'write' ? write(node, offset, ones(length)) : writeZeroes(node, offset, length),
        );
        const seen = new Uint8Array(length + 20);
        runAlone(read(node, offset, seen));
        expect(Buffer.compare(seen, model.subarray(offset, offset + length + 20))).toBe(0);
      }
      expect(Buffer.compare(node.bytes, model)).toBe(0);
    }),
  );
});
