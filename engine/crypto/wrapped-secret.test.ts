// The answers are those of OpenSSL's own program; the refusals were printed by qemu-img 7.2.
import { expect, test } from 'vitest';
import { FormatError } from '../base/errors.ts';
import { unwrapSecret } from './wrapped-secret.ts';

const KEY = new Uint8Array(32);
const IV = new Uint8Array(16);
const HELLO = Buffer.from('wjXeJNI54DzI43fGBPymew==', 'base64');

test('a secret is opened with the key, and its padding goes', () => {
  expect(new TextDecoder().decode(unwrapSecret(HELLO, KEY, IV))).toBe('hello');
  expect(unwrapSecret(new Uint8Array(0), KEY, IV)).toEqual(new Uint8Array(0));
});

test.each([
  ['Key should be 32 bytes in length', HELLO, KEY.subarray(1), IV],
  ['IV should be 16 bytes in length not 15', HELLO, KEY, IV.subarray(1)],
  ['Length 15 must be a multiple of block size 16', HELLO.subarray(1), KEY, IV],
  [
    'Incorrect number of padding bytes (232) found on decrypted data',
    Buffer.from('0123456789abcdef'),
    KEY,
    IV,
  ],
])('%s', (message, wrapped, key, iv) => {
  expect(() => unwrapSecret(wrapped, key, iv)).toThrow(new FormatError(message));
});
