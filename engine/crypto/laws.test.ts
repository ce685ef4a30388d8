// Laws of ciphers and keys, whatever they are made with.
import fc from 'fast-check';
import { describe } from 'vitest';
import { property } from '../testing/property.ts';
import { mergeKey, splitKey } from './anti-forensic.ts';
import {
  CIPHER_ALGORITHMS,
  CIPHER_MODES,
  type CipherSpec,
  HASHES,
  type HashName,
  IV_GENERATORS,
  keyLengthOf,
} from './algorithms.ts';
import { fixedCryptoSource } from './crypto-source.ts';
import { checkLuksHeader } from './luks-checks.ts';
import { LUKS_HEADER, LuksHeader } from './luks-header.ts';
import { makeMasterKey } from './luks-keys.ts';
import { CIPHER_SECTOR, SectorCipher } from './sector-cipher.ts';
import { FormatError } from '../base/errors.ts';

const hash = fc.constantFrom(...(Object.keys(HASHES) as HashName[]));
const spec: fc.Arbitrary<CipherSpec> = fc.record({
  algorithm: fc.constantFrom(...CIPHER_ALGORITHMS.filter(({ headerName }) => headerName === 'aes')),
  mode: fc.constantFrom(...CIPHER_MODES),
  ivGenerator: fc.constantFrom(...IV_GENERATORS),
  // Those whose digest is an AES key.
  ivHash: fc.constantFrom<HashName>('md5', 'sha256'),
});
const seed = fc.string({ maxLength: 8 });
const random = (word: string, length: number): Uint8Array => fixedCryptoSource(word).random(length);

describe('sectors', () => {
  const sectors = fc.integer({ min: 1, max: 300 });
  const first = fc.integer({ min: 0, max: 2 ** 44 });

  property([spec, seed, sectors, first])(
    'are decrypted to what was encrypted',
    (what, word, count, at) => {
      const cipher = new SectorCipher(what, random(word, keyLengthOf(what)));
      const plain = random(`${word} plain`, count * CIPHER_SECTOR);
      const bytes = cipher.encrypt(plain, at);
      cipher.decryptInPlace(bytes, at);
      return Buffer.compare(bytes, plain) === 0;
    },
  );

  property([spec, seed, sectors, sectors, first])(
    'are encrypted alike, however many are encrypted at once',
    (what, word, one, other, at) => {
      const cipher = new SectorCipher(what, random(word, keyLengthOf(what)));
      const plain = random(`${word} plain`, (one + other) * CIPHER_SECTOR);
      const cut = one * CIPHER_SECTOR;
      const whole = cipher.encrypt(plain, at);
      const parts = [
        cipher.encrypt(plain.subarray(0, cut), at),
        cipher.encrypt(plain.subarray(cut), at + one),
      ];
      return Buffer.compare(Buffer.concat(parts), whole) === 0;
    },
  );
});

describe('keys', () => {
  const length = fc.constantFrom(16, 24, 32, 48, 64);
  const stripes = fc.integer({ min: 1, max: 50 });

  property([hash, length, stripes, seed])(
    'come out of their stripes again',
    (name, size, count, word) => {
      const source = fixedCryptoSource(word);
      const key = source.random(size);
      const split = splitKey(name, key, count, (wanted) => source.random(wanted));
      return (
        split.length === size * count && Buffer.compare(mergeKey(name, split, size), key) === 0
      );
    },
  );
});

describe('headers', () => {
  const sound = makeMasterKey(
    {
      algorithm: CIPHER_ALGORITHMS[2] ?? { name: '', headerName: '', keyLength: 0 },
      mode: 'xts',
      ivGenerator: 'plain64',
      ivHash: undefined,
      hash: 'sha256',
    },
    0n,
    fixedCryptoSource('header'),
  ).header.bytes;
  const damage = fc.tuple(
    fc.integer({ min: 0, max: LUKS_HEADER - 1 }),
    fc.integer({ max: 255, min: 0 }),
  );

  property([fc.array(damage, { maxLength: 12 })])(
    'of any bytes are taken, or refused in words',
    (damages) => {
      const bytes = new Uint8Array(sound);
      for (const [at, byte] of damages) bytes[at] = byte;
      const header = new LuksHeader(bytes);
      try {
        const { algorithm } = checkLuksHeader(header);
        // Whatever is allocated for a key hangs on this.
        return header.keyLength <= 2 * algorithm.keyLength + 1;
      } catch (error) {
        return error instanceof FormatError;
      }
    },
  );
});
