// The progress line of qemu-img -p, on standard output, over and over from the start of the line.
import type { Session } from './session.ts';
import { fixed } from './text.ts';

/** Prints only where the share has changed by more than one per cent, and at both ends. */
export class ProgressLine {
  readonly #session: Session;
  readonly #isShown: boolean;
  #current = 0;
  #printed = 0;

  constructor(session: Session, isShown: boolean) {
    this.#session = session;
    this.#isShown = isShown;
    this.set(0);
  }

  /** Sets the share, in per cent. */
  set(percent: number): void {
    this.#current = Math.min(100, percent);
    const isEnd = this.#current === 0 || this.#current === 100;
    if (!isEnd && Math.abs(this.#current - this.#printed) <= 1) return;
    this.#printed = this.#current;
    if (this.#isShown) this.#session.out(`    (${fixed(this.#current, 2)}/100%)\r`);
  }

  /** Adds to the share, in per cent. */
  advance(percent: number): void {
    this.set(this.#current + percent);
  }

  /** Goes on to the next line. */
  end(): void {
    if (this.#isShown) this.#session.out('\n');
  }
}
