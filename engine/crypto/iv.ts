// IVs of sectors: what dm-crypt calls plain, plain64 and essiv.
import { CIPHER_BLOCK } from '../base/cipher-blocks.ts';
import { Aes } from './aes.ts';
import { type CipherSpec, essivKeyLength } from './algorithms.ts';
import { digest } from './hash.ts';

const TWO_32 = 2 ** 32;

/** Makes the IVs of `count` sectors from `first` on, 16 bytes each. */
export type IvGenerator = (first: number, count: number) => Uint8Array;

/** The generator that `spec` names, for data under `key`. Throws FormatError. */
export function ivGenerator({ ivGenerator, ivHash }: CipherSpec, key: Uint8Array): IvGenerator {
  if (ivGenerator !== 'essiv') {
    const isCut = ivGenerator === 'plain';
    return (first, count) => numbersOf(first, count, isCut);
  }
  const hash = ivHash ?? 'sha256';
  const aes = new Aes(digest(hash, key).subarray(0, essivKeyLength(hash)));
  return (first, count) => aes.encrypt(numbersOf(first, count, false));
}

/** Sector numbers, little endian, with zeroes behind; `isCut`: their low 32 bits alone. */
function numbersOf(first: number, count: number, isCut: boolean): Uint8Array {
  const ivs = new Uint8Array(count * CIPHER_BLOCK);
  const view = new DataView(ivs.buffer);
  for (let index = 0; index < count; index += 1) {
    const number = first + index;
    view.setUint32(index * CIPHER_BLOCK, number % TWO_32, true);
    if (!isCut) view.setUint32(index * CIPHER_BLOCK + 4, Math.floor(number / TWO_32), true);
  }
  return ivs;
}
