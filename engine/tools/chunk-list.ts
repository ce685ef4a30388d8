// Which chunks of a disk are still to be copied: runs of whole chunks, in the order of the disk.
import { assert } from '../base/assert.ts';

/** A run of chunks, as offsets in bytes. */
export interface ChunkRun {
  readonly offset: number;
  readonly length: number;
}

/** Marked from the front of the disk to its end, then taken in the same order. */
export class ChunkList {
  readonly chunkSize: number;
  /** Chunk numbers: first, and the one behind the last; runs never touch. */
  readonly #runs: { first: number; end: number }[] = [];
  #taken = 0;
  #count = 0;

  constructor(chunkSize: number) {
    this.chunkSize = chunkSize;
  }

  /** Bytes in chunks that are marked and not taken. */
  get length(): number {
    return this.#count * this.chunkSize;
  }

  /** Marks every chunk that the range touches; ranges come in ascending order. */
  add(offset: number, length: number): void {
    const first = Math.floor(offset / this.chunkSize);
    const end = Math.ceil((offset + length) / this.chunkSize);
    const last = this.#runs.at(-1);
    assert(last === undefined || first >= last.first, 'chunks are marked in ascending order');
    if (last !== undefined && first <= last.end) {
      this.#count += Math.max(0, end - last.end);
      last.end = Math.max(last.end, end);
    } else {
      this.#runs.push({ first, end });
      this.#count += end - first;
    }
  }

  /** Takes the next run, at most `limit` bytes of it; undefined when none is left. */
  take(limit: number): ChunkRun | undefined {
    const run = this.#runs[this.#taken];
    if (run === undefined) return undefined;
    const { first } = run;
    const count = Math.min(run.end - first, Math.max(1, Math.floor(limit / this.chunkSize)));
    run.first += count;
    if (run.first === run.end) this.#taken += 1;
    this.#count -= count;
    return { offset: first * this.chunkSize, length: count * this.chunkSize };
  }
}
