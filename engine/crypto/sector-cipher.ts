// Encryption of sectors of 512 bytes, each by its number. All modes are made of the block cipher
// alone: it takes whole runs, while an object with an IV would have to be made for each sector.
import { assert } from '../base/assert.ts';
import { CIPHER_BLOCK, fillCounters, fillTweaks, xorInto } from '../base/cipher-blocks.ts';
import { Aes } from './aes.ts';
import {
  type CipherMode,
  type CipherSpec,
  keyLengthOf,
  refuseMissingCipher,
} from './algorithms.ts';
import { type IvGenerator, ivGenerator } from './iv.ts';

/** Bytes of the unit that is encrypted by itself. */
export const CIPHER_SECTOR = 512;
/** Bytes that are worked on at once. */
const PIECE = 64 * 1024;

/** Works on whole sectors with their IVs; may change `sectors`; returns what becomes of them. */
type Work = (sectors: Uint8Array, ivs: Uint8Array) => Uint8Array;

interface Works {
  readonly encrypt: Work;
  readonly decrypt: Work;
}

/** A key, and how it is used. */
export class SectorCipher {
  readonly #works: Works;
  readonly #ivs: IvGenerator;

  /** Throws FormatError for a cipher that is not here. `key` has `keyLengthOf(spec)` bytes. */
  constructor(spec: CipherSpec, key: Uint8Array) {
    refuseMissingCipher(spec);
    assert(key.length === keyLengthOf(spec), 'the key has the length that its cipher takes');
    this.#works = WORKS[spec.mode](key);
    this.#ivs = ivGenerator(spec, key);
  }

  /**
   * The encrypted form of whole sectors, the first of which has the number `first`; `plain` stays
   * as it is.
   */
  encrypt(plain: Uint8Array, first: number): Uint8Array {
    const encrypted = new Uint8Array(plain);
    this.#change(encrypted, first, this.#works.encrypt);
    return encrypted;
  }

  /** Decrypts whole sectors where they stand. */
  decryptInPlace(sectors: Uint8Array, first: number): void {
    this.#change(sectors, first, this.#works.decrypt);
  }

  #change(bytes: Uint8Array, first: number, work: Work): void {
    assert(bytes.length % CIPHER_SECTOR === 0, 'whole sectors are encrypted');
    const copy = new Uint8Array(Math.min(PIECE, bytes.length));
    for (let at = 0; at < bytes.length; at += PIECE) {
      const piece = copy.subarray(0, Math.min(PIECE, bytes.length - at));
      piece.set(bytes.subarray(at, at + piece.length));
      const ivs = this.#ivs(first + at / CIPHER_SECTOR, piece.length / CIPHER_SECTOR);
      bytes.set(work(piece, ivs), at);
    }
  }
}

const WORKS: Readonly<Record<CipherMode, (key: Uint8Array) => Works>> = { ecb, cbc, xts, ctr };

function ecb(key: Uint8Array): Works {
  const aes = new Aes(key);
  return { encrypt: (sectors) => aes.encrypt(sectors), decrypt: (sectors) => aes.decrypt(sectors) };
}

function cbc(key: Uint8Array): Works {
  const aes = new Aes(key);
  const chain = aes.chain();
  // What the chain would change the next block by.
  let last: Uint8Array = new Uint8Array(CIPHER_BLOCK);
  const encrypt: Work = (sectors, ivs) => {
    for (let at = 0, iv = 0; at < sectors.length; at += CIPHER_SECTOR, iv += CIPHER_BLOCK) {
      const sector = sectors.subarray(at, at + CIPHER_SECTOR);
      const head = sector.subarray(0, CIPHER_BLOCK);
      // The chain is put back to the sector's IV.
      xorInto(head, last);
      xorInto(head, ivs.subarray(iv, iv + CIPHER_BLOCK));
      sector.set(chain.update(sector));
      last = new Uint8Array(sector.subarray(-CIPHER_BLOCK));
    }
    return sectors;
  };
  const decrypt: Work = (sectors, ivs) => {
    const before = new Uint8Array(sectors.length);
    before.set(sectors.subarray(0, -CIPHER_BLOCK), CIPHER_BLOCK);
    for (let at = 0, iv = 0; at < sectors.length; at += CIPHER_SECTOR, iv += CIPHER_BLOCK) {
      before.set(ivs.subarray(iv, iv + CIPHER_BLOCK), at);
    }
    sectors.set(aes.decrypt(sectors));
    xorInto(sectors, before);
    return sectors;
  };
  return { encrypt, decrypt };
}

/** The first half of the key is that of the data, the second one that of the tweaks. */
function xts(key: Uint8Array): Works {
  const data = new Aes(key.subarray(0, key.length / 2));
  const tweak = new Aes(key.subarray(key.length / 2));
  const tweaks = new Uint8Array(PIECE);
  const withTweaks = (cipher: (blocks: Uint8Array) => Uint8Array): Work => {
    return (sectors, ivs) => {
      const used = tweaks.subarray(0, sectors.length);
      fillTweaks(used, tweak.encrypt(ivs), CIPHER_SECTOR);
      xorInto(sectors, used);
      sectors.set(cipher(sectors));
      xorInto(sectors, used);
      return sectors;
    };
  };
  return {
    encrypt: withTweaks((blocks) => data.encrypt(blocks)),
    decrypt: withTweaks((blocks) => data.decrypt(blocks)),
  };
}

/** The IV is the first counter block; encrypting and decrypting are the same. */
function ctr(key: Uint8Array): Works {
  const aes = new Aes(key);
  const counters = new Uint8Array(PIECE);
  const work: Work = (sectors, ivs) => {
    const used = counters.subarray(0, sectors.length);
    fillCounters(used, ivs, CIPHER_SECTOR);
    xorInto(sectors, aes.encrypt(used));
    return sectors;
  };
  return { encrypt: work, decrypt: work };
}
