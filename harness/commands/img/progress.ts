// The line of `-p`: how far a verb has come, in percent, printed over itself.
import type { Session } from '../shared/session.ts';
import { fixed } from '../shared/text.ts';

/**
 * Percentages are single precision, as QEMU keeps them: when they are printed depends on how they
 * were added up. Without `isShown` nothing is printed at all.
 */
export class Progress {
  readonly #session: Session;
  readonly #isShown: boolean;
  /** The next percentage is printed when it is more than so much away from the last one. */
  readonly #step: number;
  #current = 0;
  #printed = 0;

  constructor(session: Session, isShown: boolean, step = 1) {
    this.#session = session;
    this.#isShown = isShown;
    this.#step = step;
  }

  /** Goes to that many percent. */
  set(percent: number): void {
    this.#goTo(Math.fround(percent));
  }

  /** Goes on by that many percent. */
  add(percent: number): void {
    const share = Math.fround(Math.fround(percent) / 100);
    this.#goTo(Math.fround(this.#current + Math.fround(share * 100)));
  }

  #goTo(percent: number): void {
    const current = Math.min(percent, 100);
    this.#current = current;
    const hasMoved = Math.abs(current - this.#printed) > this.#step;
    if (!hasMoved && current !== 100 && current !== 0) return;
    this.#printed = current;
    if (!this.#isShown) return;
    this.#session.out(`    (${fixed(current, 2)}/100%)\r`);
    this.#session.world.output.flush();
  }

  /** Ends the line. */
  end(): void {
    if (this.#isShown) this.#session.out('\n');
  }
}
