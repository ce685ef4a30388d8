// Sizes and times; the expected texts were printed by qemu-io and qemu-img 7.2.
import { expect, test } from 'vitest';
import { alternateHex, fixed, formatBytes, formatSize, formatTime } from './text.ts';

test.each([
  [0, '0 bytes'],
  [512, '512 bytes'],
  [1023, '1023 bytes'],
  [1024, '1 KiB'],
  [1536, '1.500 KiB'],
  [65536, '64 KiB'],
  [104857600, '100 MiB'],
  [36.856479, '36.856479 bytes'],
  [0.0001, '0 bytes'],
  [1600, '1.562 KiB'], // an exact tie, to the even digit
  [2 ** 60, '1 EiB'],
  [Infinity, 'inf EiB'],
])('qemu-io prints %d bytes as %s', (value, text) => {
  expect(formatBytes(value)).toBe(text);
});

test.each([
  [0, '0 B'],
  [196616, '192 KiB'],
  [200704, '196 KiB'],
  [999, '999 B'],
  [1000, '0.977 KiB'],
  [1048576, '1 MiB'],
  [1610612736, '1.5 GiB'],
  [1023 * 1024, '0.999 MiB'],
])('qemu-img prints %d bytes as %s', (value, text) => {
  expect(formatSize(value)).toBe(text);
});

test('times below a second are short, unless they are asked for in full', () => {
  expect(formatTime(0, false)).toBe('00.00 sec');
  expect(formatTime(0.126, false)).toBe('00.13 sec');
  expect(formatTime(0, true)).toBe('0:00:00.00');
  expect(formatTime(3725.5, false)).toBe('1:02:05.50');
});

test('ties go to the even digit', () => {
  expect([fixed(0.5, 0), fixed(1.5, 0), fixed(0.125, 2), fixed(0.375, 2)]).toEqual([
    '0',
    '2',
    '0.12',
    '0.38',
  ]);
});

test('hex has a prefix, except for zero', () => {
  expect([alternateHex(0), alternateHex(65536)]).toEqual(['0', '0x10000']);
});
