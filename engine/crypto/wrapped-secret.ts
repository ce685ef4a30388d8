// Secrets that are themselves encrypted with another one: AES-256 in CBC mode, the last block
// filled up as PKCS#7 has it.
import { createDecipheriv } from 'node:crypto';
import { FormatError } from '../base/errors.ts';

const KEY_BYTES = 32;
const BLOCK = 16;

/** Throws FormatError unless `key` can open a secret. */
export function requireWrappingKey(key: Uint8Array): void {
  if (key.length !== KEY_BYTES) throw new FormatError('Key should be 32 bytes in length');
}

/** What `wrapped` holds, opened with a key of 32 bytes. Throws FormatError. */
export function unwrapSecret(wrapped: Uint8Array, key: Uint8Array, iv: Uint8Array): Uint8Array {
  requireWrappingKey(key);
  if (iv.length !== BLOCK) {
    throw new FormatError(`IV should be 16 bytes in length not ${iv.length}`);
  }
  if (wrapped.length % BLOCK !== 0) {
    throw new FormatError(`Length ${wrapped.length} must be a multiple of block size ${BLOCK}`);
  }
  const decipher = createDecipheriv('aes-256-cbc', key, iv);
  decipher.setAutoPadding(false);
  const filled = new Uint8Array(Buffer.concat([decipher.update(wrapped), decipher.final()]));
  // Nothing at all is taken as it is.
  const padding = filled.at(-1) ?? 0;
  if (padding > BLOCK || padding > filled.length) {
    throw new FormatError(`Incorrect number of padding bytes (${padding}) found on decrypted data`);
  }
  return filled.subarray(0, filled.length - padding);
}
