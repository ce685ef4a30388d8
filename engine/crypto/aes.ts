// AES on whole runs of blocks, each block by itself.
import { type Cipher, createCipheriv, createDecipheriv, type Decipher } from 'node:crypto';

/** One key: 16, 24 or 32 bytes. */
export class Aes {
  readonly #name: string;
  readonly #key: Uint8Array;
  // No block depends on another one, so an object can be used again and again.
  readonly #encryption: Cipher;
  #decryption: Decipher | undefined;

  constructor(key: Uint8Array) {
    this.#name = `aes-${key.length * 8}`;
    this.#key = new Uint8Array(key);
    this.#encryption = createCipheriv(`${this.#name}-ecb`, this.#key, null).setAutoPadding(false);
  }

  /** Encrypts each block of 16 bytes; returns new bytes. */
  encrypt(blocks: Uint8Array): Uint8Array {
    return this.#encryption.update(blocks);
  }

  /** The reverse. */
  decrypt(blocks: Uint8Array): Uint8Array {
    this.#decryption ??= createDecipheriv(`${this.#name}-ecb`, this.#key, null).setAutoPadding(
      false,
    );
    return this.#decryption.update(blocks);
  }

  /** Something that encrypts runs in which each block is changed by the encrypted one before. */
  chain(): { update(blocks: Uint8Array): Uint8Array } {
    const start = new Uint8Array(16);
    return createCipheriv(`${this.#name}-cbc`, this.#key, start).setAutoPadding(false);
  }
}
