// Standard error of a program that reports many lines one behind the other, as a check of a corrupt
// image does: each line is a call of the system, which costs more than finding what it tells.

/** Milliseconds within which a write is right behind another. */
const TOGETHER = 20;
/** Bytes that are held back at most. */
const MOST = 65_536;

/** Where bytes go: standard output (1) or standard error (2). */
export type WriteBytes = (fd: 1 | 2, bytes: Uint8Array) => void;

/**
 * Keeps the order of writes over both streams. Standard error is written at once, except right
 * behind an earlier write to it: then it is collected until some time has passed, the buffer is
 * full, or standard output is written.
 */
export class PacedWriter {
  readonly #write: WriteBytes;
  readonly #clock: () => number;
  #held: Uint8Array[] = [];
  #heldBytes = 0;
  #writtenAt = -Infinity;

  /** `clock` tells milliseconds. */
  constructor(write: WriteBytes, clock: () => number) {
    this.#write = write;
    this.#clock = clock;
  }

  out(bytes: Uint8Array): void {
    this.flush();
    this.#write(1, bytes);
  }

  err(bytes: Uint8Array): void {
    this.#held.push(bytes);
    this.#heldBytes += bytes.length;
    if (this.#heldBytes >= MOST || this.#clock() - this.#writtenAt > TOGETHER) this.flush();
  }

  /** Writes what is held back: at the end of the program, however it ends. */
  flush(): void {
    if (this.#heldBytes === 0) return;
    const all = Buffer.concat(this.#held);
    this.#held = [];
    this.#heldBytes = 0;
    this.#write(2, all);
    this.#writtenAt = this.#clock();
  }
}
