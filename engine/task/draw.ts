// Chance that a seed decides: the one source of it in the engine and in what explores it.
import seedrandom from 'seedrandom';

/** A stream of chance that its name alone decides. */
export class Draw {
  readonly #next: () => number;

  constructor(stream: string) {
    this.#next = seedrandom(stream);
  }

  /** From 0 up to, but without, 1. */
  fraction(): number {
    return this.#next();
  }

  /** A whole number below `count`. */
  below(count: number): number {
    return Math.floor(this.#next() * count);
  }

  /** True once in so many. */
  onceIn(count: number): boolean {
    return this.below(count) === 0;
  }
}
