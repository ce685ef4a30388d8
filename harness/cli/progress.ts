// How far a long command is, on standard error: on a terminal a line that is rewritten, elsewhere a
// new line every half a minute. The clock is of this file alone: nothing of it reaches a report.
import { progressLine, type Terminal } from '../report/progress-line.ts';

/** Milliseconds between two lines where there is no terminal. */
const BETWEEN_LINES = 30_000;

/** Shows how far a command is. */
export class Progress {
  readonly #stream: Terminal;
  readonly #rewrite: ((text: string) => void) | undefined;
  readonly #timer: NodeJS.Timeout | undefined;
  readonly #started = performance.now();
  #told = this.#started;
  #text = '';

  /** Tells it to `stream` until end() is called; keeps no process alive. */
  constructor(stream: Terminal = process.stderr, environment: NodeJS.ProcessEnv = process.env) {
    this.#stream = stream;
    const isTerminal = stream.isTTY === true && !environment['CI'];
    if (isTerminal) this.#rewrite = progressLine(stream, environment);
    else this.#timer = setInterval(() => this.#tell(), BETWEEN_LINES).unref();
  }

  /** Says where it is now; a line of its own is due where none was written for long. */
  at(text: string): void {
    this.#text = text;
    if (this.#rewrite !== undefined) this.#rewrite(text);
    else if (performance.now() - this.#told >= BETWEEN_LINES) this.#tell();
  }

  /** Takes the line away, so that others can be printed. */
  clear(): void {
    this.#rewrite?.('');
  }

  /** Tells nothing any more. */
  end(): void {
    clearInterval(this.#timer);
    this.clear();
  }

  #tell(): void {
    this.#told = performance.now();
    if (this.#text === '') return;
    const seconds = Math.round((this.#told - this.#started) / 1000);
    this.#stream.write(`${this.#text} (${seconds} s)\n`);
  }
}
