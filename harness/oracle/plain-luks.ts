// Encrypted disks read by the specification of LUKS1 and that of qcow2 alone, with Node's own
// cryptography and without the engine's: what explorations hold the engine against. It changes
// nothing, and takes whole files as bytes.
import { createCipheriv, createDecipheriv, createHash, pbkdf2Sync } from 'node:crypto';
import { PlainError } from './plain-image.ts';

const SECTOR = 512;
const HEADER = 592;
const SLOTS = { count: 8, at: 208, length: 48 } as const;
const ACTIVE = 0x00ac71f3;
const INACTIVE = 0x0000dead;
const DIGEST = 20;
const SALT = 32;
/** No volume that the harness makes comes near: more is a header that is wrong. */
const MOST_ITERATIONS = 1_000_000;
const LONGEST_KEY = 64;
const MOST_STRIPES = 4000;

/** A key slot as the header tells it. */
export interface PlainSlot {
  readonly state: 'active' | 'inactive' | 'neither';
  readonly iterations: number;
  readonly salt: Uint8Array;
  /** Where its key material begins, in bytes, and how long it is. */
  readonly offset: number;
  readonly length: number;
}

/** How sectors are encrypted: 'aes-128', 'cbc', 'essiv', 'sha256'. */
interface PlainCipher {
  readonly bits: number;
  readonly mode: string;
  readonly generator: string;
  readonly generatorHash: string;
}

/** Decrypts whole sectors, the first of which has that number. */
export type PlainDecrypter = (sectors: Uint8Array, first: number) => Uint8Array;

/** What passwords gave: each costs some thousand digests. The oldest go. */
const KNOWN = new Map<string, Buffer | undefined>();
const MOST_KNOWN = 512;

/** A LUKS header with its key slots; throws PlainError where it is none. */
export class PlainLuks {
  readonly #bytes: Buffer;
  readonly #cipher: PlainCipher;
  readonly #hash: string;
  readonly #keyLength: number;
  readonly slots: readonly PlainSlot[];
  /** Where the disk begins, in bytes, where it stands behind the header. */
  readonly payload: number;

  /** `bytes` begin with the header. */
  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const isThere = bytes.length >= HEADER && this.#bytes.readUInt32BE(0) === 0x4c554b53;
    if (!isThere || this.#bytes.readUInt32BE(4) !== 0xbabe0001) {
      throw new PlainError('it does not begin as LUKS volumes do');
    }
    this.#hash = this.#text(72);
    this.#keyLength = this.#bytes.readUInt32BE(108);
    if (this.#keyLength > LONGEST_KEY) throw new PlainError(`a key of ${this.#keyLength} bytes`);
    const [mode = '', generator = '', generatorHash = ''] = this.#text(40).split(/[-:]/);
    if (this.#text(8) !== 'aes') throw new PlainError(`the cipher ${this.#text(8)}`);
    const bits = (this.#keyLength * 8) / (mode === 'xts' ? 2 : 1);
    this.#cipher = { bits, mode, generator, generatorHash };
    this.payload = this.#bytes.readUInt32BE(104) * SECTOR;
    this.slots = Array.from({ length: SLOTS.count }, (_none, index) => this.#slot(index));
  }

  #text(at: number): string {
    const end = this.#bytes.indexOf(0, at);
    return this.#bytes.toString('latin1', at, Math.min(end, at + 32));
  }

  #slot(index: number): PlainSlot {
    const at = SLOTS.at + index * SLOTS.length;
    const state = this.#bytes.readUInt32BE(at);
    const stripes = this.#bytes.readUInt32BE(at + 44);
    if (stripes > MOST_STRIPES) throw new PlainError(`slot ${index} has ${stripes} stripes`);
    return {
      state: state === ACTIVE ? 'active' : state === INACTIVE ? 'inactive' : 'neither',
      iterations: this.#bytes.readUInt32BE(at + 4),
      salt: this.#bytes.subarray(at + 8, at + 8 + SALT),
      offset: this.#bytes.readUInt32BE(at + 40) * SECTOR,
      length: stripes * this.#keyLength,
    };
  }

  /** The key material of a slot. */
  material({ offset, length }: PlainSlot): Uint8Array {
    return this.#bytes.subarray(offset, offset + length);
  }

  /** The key of the disk, where the password opens that slot. Throws PlainError. */
  unlock(index: number, password: string): Buffer | undefined {
    const slot = this.slots[index];
    if (slot?.state !== 'active') return undefined;
    const digest = createHash('sha1').update(password).update('\0');
    const fields = this.#bytes.subarray(0, SLOTS.at);
    const own = [slot.salt, Buffer.from(String(slot.iterations)), this.material(slot)];
    for (const part of [fields, ...own]) digest.update(part);
    const name = digest.digest('hex');
    if (!KNOWN.has(name)) {
      const [oldest = ''] = KNOWN.keys();
      if (KNOWN.size >= MOST_KNOWN) KNOWN.delete(oldest);
      KNOWN.set(name, this.#open(slot, password));
    }
    return KNOWN.get(name);
  }

  #open(slot: PlainSlot, password: string): Buffer | undefined {
    const length = this.#keyLength;
    const key = this.#derive(password, slot.salt, slot.iterations, length);
    const material = this.material(slot);
    if (material.length < slot.length) throw new PlainError('a slot lies behind the end');
    // The last sector of the material need not be a whole one.
    const padded = Buffer.alloc(Math.ceil(slot.length / SECTOR) * SECTOR);
    padded.set(material);
    const stripes = decrypter(this.#cipher, key)(padded, 0).subarray(0, slot.length);
    const found = merge(this.#hash, stripes, length);
    const [salt, iterations] = [this.#bytes.subarray(132, 132 + SALT), 164];
    const known = this.#derive(found, salt, this.#bytes.readUInt32BE(iterations), DIGEST);
    return known.equals(this.#bytes.subarray(112, 112 + DIGEST)) ? found : undefined;
  }

  #derive(password: string | Uint8Array, salt: Uint8Array, count: number, length: number): Buffer {
    if (count < 1 || count > MOST_ITERATIONS) throw new PlainError(`${count} iterations`);
    return pbkdf2Sync(password, salt, count, length, this.#hash);
  }

  /** What reads the disk, where one of the passwords opens a slot; undefined: none does. */
  decrypterOf(passwords: readonly string[]): PlainDecrypter | undefined {
    for (const index of this.slots.keys()) {
      for (const password of passwords) {
        const key = this.unlock(index, password);
        if (key !== undefined) return decrypter(this.#cipher, key);
      }
    }
    return undefined;
  }
}

/** Gets a key back that was split into stripes of its length. */
function merge(hash: string, stripes: Uint8Array, length: number): Buffer {
  const size = createHash(hash).digest().length;
  const sum = Buffer.alloc(length);
  for (let at = 0; at < stripes.length; at += length) {
    if (at > 0) diffuse(hash, size, sum);
    for (let index = 0; index < length; index += 1) {
      sum[index] = exclusiveOr(sum[index] ?? 0, stripes[at + index] ?? 0);
    }
  }
  return sum;
}

/** Exclusive or of two bytes. */
const XOR = Array.from({ length: 256 }, (_none, one) =>
  Uint8Array.from({ length: 256 }, (_nothing, other) => {
    let value = 0;
    for (let bit = 1; bit < 256; bit *= 2) {
      if (Math.floor(one / bit) % 2 !== Math.floor(other / bit) % 2) value += bit;
    }
    return value;
  }),
);

const exclusiveOr = (one: number, other: number): number => XOR[one]?.[other] ?? 0;

/** Each piece as long as a digest becomes the digest of its number, in four bytes, and itself. */
function diffuse(hash: string, size: number, block: Buffer): void {
  const number = Buffer.alloc(4);
  for (let piece = 0; piece * size < block.length; piece += 1) {
    number.writeUInt32BE(piece);
    const old = block.subarray(piece * size, (piece + 1) * size);
    const digest = createHash(hash).update(number).update(old).digest();
    old.set(digest.subarray(0, old.length));
  }
}

/** IVs by sector numbers: those, little endian, or encrypted with a digest of the key. */
function vectors({ generator, generatorHash }: PlainCipher, key: Buffer): (at: number) => Buffer {
  const plain = (sector: number): Buffer => {
    const vector = Buffer.alloc(16);
    vector.writeUInt32LE(sector % 2 ** 32);
    if (generator !== 'plain') vector.writeUInt32LE(Math.floor(sector / 2 ** 32), 4);
    return vector;
  };
  if (generator !== 'essiv') return plain;
  const salt = createHash(generatorHash).update(key).digest();
  return (sector) => {
    const cipher = createCipheriv(`aes-${salt.length * 8}-ecb`, salt, null).setAutoPadding(false);
    return cipher.update(plain(sector));
  };
}

function decrypter(cipher: PlainCipher, key: Buffer): PlainDecrypter {
  const { bits, mode } = cipher;
  const name = `aes-${bits}-${mode}`;
  const vector = vectors(cipher, key);
  return (sectors, first) => {
    const disk = new Uint8Array(sectors.length);
    for (let at = 0; at < sectors.length; at += SECTOR) {
      const iv = mode === 'ecb' ? null : vector(first + at / SECTOR);
      const decipher = createDecipheriv(name, key, iv).setAutoPadding(false);
      disk.set(decipher.update(sectors.subarray(at, at + SECTOR)), at);
    }
    return disk;
  };
}

/**
 * What reads a disk that the old method of qcow2 encrypts: AES of 128 bits, chained, with the first
 * 16 bytes of the password as its key, and sectors counted on the disk.
 */
export function oldDecrypter(password: string): PlainDecrypter {
  const key = Buffer.alloc(16);
  key.set(Buffer.from(password).subarray(0, 16));
  return decrypter({ bits: 128, mode: 'cbc', generator: 'plain64', generatorHash: '' }, key);
}
