// The anti-forensic split of LUKS: a key becomes many stripes, all of which are needed to get it
// back, so that what is left of some overwritten sectors is worth nothing.
import { xorInto } from '../base/cipher-blocks.ts';
import { writeU32 } from '../base/endian.ts';
import { type HashName, HASHES } from './algorithms.ts';
import { digest } from './hash.ts';

/** Bytes of the number that stands in front of a piece. */
const NUMBER = 4;

/** Every piece of digest length becomes the first bytes of the digest of its number and itself. */
function diffuse(hash: HashName, block: Uint8Array): void {
  const size = HASHES[hash];
  const numbered = new Uint8Array(NUMBER + Math.min(size, block.length));
  for (let index = 0; index * size < block.length; index += 1) {
    const piece = block.subarray(index * size, (index + 1) * size);
    writeU32(numbered, 0, index);
    numbered.set(piece, NUMBER);
    const found = digest(hash, numbered.subarray(0, NUMBER + piece.length));
    piece.set(found.subarray(0, piece.length));
  }
}

/** What all stripes but the last come to. */
function diffusedStripes(hash: HashName, stripes: Uint8Array, length: number): Uint8Array {
  const sum = new Uint8Array(length);
  for (let at = 0; at + length < stripes.length; at += length) {
    xorInto(sum, stripes.subarray(at, at + length));
    diffuse(hash, sum);
  }
  return sum;
}

/** Splits `key` into `count` stripes of its length, all but the last taken from `random`. */
export function splitKey(
  hash: HashName,
  key: Uint8Array,
  count: number,
  random: (length: number) => Uint8Array,
): Uint8Array {
  const stripes = new Uint8Array(key.length * count);
  stripes.set(random(key.length * (count - 1)));
  const last = stripes.subarray(-key.length);
  last.set(diffusedStripes(hash, stripes, key.length));
  xorInto(last, key);
  return stripes;
}

/** The key of `length` bytes that was split into `stripes`. */
export function mergeKey(hash: HashName, stripes: Uint8Array, length: number): Uint8Array {
  const key = diffusedStripes(hash, stripes, length);
  xorInto(key, stripes.subarray(-length));
  return key;
}
