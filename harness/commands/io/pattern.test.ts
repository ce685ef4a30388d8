// What is kept between commands is never felt by them.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesToRead, isPattern, patternBytes } from './pattern.ts';

const MIB = 1024 * 1024;

test('patterns are whole in every order of patterns and lengths', () => {
  const request = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 3000 }));
  fc.assert(
    fc.property(fc.array(request), (requests) => {
      for (const [pattern, length] of requests) {
        const bytes = patternBytes(pattern, length);
        expect(bytes).toHaveLength(length);
        expect(bytes.every((byte) => byte === pattern)).toBe(true);
      }
    }),
  );
});

test('a pattern that was just asked for is not made again, and one of long ago is', () => {
  const first = patternBytes(1, 30 * MIB);
  patternBytes(2, 30 * MIB);
  expect(patternBytes(1, 10).buffer).toBe(first.buffer);
  patternBytes(3, 30 * MIB); // the second one has to go
  expect(patternBytes(1, 10).buffer).toBe(first.buffer);
  patternBytes(2, 30 * MIB);
  patternBytes(4, 30 * MIB);
  expect(patternBytes(1, 10).buffer).not.toBe(first.buffer);
});

test('what is longer than all that may be kept leaves nothing behind', () => {
  const bytes = patternBytes(7, 64 * MIB + 1);
  expect(isPattern(bytes, 7)).toBe(true);
  expect(patternBytes(7, 10).buffer).not.toBe(bytes.buffer);
});

test('a read finds nothing of the one before it', () => {
  bytesToRead(100, 0xab).fill(1);
  const bytes = bytesToRead(50, 0xab);
  expect(bytes).toHaveLength(50);
  expect(isPattern(bytes, 0xab)).toBe(true);
  expect(isPattern(bytesToRead(200, 0xab), 0xab)).toBe(true);
});
