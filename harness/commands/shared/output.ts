// The two output streams of a program, in the order in which QEMU's reach their reader: standard
// output to a pipe is buffered in blocks of 4096 bytes and written at exit, standard error is not
// buffered. So in one merged transcript an error stands before the text that was printed before it.
import { encodeText } from '../../../engine/index.ts';

/** Bytes that the C library collects before it writes to what is not a terminal. */
const BLOCK = 4096;

export type StreamName = 'stdout' | 'stderr';

/** Takes what a stream writes, in order. */
export type OutputSink = (stream: StreamName, bytes: Uint8Array) => void;

/** Standard output and standard error of one run of a program. */
export class Output {
  readonly #sink: OutputSink;
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;

  constructor(sink: OutputSink) {
    this.#sink = sink;
  }

  /** Prints to standard output; it reaches the sink when a block is full, or at flush(). */
  out(text: string): void {
    const bytes = encodeText(text);
    if (bytes.length === 0) return;
    this.#pending.push(bytes);
    this.#pendingBytes += bytes.length;
    if (this.#pendingBytes > BLOCK) {
      // A block is written when the byte after it arrives, not when it is just full.
      this.#write(this.#pendingBytes - 1 - ((this.#pendingBytes - 1) % BLOCK));
    }
  }

  /** Prints to standard error, at once. */
  err(text: string): void {
    this.#sink('stderr', encodeText(text));
  }

  /** Writes what standard output holds back: at exit, and where a prompt is shown. */
  flush(): void {
    this.#write(this.#pendingBytes);
  }

  /** Forgets what standard output holds back: the program has crashed. */
  drop(): void {
    this.#pending = [];
    this.#pendingBytes = 0;
  }

  #write(count: number): void {
    if (count === 0) return;
    const all = new Uint8Array(this.#pendingBytes);
    let at = 0;
    for (const piece of this.#pending) {
      all.set(piece, at);
      at += piece.length;
    }
    this.#sink('stdout', all.slice(0, count));
    const rest = all.slice(count);
    this.#pending = rest.length === 0 ? [] : [rest];
    this.#pendingBytes = rest.length;
  }
}

/**
 * Collects what programs print: both streams merged as a shared pipe would show them, and each
 * alone.
 */
export class Transcript {
  readonly #decoders = {
    merged: new TextDecoder(),
    stdout: new TextDecoder(),
    stderr: new TextDecoder(),
  };
  #merged = '';
  #stdout = '';
  #stderr = '';

  readonly sink: OutputSink = (stream, bytes) => {
    this.#merged += this.#decoders.merged.decode(bytes, { stream: true });
    if (stream === 'stdout') {
      this.#stdout += this.#decoders.stdout.decode(bytes, { stream: true });
    } else {
      this.#stderr += this.#decoders.stderr.decode(bytes, { stream: true });
    }
  };

  get merged(): string {
    return this.#merged;
  }

  get stdout(): string {
    return this.#stdout;
  }

  get stderr(): string {
    return this.#stderr;
  }
}
