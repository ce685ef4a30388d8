// The sweep below no program finds what the sweep of a step finds.
import { expect, test } from 'vitest';
import { type CreateSpec, EIO, ENOSPC } from '../../../engine/index.ts';
import { PlainWriteSweep } from './plain-write.ts';

const image: CreateSpec = {
  filename: 't.qcow2',
  size: 1024 * 1024,
  version: 3,
  clusterSize: 512,
  refcountBits: 16,
  preallocation: 'off',
  backingFile: undefined,
  backingFormat: undefined,
  lazyRefcounts: false,
  extendedL2: false,
  compressionType: 'zlib',
};
const bytesOf = (length: number, value: number): Uint8Array => new Uint8Array(length).fill(value);

const sweepOf = (offset: number, length: number, isThorough = false): PlainWriteSweep =>
  new PlainWriteSweep(
    {
      image,
      first: { offset: 0, bytes: bytesOf(8192, 0xcd) },
      then: { offset, bytes: bytesOf(length, 0xab) },
    },
    isThorough,
  );

test('a write into tables that are there keeps all promises', () => {
  const { states, distinct, broken } = sweepOf(8192, 4096).sweep([
    { errno: EIO, times: 1, written: 0 },
    { errno: ENOSPC, times: Infinity, written: 0 },
  ]);
  expect(states).toBeGreaterThan(20);
  expect(distinct).toBeGreaterThan(1);
  expect([...broken]).toEqual([]);
});

test('the flush that fails behind an L1 entry is found, each time it is met', () => {
  const once = { errno: EIO, times: 1, written: 0 };
  const sweep = sweepOf(128 * 1024, 512);
  expect([...sweep.sweep([once]).broken.keys()]).toContain('wrong-refcount');
  expect(sweep.sweep([once, once]).broken.get('wrong-refcount')).toBe(
    2 * (sweep.sweep([once]).broken.get('wrong-refcount') ?? 0),
  );
});

test('an error is told, and a run that meets none is told apart', () => {
  const sweep = sweepOf(8192, 512);
  expect(sweep.state({ at: 1, errno: EIO, times: 1, written: 0 })).toMatchObject({
    isMet: true,
    isReported: true,
  });
  expect(sweep.state({ at: 999, errno: EIO, times: 1, written: 0 })).toEqual({
    isMet: false,
    isReported: false,
    broken: [],
  });
});

test('a run from a copy of the open image ends as one that opens it, and is judged alike', () => {
  let met = 0;
  for (const [offset, length] of [
    [8192, 4096],
    [64 * 1024, 64 * 1024],
    [128 * 1024, 512],
  ] as const) {
    const [quick, thorough] = [sweepOf(offset, length), sweepOf(offset, length, true)];
    for (const way of [
      { errno: EIO, times: 1, written: 0 },
      { errno: EIO, times: 2, written: 512 },
      { errno: ENOSPC, times: Infinity, written: 0 },
    ]) {
      for (let at = 1, isMet = true; isMet; at += 1) {
        const state = quick.state({ ...way, at });
        expect(state).toEqual(thorough.state({ ...way, at }));
        expect(Buffer.compare(quick.files(), thorough.files())).toBe(0);
        isMet = state.isMet;
        if (isMet) met += 1;
      }
    }
  }
  expect(met).toBeGreaterThan(100);
});
