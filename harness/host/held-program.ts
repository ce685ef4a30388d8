// A program that waits for a line on its standard input while others run: synchronously, as all of
// a case runs, so it is talked to by named pipes, which are read without waiting.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, constants, openSync, readSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isSystemError } from './system-error.ts';

/** What is run, and where. */
export interface HeldStart {
  readonly path: string;
  readonly args: readonly string[];
  /** Its pipes are made there as well. */
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Milliseconds since the epoch after which nothing is waited for. */
  readonly deadline: number;
}

const { O_RDONLY, O_RDWR, O_WRONLY, O_NONBLOCK } = constants;
/** Bytes that are read at a time. */
const CHUNK = 4096;
/** Milliseconds between two looks. */
const PAUSE = 1;

/** The program was killed at its deadline. */
export class OutOfTime extends Error {
  override readonly name = 'OutOfTime';
}

/** A program that was started. */
export class HeldProgram {
  readonly #child: ChildProcess;
  readonly #deadline: number;
  /** Open for writing: as long as it is, there is no end of the program's input. */
  readonly #input: number;
  /** What the program prints; its end says that the program has ended. */
  readonly #output: number;
  #text = '';

  /** Throws what node:fs throws where there can be no pipes. */
  constructor({ path, args, cwd, env, deadline }: HeldStart) {
    this.#deadline = deadline;
    const [input = '', output = ''] = ['held-input', 'held-output'].map((name) => join(cwd, name));
    spawnSync('mkfifo', [input, output], { stdio: 'ignore' });
    this.#input = openSync(input, O_RDWR + O_NONBLOCK);
    const read = openSync(input, O_RDONLY);
    this.#output = openSync(output, O_RDONLY + O_NONBLOCK);
    const write = openSync(output, O_WRONLY);
    for (const name of [input, output]) rmSync(name);
    try {
      this.#child = spawn(path, args, { cwd, env, stdio: [read, write, write] });
    } finally {
      closeSync(read);
      closeSync(write);
    }
    // What cannot be started prints nothing, and has ended.
    this.#child.on('error', () => {});
    this.#child.unref();
  }

  /** Waits until it has printed `prompt`, or has ended; false: it has. Throws OutOfTime. */
  waits(prompt: string): boolean {
    for (;;) {
      const more = this.#read();
      if (more === undefined) return false;
      if (this.#text.endsWith(prompt)) return true;
      if (more === '') this.#pause();
    }
  }

  /** Tells it that no more lines come, and waits until it has ended. Throws OutOfTime. */
  end(): void {
    closeSync(this.#input);
    try {
      for (let more = this.#read(); more !== undefined; more = this.#read()) {
        if (more === '') this.#pause();
      }
    } finally {
      closeSync(this.#output);
    }
  }

  /** What it has printed since; undefined: it has ended. */
  #read(): string | undefined {
    const bytes = Buffer.alloc(CHUNK);
    try {
      const count = readSync(this.#output, bytes);
      if (count === 0) return undefined;
      const more = bytes.toString('utf8', 0, count);
      this.#text += more;
      return more;
    } catch (error) {
      if (isSystemError(error) && error.code === 'EAGAIN') return '';
      throw error;
    }
  }

  /** Throws OutOfTime, with the program killed. */
  #pause(): void {
    if (Date.now() > this.#deadline) {
      this.#child.kill('SIGKILL');
      throw new OutOfTime('the program that was to wait was killed: no time left');
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
  }
}
