// A buffer that is kept for one piece of work after the other: new bytes cost time to be zeroed and
// collected.

/** As long as the longest piece so far. */
export class KeptBytes {
  #bytes = new Uint8Array();

  /** So many bytes, whatever they hold; they are good until the next call. */
  take(length: number): Uint8Array {
    if (this.#bytes.length < length) this.#bytes = new Uint8Array(length);
    return this.#bytes.subarray(0, length);
  }
}
