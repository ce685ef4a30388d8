// How tests compare arrays of bytes.
import { expect, test } from 'vitest';
import { areEqualBytes } from './byte-equality.ts';

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

test('bytes are equal or not, and all else is left to vitest', () => {
  expect(areEqualBytes(bytes(1, 2), bytes(1, 2))).toBe(true);
  expect(areEqualBytes(bytes(1, 2), bytes(1, 3))).toBe(false);
  expect(areEqualBytes(bytes(1, 2), bytes(1))).toBe(false);
  expect(areEqualBytes(bytes(1), Buffer.from([1]))).toBeUndefined();
  expect(areEqualBytes(bytes(1), [1])).toBeUndefined();
  expect(areEqualBytes(1, 1)).toBeUndefined();
});

test('an expectation of bytes is red where one byte differs, at any depth', () => {
  expect(bytes(1, 2)).toEqual(bytes(1, 2));
  expect(bytes(1, 2)).not.toEqual(bytes(1, 3));
  expect({ deep: [bytes(1, 2)] }).toStrictEqual({ deep: [bytes(1, 2)] });
  expect({ deep: [bytes(1, 2)] }).not.toStrictEqual({ deep: [bytes(2, 2)] });
  expect(bytes(1)).not.toStrictEqual(Buffer.from([1]));
  expect(() => expect(bytes(1, 2)).toEqual(bytes(1, 3))).toThrow();
});
