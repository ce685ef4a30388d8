// The progress line of qemu-img -p, on standard output, over and over from the start of the line.
import type { Session } from './session.ts';
import { fixed } from './text.ts';

/** Prints where the share is up by more than one per cent, or down, and at both ends; at once. */
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
    const isNear = this.#current >= this.#printed && this.#current <= this.#printed + 1;
    if (isNear && !isEnd) return;
    this.#printed = this.#current;
    if (!this.#isShown) return;
    this.#session.out(`    (${fixed(this.#current, 2)}/100%)\r`);
    this.#session.world.output.flush();
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
