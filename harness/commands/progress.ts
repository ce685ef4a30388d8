// The progress line of qemu-img -p: percentages with two digits, each over the one before.
import type { Session } from './session.ts';
import { fixed } from './text.ts';

/** Percents that it must go on before the line is printed again. */
const STEP = 1;

/** Prints nothing unless it is wanted. */
export class ProgressLine {
  readonly #session: Session;
  readonly #isShown: boolean;
  #last = 0;

  constructor(session: Session, isShown: boolean) {
    this.#session = session;
    this.#isShown = isShown;
  }

  /** `done` of `total` is done; QEMU counts in single precision. */
  tell(done: number, total: number): void {
    const part = Math.fround(Math.fround(100 * Math.fround(done)) / Math.fround(total));
    this.percent(Math.min(100, part));
  }

  percent(current: number): void {
    const isDue = current > Math.fround(this.#last + STEP) || current < this.#last;
    if (!isDue && current !== 0 && current !== 100) return;
    this.#last = current;
    if (!this.#isShown) return;
    this.#session.out(`    (${fixed(current, 2)}/100%)\r`);
    this.#session.world.output.flush();
  }

  /** Ends the line. */
  end(): void {
    if (this.#isShown) this.#session.out('\n');
  }
}
