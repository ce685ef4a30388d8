// Streams of the programs that cannot take any text.
import { closeSync, openSync } from 'node:fs';
import { expect, test } from 'vitest';
import { hostWorld, writeAll } from './host-world.ts';

test('text for a full device is forgotten, as by the C library', () => {
  const full = openSync('/dev/full', 'w');
  try {
    writeAll(full, new TextEncoder().encode('text'));
  } finally {
    closeSync(full);
  }
});

test('a stream that is not open is an error of ours', () => {
  const closed = openSync('/dev/null', 'w');
  closeSync(closed);
  expect(() => writeAll(closed, Uint8Array.of(10))).toThrow('EBADF');
});

test('keys of encrypted images are made of chance, at the speed of the machine', () => {
  const { crypto } = hostWorld();
  const [one, other] = [crypto?.random(32), hostWorld().crypto?.random(32)];
  expect(one).toHaveLength(32);
  expect(one).not.toEqual(other);
  expect(crypto?.iterationsPerSecond('sha256', 32)).toBeGreaterThan(10_000);
});
