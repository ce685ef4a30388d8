// Bytes that many runs of one step write and read: equal ones are kept once, so that they can be
// told apart by their numbers.

/** Bytes that are kept in all. */
const MOST = 32 * 1024 * 1024;

/** Knows bytes that have come before. */
export class KnownBytes {
  /** By length and the first four bytes. */
  readonly #known = new Map<string, Uint8Array[]>();
  readonly #numbers = new WeakMap<Uint8Array, number>();
  #count = 0;
  #size = 0;

  /** Equal bytes that nobody changes. */
  readonly keep = (bytes: Uint8Array): Uint8Array => {
    const key = `${bytes.length} ${bytes[0]} ${bytes[1]} ${bytes[2]} ${bytes[3]}`;
    let alike = this.#known.get(key);
    if (alike === undefined) this.#known.set(key, (alike = []));
    for (const known of alike) if (Buffer.compare(known, bytes) === 0) return known;
    const kept = bytes.slice();
    this.#numbers.set(kept, this.#count);
    this.#count += 1;
    if (this.#size + kept.length <= MOST) {
      this.#size += kept.length;
      alike.push(kept);
    }
    return kept;
  };

  /**
   * Bytes of one number are equal; equal ones may have two. Throws where keep() has not given them.
   */
  numberOf(kept: Uint8Array): number {
    const number = this.#numbers.get(kept);
    if (number === undefined) throw new Error('only bytes that were kept here have a number');
    return number;
  }
}
