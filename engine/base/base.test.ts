// Alignment, big-endian fields, error numbers and assertions.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alignDown, alignUp, divideUp, isPowerOfTwo, minNonZero, rangesOverlap } from './align.ts';
import { isAllZero } from './all-zero.ts';
import { assert, InvariantError, unreachable } from './assert.ts';
import { readU16, readU32, readU64, readU64Exact } from './endian.ts';
import { writeU16, writeU32, writeU64, writeU64Exact } from './endian.ts';
import { errnoByName, errnoName, errnoNames, strerror } from './errno.ts';
import { FormatError, IoError } from './errors.ts';

const offset = fc.nat(Number.MAX_SAFE_INTEGER - 2 ** 32);

test('aligning goes to the nearest multiples, also beyond 32 bits', () => {
  fc.assert(
    fc.property(offset, fc.integer({ min: 1, max: 2 ** 31 }), (value, unit) => {
      const down = alignDown(value, unit);
      const up = alignUp(value, unit);
      expect([down % unit, up % unit]).toEqual([0, 0]);
      expect(down <= value && value <= up && up - down <= unit).toBe(true);
      expect(divideUp(value, unit)).toBe(up / unit);
    }),
  );
});

test('ranges overlap where they share a byte', () => {
  const small = fc.nat(12);
  fc.assert(
    fc.property(small, small, small, small, (a, aLength, b, bLength) => {
      const bytes = new Set(Array.from({ length: aLength }, (_value, index) => a + index));
      const shared = Array.from({ length: bLength }, (_value, index) => b + index);
      if (aLength > 0 && bLength > 0) {
        expect(rangesOverlap(a, aLength, b, bLength)).toBe(shared.some((at) => bytes.has(at)));
      }
    }),
  );
});

test('the smaller limit counts, and zero is no limit', () => {
  expect([minNonZero(0, 0), minNonZero(0, 7), minNonZero(7, 0), minNonZero(7, 3)]).toEqual([
    0, 7, 7, 3,
  ]);
});

test('powers of two are told from other numbers', () => {
  expect([0, 1, 2, 3, 512, 2 ** 40, 2 ** 40 + 1, -2].map(isPowerOfTwo)).toEqual([
    false,
    true,
    true,
    false,
    true,
    true,
    false,
    false,
  ]);
});

test('big-endian fields come back as they were written', () => {
  const bytes = new Uint8Array(16);
  const bits64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
  fc.assert(
    fc.property(fc.nat(8), offset, bits64, (at, value, exact) => {
      writeU16(bytes, at, value % 65536);
      expect(readU16(bytes, at)).toBe(value % 65536);
      writeU32(bytes, at, value % 2 ** 32);
      expect(readU32(bytes, at)).toBe(value % 2 ** 32);
      writeU64(bytes, at, value);
      expect(readU64(bytes, at)).toBe(value);
      expect(readU64Exact(bytes, at)).toBe(BigInt(value));
      writeU64Exact(bytes, at, exact);
      expect(readU64Exact(bytes, at)).toBe(exact);
      expect(new DataView(bytes.buffer).getBigUint64(at)).toBe(exact);
    }),
  );
});

test('error numbers have the names and texts of the C library', () => {
  expect(strerror(28)).toBe('No space left on device');
  expect(strerror(0)).toBe('Success');
  expect(strerror(999)).toBe('Unknown error 999');
  expect([errnoByName('ENOSPC'), errnoByName('ENOTSUP'), errnoByName('EFOO')]).toEqual([
    28,
    95,
    undefined,
  ]);
  for (const name of errnoNames()) {
    const number = errnoByName(name) ?? 0;
    expect(errnoByName(errnoName(number) ?? '')).toBe(number);
  }
});

test('errors carry their number, and a text of their own where they have one', () => {
  expect(new IoError(28).message).toBe('No space left on device');
  expect(new IoError(28, 'full').message).toBe('full');
  expect(new FormatError('bad')).toMatchObject({ errno: 22, hint: undefined });
});

test('what may not be throws', () => {
  expect(() => {
    assert(false, 'two is even');
  }).toThrow(new InvariantError('invariant broken: two is even'));
  expect(() => unreachable('x' as never)).toThrow('unreachable value: x');
});

test('many bytes are all zero unless one is not, wherever pieces of them end', () => {
  for (const start of [0, 1]) {
    for (const length of [63, 64, 65, 65_535, 65_536, 65_537, 200_000]) {
      const bytes = new Uint8Array(length + start).subarray(start);
      expect(isAllZero(bytes)).toBe(true);
      for (const other of [0, 65_535, 65_536, length - 1]) {
        if (other >= length) continue;
        bytes[other] = 1;
        expect(isAllZero(bytes)).toBe(false);
        bytes[other] = 0;
      }
    }
  }
});

test('bytes are all zero unless one is not, wherever they begin', () => {
  fc.assert(
    fc.property(fc.nat(9), fc.nat(40), fc.option(fc.nat(60)), (start, length, other) => {
      const buffer = new Uint8Array(64).fill(0xff);
      const bytes = buffer.subarray(start, start + length).fill(0);
      if (other !== null && other < length) bytes[other] = 1;
      expect(isAllZero(bytes)).toBe(other === null || other >= length);
    }),
  );
});
