// What ciphers do to runs of 16-byte blocks, beside the block cipher itself.

/** Bytes of a block. */
export const CIPHER_BLOCK = 16;

const isWordAligned = (bytes: Uint8Array): boolean =>
  bytes.byteOffset % 4 === 0 && bytes.length % 4 === 0;

const wordsOf = (bytes: Uint8Array): Uint32Array =>
  new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);

/** Changes each byte of `target` by exclusive or with the one of `other` at the same place. */
export function xorInto(target: Uint8Array, other: Uint8Array): void {
  if (isWordAligned(target) && isWordAligned(other)) {
    const words = wordsOf(target);
    const others = wordsOf(other);
    for (let at = 0; at < words.length; at += 1) {
      words[at] = (words[at] as number) ^ (others[at] as number);
    }
    return;
  }
  for (let at = 0; at < target.length; at += 1) {
    target[at] = (target[at] as number) ^ (other[at] as number);
  }
}

/**
 * Fills `target` with tweaks of XTS (IEEE 1619): each block of `first` begins a unit of `unit`
 * bytes, and every further block of the unit is the one before times x, in GF(2^128).
 */
export function fillTweaks(target: Uint8Array, first: Uint8Array, unit: number): void {
  const from = new DataView(first.buffer, first.byteOffset, first.length);
  const to = new DataView(target.buffer, target.byteOffset, target.length);
  for (let begin = 0, at = 0; begin < target.length; begin += unit, at += CIPHER_BLOCK) {
    let [a, b] = [from.getUint32(at, true), from.getUint32(at + 4, true)];
    let [c, d] = [from.getUint32(at + 8, true), from.getUint32(at + 12, true)];
    for (let place = begin; place < begin + unit; place += CIPHER_BLOCK) {
      to.setUint32(place, a, true);
      to.setUint32(place + 4, b, true);
      to.setUint32(place + 8, c, true);
      to.setUint32(place + 12, d, true);
      const carry = d >>> 31;
      d = (d << 1) | (c >>> 31);
      c = (c << 1) | (b >>> 31);
      b = (b << 1) | (a >>> 31);
      a = (a << 1) ^ (carry * 0x87);
    }
  }
}

/**
 * Fills `target` with counter blocks: each block of `first` begins a unit of `unit` bytes, and
 * every further block of the unit is the one before plus one, as a big-endian number.
 */
export function fillCounters(target: Uint8Array, first: Uint8Array, unit: number): void {
  const counter = new Uint8Array(CIPHER_BLOCK);
  for (let begin = 0, at = 0; begin < target.length; begin += unit, at += CIPHER_BLOCK) {
    counter.set(first.subarray(at, at + CIPHER_BLOCK));
    for (let place = begin; place < begin + unit; place += CIPHER_BLOCK) {
      target.set(counter, place);
      countUp(counter);
    }
  }
}

/** Adds one; after the highest number comes zero. */
function countUp(counter: Uint8Array): void {
  for (let at = CIPHER_BLOCK - 1; at >= 0; at -= 1) {
    const next = ((counter[at] as number) + 1) & 0xff;
    counter[at] = next;
    if (next !== 0) return;
  }
}
