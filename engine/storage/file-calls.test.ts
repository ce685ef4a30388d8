// The ways to zero a range, on a file system that is told what it knows.
import { describe, expect, test } from 'vitest';
import { IoError } from '../base/errors.ts';
import { type FileCalls, FileSpace } from './file-calls.ts';

const ENOTSUP = 95;
const ENOSPC = 28;

/** Calls that are noted; those in `failing` give their errno. */
function noting(failing: Partial<Record<keyof FileCalls, number>>): [FileCalls, string[]] {
  const noted: string[] = [];
  const call = (name: keyof FileCalls) => (descriptor: number, offset: number, length: number) => {
    noted.push(`${name} ${descriptor} ${offset} ${length}`);
    return failing[name] ?? 0;
  };
  const calls: FileCalls = {
    punchHole: call('punchHole'),
    zeroRange: call('zeroRange'),
    reserve: call('reserve'),
    nextData: (_descriptor, offset) => (offset < 100 ? Math.max(offset, 50) : 'none'),
    nextHole: () => 100,
  };
  return [calls, noted];
}

describe('FileSpace', () => {
  test('frees what may be unmapped, and the file does not become longer', () => {
    const [calls, noted] = noting({});
    const space = new FileSpace(calls, 7);
    expect(space.zero(10, 20, true)).toBe(false);
    expect(space.zero(10, 20, false)).toBe(true);
    space.discard(30, 40);
    space.reserve(70, 5);
    expect(noted).toEqual([
      'punchHole 7 10 20',
      'zeroRange 7 10 20',
      'punchHole 7 30 40',
      'reserve 7 70 5',
    ]);
  });

  test('punches and reserves where ranges cannot be zeroed, and asks for that only once', () => {
    const [calls, noted] = noting({ zeroRange: ENOTSUP });
    const space = new FileSpace(calls, 7);
    expect([space.zero(0, 8, false), space.zero(8, 8, false)]).toEqual([true, true]);
    expect(noted).toEqual([
      'zeroRange 7 0 8',
      'punchHole 7 0 8',
      'reserve 7 0 8',
      'punchHole 7 8 8',
      'reserve 7 8 8',
    ]);
  });

  test('gives ENOTSUP where there is no way, and other errors at once', () => {
    const [calls] = noting({ zeroRange: ENOTSUP, punchHole: ENOTSUP });
    expect(() => new FileSpace(calls, 7).zero(0, 8, true)).toThrow(new IoError(ENOTSUP));
    expect(() => {
      new FileSpace(calls, 7).discard(0, 8);
    }).toThrow(new IoError(ENOTSUP));
    const [full, noted] = noting({ zeroRange: ENOSPC });
    expect(() => new FileSpace(full, 7).zero(0, 8, false)).toThrow(new IoError(ENOSPC));
    expect(noted).toHaveLength(1);
  });

  test('finds runs of data and of holes', () => {
    const [calls] = noting({});
    const space = new FileSpace(calls, 7);
    expect(space.runAt(0)).toEqual({ isData: false, end: 50 });
    expect(space.runAt(60)).toEqual({ isData: true, end: 100 });
    expect(space.runAt(100)).toEqual({ isData: false, end: Infinity });
  });
});
