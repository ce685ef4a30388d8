// Keys and headers of LUKS without any file.
import { createHash, pbkdf2Sync } from 'node:crypto';
import { expect, test } from 'vitest';
import { mergeKey, splitKey } from './anti-forensic.ts';
import { CIPHER_ALGORITHMS } from './algorithms.ts';
import type { CryptoSource } from './crypto-source.ts';
import { checkLuksHeader, type LuksSpec } from './luks-checks.ts';
import { LuksHeader } from './luks-header.ts';
import {
  activeSlots,
  checkWork,
  fillSlot,
  freeSlot,
  makeMasterKey,
  unlockSlot,
} from './luks-keys.ts';

/** Random bytes that are the same in every run. */
function fixedSource(perSecond = 100): CryptoSource {
  let drawn = 0;
  return {
    random: (length) => {
      const bytes = new Uint8Array(length);
      for (let at = 0; at < length; at += 32) {
        const block = createHash('sha256')
          .update(`row ${(drawn += 1)}`)
          .digest();
        bytes.set(block.subarray(0, length - at), at);
      }
      return bytes;
    },
    iterationsPerSecond: () => perSecond,
  };
}

const [, , aes256] = CIPHER_ALGORITHMS;
if (aes256 === undefined) throw new Error('AES is there');
const SPEC: LuksSpec = {
  algorithm: aes256,
  mode: 'xts',
  ivGenerator: 'plain64',
  ivHash: undefined,
  hash: 'sha256',
};
const text = (word: string): Uint8Array => new TextEncoder().encode(word);

test('a key is in none of its stripes, and comes out of all of them', () => {
  const key = fixedSource().random(48);
  const stripes = splitKey('sha256', key, 100, fixedSource().random);
  expect(mergeKey('sha256', stripes, 48)).toEqual(key);
  stripes[17] = (stripes[17] ?? 0) ^ 1;
  expect(mergeKey('sha256', stripes, 48)).not.toEqual(key);
});

test('a new header is what its own checks ask for, and says what it was made of', () => {
  const source = fixedSource(80_000);
  const { header, masterKey } = makeMasterKey(SPEC, 1000n, source);
  expect(checkLuksHeader(header)).toEqual(SPEC);
  expect(header.text('uuid')).toMatch(/^\w{8}-\w{4}-4\w{3}-[89ab]\w{3}-\w{12}$/);
  expect(header.payloadStart).toBe(4040);
  expect(header.slots().map(({ start }) => start)).toEqual([
    8, 512, 1016, 1520, 2024, 2528, 3032, 3536,
  ]);
  expect(header.iterations).toBe(10_000);
  const digest = pbkdf2Sync(masterKey, header.salt, 10_000, 20, 'sha256');
  expect(digest.equals(header.keyDigest)).toBe(true);
});

test('each password opens its own slot alone', () => {
  const source = fixedSource();
  const { header, masterKey } = makeMasterKey(SPEC, 0n, source);
  const materials = ['one', 'two', ''].map((word, index) =>
    fillSlot(header, SPEC, { index, password: text(word), masterKey, iterTime: 0n }, source),
  );
  expect(activeSlots(header)).toEqual([0, 1, 2]);
  expect(freeSlot(header)).toBe(3);
  const open = (word: string, index: number): Uint8Array | undefined =>
    unlockSlot(header, SPEC, header.slot(index), {
      password: text(word),
      material: (materials[index] ?? new Uint8Array()).slice(),
    });
  expect(open('one', 0)).toEqual(masterKey);
  expect(open('two', 1)).toEqual(masterKey);
  expect(open('', 2)).toEqual(masterKey);
  expect(open('two', 0)).toBeUndefined();
  header.clearSlot(1);
  expect(activeSlots(header)).toEqual([0, 2]);
  expect(header.slot(1)).toMatchObject({ state: 'inactive', iterations: 0, start: 512 });
  expect(header.slot(1).salt).toEqual(new Uint8Array(32));
});

test('numbers of iterations that do not fit are told in the words of QEMU', () => {
  const make = (perSecond: number, time: bigint): void => {
    makeMasterKey(SPEC, time, fixedSource(perSecond));
  };
  expect(() => make(1000, 2n ** 64n - 1n)).toThrow(
    'PBKDF iterations 1000 too large to scale: Numerical result out of range',
  );
  expect(() => make(10 ** 9, 10n ** 7n)).toThrow(
    'PBKDF iterations 1250000000000 larger than 4294967295: Numerical result out of range',
  );
});

test('a header that asks for days of work is refused before any is done', () => {
  const { header } = makeMasterKey(SPEC, 0n, fixedSource());
  header.activateSlot(3, new Uint8Array(32), 2 ** 32 - 1);
  expect(() => checkWork(header, SPEC)).toThrow('blkdrill does not derive keys with so many');
  const hungry = new LuksHeader(header.bytes.slice());
  hungry.clearSlot(3);
  for (let index = 0; index < 8; index += 1) {
    hungry.activateSlot(index, new Uint8Array(32), 2 ** 25);
  }
  expect(() => checkWork(hungry, SPEC)).toThrow('blkdrill does not derive keys with so many');
  hungry.clearSlot(0);
  for (let index = 3; index < 8; index += 1) hungry.clearSlot(index);
  expect(() => checkWork(hungry, SPEC)).not.toThrow();
});

test('keys whose material is no whole number of sectors are neither made nor opened', () => {
  const aes192 = CIPHER_ALGORITHMS[1];
  if (aes192 === undefined) throw new Error('AES is there');
  const spec: LuksSpec = { ...SPEC, algorithm: aes192, mode: 'cbc' };
  expect(() => makeMasterKey(spec, 0n, fixedSource())).toThrow('blkdrill refuses keys of 24 bytes');
});
