// A buffer that is kept.
import { expect, test } from 'vitest';
import { KeptBytes } from './kept-bytes.ts';

test('pieces have the length that was asked for, and share their bytes', () => {
  const kept = new KeptBytes();
  const long = kept.take(10);
  expect(long).toEqual(new Uint8Array(10));
  long.fill(7);
  const short = kept.take(4);
  expect(short).toEqual(new Uint8Array(4).fill(7));
  expect(short.buffer).toBe(long.buffer);
  expect(kept.take(11)).toHaveLength(11);
  expect(kept.take(0)).toHaveLength(0);
});
