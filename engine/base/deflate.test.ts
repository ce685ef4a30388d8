// The streams are deflate streams, whatever goes in. That they are zlib's byte for byte is compared
// with the real tools, in deflate.qemu.test.ts.
import { createHash } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { property } from '../testing/property.ts';
import { deflate } from './deflate.ts';

const unpack = (stream: Uint8Array): Uint8Array =>
  new Uint8Array(inflateRawSync(stream, { windowBits: 12 }));

/** Bytes below `range`, the same on every run. */
function noise(length: number, range: number): Uint8Array {
  let state = 1;
  return Uint8Array.from({ length }, () => {
    state = (state * 48271) % 2147483647;
    return Math.floor(state / 64) % range;
  });
}

describe('deflate', () => {
  property([fc.array(fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 20 }), fc.nat(500)))])(
    'can be undone',
    (runs) => {
      const input = Uint8Array.from(
        runs.flatMap(([unit, times]) => Array.from({ length: times }, () => [...unit]).flat()),
      );
      expect(unpack(deflate(input))).toEqual(input);
    },
  );

  test.each([
    ['nothing', new Uint8Array()],
    ['one byte', Uint8Array.of(7)],
    ['many blocks', noise(200_000, 200)],
    ['a block that has left the window', noise(40_000, 256)],
    ['long runs', new Uint8Array(100_000)],
  ])('takes %s', (_what, input) => {
    expect(unpack(deflate(input))).toEqual(input);
  });

  test('makes the streams that zlib 1.2.13 makes', () => {
    const text = new TextEncoder().encode('the refcount block of the refcount table. '.repeat(300));
    const mixed = Uint8Array.from([...text, ...noise(20_000, 40), ...text]);
    const digest = createHash('sha256').update(deflate(mixed)).digest('hex');
    expect(digest).toBe('8c4d0b9661bc601ec9d4a1b7e7b152f7e811910308e8b331e166c8c22333d86e');
  });
});
