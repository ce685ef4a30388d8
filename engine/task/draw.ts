// Random numbers that a seed determines: the only ones in the engine and in what explores it.
import seedrandom from 'seedrandom';

/** A stream of random numbers that its name alone determines. */
export class Draw {
  readonly #next: () => number;

  constructor(stream: string) {
    this.#next = seedrandom(stream);
  }

  /** From 0 to 1, 1 excluded. */
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
