// Block status: of one node, through filters, and down a backing chain.
import { describe, expect, test } from 'vitest';
import { IoError } from '../base/errors.ts';
import type { Child, StatusRun } from './node.ts';
import { type BlockNode, READ_WRITE } from './node.ts';
import { FilterNode } from '../filters/filter-node.ts';
import { RecordingNode, runAlone } from '../testing/recording-node.ts';
import { isZeroFast, status, statusAbove } from './request.ts';

class Filter extends FilterNode {
  readonly driver = 'filter';
  constructor(below: BlockNode) {
    super('filter', READ_WRITE, below);
  }
}

const child = (role: Child['role'], node: BlockNode): Child => ({ role, node, isWritable: true });
const UNALLOCATED = { data: false, zero: false, allocated: false };

/** A node of `size` bytes that gives one answer to every question. */
function answering(size: number, run: StatusRun, backing?: BlockNode): RecordingNode {
  const node = new RecordingNode(size);
  node.statusRun = run;
  if (backing !== undefined) node.children = [child('backing', backing)];
  return node;
}

describe('one node', () => {
  test('is all data unless it says otherwise', () => {
    const node = new RecordingNode(4096);
    expect(runAlone(status(node, 512, 1024, true))).toMatchObject({
      length: 1024,
      data: true,
      zero: false,
      allocated: true,
      hostOffset: 512,
    });
  });

  test('ends at its length, and says nothing beyond', () => {
    const node = new RecordingNode(1024);
    expect(runAlone(status(node, 512, 4096, true)).length).toBe(512);
    expect(runAlone(status(node, 1024, 10, true)).length).toBe(0);
    expect(runAlone(status(node, 0, 0, true)).length).toBe(0);
  });

  test('is asked for whole units, and answers for the range that was wanted', () => {
    const node = new RecordingNode(4096, { requestAlignment: 512 });
    expect(runAlone(status(node, 700, 100, true))).toMatchObject({ length: 100, hostOffset: 700 });
  });

  test('without a backing file reads zeroes where it has nothing', () => {
    const node = answering(4096, { ...UNALLOCATED, length: 4096 });
    expect(runAlone(status(node, 0, 4096, true))).toMatchObject({ zero: true, allocated: false });
  });

  test('says nothing about what it has nothing of, where there is never a backing file', () => {
    const node = answering(4096, { ...UNALLOCATED, length: 4096 });
    node.canBack = false;
    expect(runAlone(status(node, 0, 4096, true))).toMatchObject({ zero: false, data: false });
  });

  test('reads zeroes past the end of its backing file', () => {
    const backing = new RecordingNode(1024);
    const node = answering(4096, { ...UNALLOCATED, length: 1024 }, backing);
    expect(runAlone(status(node, 0, 1024, true)).zero).toBe(false);
    expect(runAlone(status(node, 1024, 1024, true)).zero).toBe(true);
    expect(runAlone(status(node, 1024, 1024, false)).zero).toBe(false);
  });
});

describe('a file below', () => {
  /** A format with data at 512 of its file; the file gives the answer `run` for it. */
  function format(run: Partial<StatusRun>, size = 4096): RecordingNode {
    const file = answering(size, { length: 512, data: true, zero: false, allocated: true, ...run });
    const data = { data: true, zero: false, allocated: true };
    const node = answering(4096, {
      ...data,
      length: 2048,
      hostOffset: 512,
      owner: file,
      recurse: true,
    });
    node.children = [child('file', file)];
    return node;
  }

  test('cuts the run to what it has in one piece', () => {
    const run = runAlone(status(format({}), 0, 2048, true));
    expect(run).toMatchObject({ length: 512, data: true, zero: false });
  });

  test('that has a hole makes the run zero', () => {
    const run = runAlone(status(format({ data: false, zero: true }), 0, 2048, true));
    expect(run).toMatchObject({ length: 512, data: true, zero: true });
  });

  test('that ends with a hole or before makes all of the run zero', () => {
    const hole = format({ data: false, zero: true }, 1024);
    expect(runAlone(status(hole, 0, 2048, true))).toMatchObject({ length: 2048, zero: true });
    const short = format({}, 512);
    expect(runAlone(status(short, 0, 2048, true))).toMatchObject({ length: 2048, zero: true });
  });

  test('is not asked where zeroes do not matter', () => {
    const run = runAlone(status(format({ data: false, zero: true }), 0, 2048, false));
    expect(run).toMatchObject({ length: 2048, zero: false });
  });

  test('that cannot answer is ignored', () => {
    const node = format({});
    const file = node.child('file') as RecordingNode;
    file.statusRun = (): StatusRun => {
      throw new IoError(5);
    };
    expect(runAlone(status(node, 0, 2048, true))).toMatchObject({ length: 2048, zero: false });
  });

  test('our own mistakes are not ignored', () => {
    const node = format({});
    const file = node.child('file') as RecordingNode;
    file.statusRun = (): StatusRun => {
      throw new RangeError('ours');
    };
    expect(() => runAlone(status(node, 0, 2048, true))).toThrow('ours');
  });
});

test('a filter answers with what is below it', () => {
  const file = new RecordingNode(4096);
  const run = runAlone(status(new Filter(new Filter(file)), 100, 200, true));
  expect(run).toMatchObject({ length: 200, data: true, hostOffset: 100, owner: file });
});

describe('a chain', () => {
  const data = { data: true, zero: false, allocated: true };

  test('is followed to the layer that decides, filters not counted', () => {
    const base = answering(4096, { ...data, length: 512 });
    const middle = answering(4096, { ...UNALLOCATED, length: 1024 }, new Filter(base));
    const top = answering(4096, { ...UNALLOCATED, length: 2048 }, middle);
    const run = runAlone(statusAbove(top, 0, 4096, true));
    expect(run).toMatchObject({ length: 512, depth: 2, data: true });
  });

  test('reads zeroes, decided by it, where a layer is shorter than the one above', () => {
    const base = answering(512, { ...data, length: 512 });
    const top = answering(4096, { ...UNALLOCATED, length: 2048 }, base);
    expect(runAlone(statusAbove(top, 1024, 2048, false))).toMatchObject({
      length: 2048,
      zero: true,
      allocated: true,
      depth: 1,
    });
  });

  test('that decides nowhere reads zeroes and is not allocated', () => {
    const base = answering(4096, { ...UNALLOCATED, length: 1024 });
    const top = answering(4096, { ...UNALLOCATED, length: 2048 }, base);
    expect(runAlone(statusAbove(top, 0, 4096, true))).toMatchObject({
      length: 1024,
      zero: true,
      allocated: false,
      depth: 1,
    });
  });
});

test('in 7.2, a range is known to be zero only when one answer says so for all of it', () => {
  const zeroes = (length: number): RecordingNode =>
    answering(4096, { length, data: false, zero: true, allocated: true });
  expect(runAlone(isZeroFast(zeroes(1024), 0, 1024, false))).toBe(true);
  expect(runAlone(isZeroFast(zeroes(512), 0, 1024, false))).toBe(false);
  expect(runAlone(isZeroFast(new RecordingNode(4096), 0, 1024, false))).toBe(false);
  expect(runAlone(isZeroFast(new RecordingNode(4096), 0, 0, false))).toBe(true);
  expect(runAlone(isZeroFast(zeroes(1024), 4096, 1024, false))).toBe(false);
});

test('in 11.1, several answers may say together that a range is zero', () => {
  const zeroes = answering(4096, { length: 512, data: false, zero: true, allocated: true });
  expect(runAlone(isZeroFast(zeroes, 0, 1024, true))).toBe(true);
  expect(runAlone(isZeroFast(zeroes, 3584, 512, true))).toBe(true);
  expect(runAlone(isZeroFast(zeroes, 3584, 1024, true))).toBe(false);
  expect(runAlone(isZeroFast(new RecordingNode(4096), 0, 1024, true))).toBe(false);
});
