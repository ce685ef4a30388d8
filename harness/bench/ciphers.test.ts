// What the benchmark of ciphers does, not how fast.
import { expect, test } from 'vitest';
import { measureCiphers } from './ciphers.ts';

test('every cipher writes and reads what was written, beside a plain disk', () => {
  const rates = measureCiphers();
  expect(rates.map(({ what }) => what)).toContain('aes-256-xts-plain64');
  expect(rates[0]?.what).toBe('raw');
  for (const { written, read } of rates) {
    expect(written).toBeGreaterThan(0);
    expect(read).toBeGreaterThan(0);
  }
});
