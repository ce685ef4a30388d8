// Bits, lowest first, gathered into bytes.

/** A growing run of bytes, written bit by bit. */
export class BitWriter {
  readonly #bytes: number[] = [];
  #pending = 0;
  #count = 0;

  /** Appends the low `length` bits of `value`, at most 16. */
  bits(value: number, length: number): void {
    this.#pending |= value << this.#count;
    this.#count += length;
    while (this.#count >= 8) {
      this.#bytes.push(this.#pending & 0xff);
      this.#pending >>>= 8;
      this.#count -= 8;
    }
  }

  /** Fills the present byte up with zero bits. */
  align(): void {
    if (this.#count > 0) this.bits(0, 8 - this.#count);
  }

  /** Appends whole bytes, at a byte's start. */
  append(bytes: Uint8Array): void {
    for (const byte of bytes) this.#bytes.push(byte);
  }

  get length(): number {
    return this.#bytes.length;
  }

  /** Everything up to the last whole byte. */
  take(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }
}
