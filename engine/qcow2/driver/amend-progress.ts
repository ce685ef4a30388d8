// How far an amend operation has come, over its parts: the work of a part is known only once it
// begins, so that of the parts to come is guessed from those that were.
import type { Progress } from '../../block/format.ts';

/** Adds up the parts of one operation. */
export class AmendProgress {
  readonly #parts: number;
  readonly #status: Progress;
  /** Parts that have ended. */
  #ended = 0;
  /** Work of those parts. */
  #done = 0;
  #lastTotal: number | undefined;

  constructor(parts: number, status: Progress) {
    this.#parts = parts;
    this.#status = status;
  }

  /** Begins the next part. What it is told counts for that part alone. */
  next(): Progress {
    let isFirst = true;
    return (done, total) => {
      if (isFirst && this.#lastTotal !== undefined) {
        this.#done += this.#lastTotal;
        this.#ended += 1;
      }
      isFirst = false;
      this.#lastTotal = total;
      const current = this.#done + total;
      const coming = Math.floor((current * (this.#parts - this.#ended - 1)) / (this.#ended + 1));
      this.#status(this.#done + done, current + coming);
    };
  }
}
