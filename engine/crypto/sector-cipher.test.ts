// Ciphers of sectors against those of OpenSSL, one object for each sector.
import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { CIPHER_ALGORITHMS, type CipherMode, type CipherSpec, keyLengthOf } from './algorithms.ts';
import { CIPHER_SECTOR, SectorCipher } from './sector-cipher.ts';

const aes = (bits: number): CipherSpec['algorithm'] => {
  const found = CIPHER_ALGORITHMS.find(({ name }) => name === `aes-${bits}`);
  if (found === undefined) throw new Error('no such cipher');
  return found;
};

const plain64 = (algorithm: CipherSpec['algorithm'], mode: CipherMode): CipherSpec => ({
  algorithm,
  mode,
  ivGenerator: 'plain64',
  ivHash: undefined,
});

function ivOf(sector: number): Buffer {
  const iv = Buffer.alloc(16);
  iv.writeBigUInt64LE(BigInt(sector));
  return iv;
}

function obvious(name: string, key: Uint8Array, plain: Uint8Array, ivs: Buffer[]): Buffer {
  return Buffer.concat(
    ivs.map((iv, index) => {
      const cipher = createCipheriv(name, key, name.endsWith('ecb') ? null : iv);
      cipher.setAutoPadding(false);
      return cipher.update(plain.subarray(index * CIPHER_SECTOR, (index + 1) * CIPHER_SECTOR));
    }),
  );
}

// More than the pieces that are worked on at once, and none of them whole.
const SECTORS = 301;
const numbers = (first: number): number[] =>
  Array.from({ length: SECTORS }, (_, index) => first + index);

describe.each([
  ['xts', [128, 256]],
  ['cbc', [128, 192, 256]],
  ['ctr', [128, 192, 256]],
  ['ecb', [128, 192, 256]],
] as const)('%s', (mode, sizes) => {
  test.each(sizes)('aes-%i', (bits) => {
    const spec = plain64(aes(bits), mode);
    const key = randomBytes(keyLengthOf(spec));
    const plain = randomBytes(SECTORS * CIPHER_SECTOR);
    const cipher = new SectorCipher(spec, key);
    for (const first of [0, 7, 2 ** 32 - 5, 2 ** 43]) {
      const encrypted = cipher.encrypt(plain, first);
      const ivs = numbers(first).map(ivOf);
      expect(obvious(`aes-${bits}-${mode}`, key, plain, ivs).equals(encrypted)).toBe(true);
      cipher.decryptInPlace(encrypted, first);
      expect(plain.equals(encrypted)).toBe(true);
    }
  });
});

/** XTS as the standard describes it, in big numbers: the tweak is a little-endian one. */
function xtsByTheBook(key: Buffer, plain: Buffer, iv: Buffer): Buffer {
  const half = key.length / 2;
  const block = (part: Buffer, bytes: Buffer): Buffer =>
    createCipheriv(`aes-${half * 8}-ecb`, part, null)
      .setAutoPadding(false)
      .update(bytes);
  const number = (bytes: Buffer): bigint =>
    BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`);
  const bytesOf = (value: bigint): Buffer =>
    Buffer.from(value.toString(16).padStart(32, '0'), 'hex').reverse();
  let tweak = number(block(key.subarray(half), iv));
  const blocks: Buffer[] = [];
  for (let at = 0; at < plain.length; at += 16) {
    const inner = bytesOf(number(plain.subarray(at, at + 16)) ^ tweak);
    blocks.push(bytesOf(number(block(key.subarray(0, half), inner)) ^ tweak));
    tweak *= 2n;
    if (tweak >= 2n ** 128n) tweak = (tweak - 2n ** 128n) ^ 0x87n;
  }
  return Buffer.concat(blocks);
}

test('aes-192 in xts, which OpenSSL does not have, is what the standard says', () => {
  const spec = plain64(aes(192), 'xts');
  const key = randomBytes(48);
  const plain = randomBytes(CIPHER_SECTOR);
  const encrypted = new SectorCipher(spec, key).encrypt(plain, 99);
  expect(xtsByTheBook(key, plain, ivOf(99)).equals(encrypted)).toBe(true);
});

test('a key of two equal halves, which OpenSSL refuses, is used', () => {
  const key = Buffer.alloc(32, 5);
  const plain = randomBytes(CIPHER_SECTOR);
  const encrypted = new SectorCipher(plain64(aes(128), 'xts'), key).encrypt(plain, 3);
  expect(xtsByTheBook(key, plain, ivOf(3)).equals(encrypted)).toBe(true);
});

test('plain cuts sector numbers to 32 bits', () => {
  const spec: CipherSpec = { ...plain64(aes(256), 'xts'), ivGenerator: 'plain' };
  const cipher = new SectorCipher(spec, randomBytes(64));
  const sector = randomBytes(CIPHER_SECTOR);
  expect(cipher.encrypt(sector, 2 ** 32 + 9)).toEqual(cipher.encrypt(sector, 9));
});

test.each(['md5', 'sha256'] as const)('essiv with %s encrypts sector numbers', (ivHash) => {
  const spec: CipherSpec = { algorithm: aes(256), mode: 'cbc', ivGenerator: 'essiv', ivHash };
  const key = randomBytes(32);
  const ivKey = createHash(ivHash).update(key).digest();
  const plain = randomBytes(SECTORS * CIPHER_SECTOR);
  const ivs = numbers(40).map((sector) =>
    createCipheriv(`aes-${ivKey.length * 8}-ecb`, ivKey, null)
      .setAutoPadding(false)
      .update(ivOf(sector)),
  );
  const encrypted = new SectorCipher(spec, key).encrypt(plain, 40);
  expect(obvious('aes-256-cbc', key, plain, ivs).equals(encrypted)).toBe(true);
});

test('counters run over all their bytes', () => {
  // An essiv may begin anywhere: some of a thousand sectors begin near an overflow.
  const spec: CipherSpec = {
    algorithm: aes(128),
    mode: 'ctr',
    ivGenerator: 'essiv',
    ivHash: 'sha256',
  };
  const key = randomBytes(16);
  const ivKey = createHash('sha256').update(key).digest();
  const plain = randomBytes(SECTORS * CIPHER_SECTOR);
  const ivs = numbers(0).map((sector) =>
    createCipheriv('aes-256-ecb', ivKey, null).setAutoPadding(false).update(ivOf(sector)),
  );
  const encrypted = new SectorCipher(spec, key).encrypt(plain, 0);
  expect(obvious('aes-128-ctr', key, plain, ivs).equals(encrypted)).toBe(true);
});

test('ciphers that are not here are refused by name', () => {
  const serpent = CIPHER_ALGORITHMS.find(({ name }) => name === 'serpent-256');
  if (serpent === undefined) throw new Error('no such cipher');
  expect(() => new SectorCipher(plain64(serpent, 'xts'), new Uint8Array(64))).toThrow(
    'blkdrill does not support the cipher serpent-256 yet',
  );
});
