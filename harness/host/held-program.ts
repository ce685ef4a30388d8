// A program that waits for a line on its standard input while others run.
import { PipedChild, type PipedStart } from './piped-child.ts';

export { OutOfTime } from './piped-child.ts';

/** What is run, and where. */
export type HeldStart = Omit<PipedStart, 'pipes' | 'stderr'>;

/** A program that was started. */
export class HeldProgram {
  readonly #child: PipedChild;
  #text = '';

  /** Throws what node:fs throws where there can be no pipes. */
  constructor(start: HeldStart) {
    this.#child = new PipedChild(start);
  }

  /** Waits until it has printed `prompt`, or has ended; false: it has. Throws OutOfTime. */
  waits(prompt: string): boolean {
    for (;;) {
      const more = this.#child.read();
      if (more === undefined) return false;
      this.#text += more.toString('latin1');
      if (this.#text.endsWith(prompt)) return true;
      if (more.length === 0) this.#child.wait();
    }
  }

  /** Tells it that no more lines come, and waits until it has ended. Throws OutOfTime. */
  end(): void {
    this.#child.endInput();
    try {
      for (let more = this.#child.read(); more !== undefined; more = this.#child.read()) {
        if (more.length === 0) this.#child.wait();
      }
    } finally {
      this.#child.close();
    }
  }
}
