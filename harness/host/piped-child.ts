// A program that runs beside this one and is talked to synchronously, as all of a case runs: its
// input and output are named pipes, which are read and written without waiting.
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, readSync, writeSync } from 'node:fs';
import { makePipe } from './named-pipe.ts';
import { isSystemError } from './system-error.ts';

/** What is run, and where. */
export interface PipedStart {
  readonly path: string;
  readonly args: readonly string[];
  /** Its working directory. */
  readonly cwd: string;
  /** Where its pipes are made, for a moment; its working directory if not given. */
  readonly pipes?: string;
  readonly env: NodeJS.ProcessEnv;
  /** Descriptor that takes its standard error; absent: what it prints to either is one stream. */
  readonly stderr?: number;
  /** Milliseconds since the epoch after which nothing is waited for. */
  readonly deadline: number;
}

/** Bytes that are read at a time: what a pipe holds. */
const CHUNK = 65536;
/** Milliseconds between two looks: the first, growing to the last. */
const FIRST_PAUSE = 0.02;
const LAST_PAUSE = 1;

/** The program was killed at its deadline. */
export class OutOfTime extends Error {
  override readonly name = 'OutOfTime';
}

/** A program that was started; whoever did so ends it. */
export class PipedChild {
  readonly #child: ChildProcess;
  readonly #deadline: number;
  /** Open for writing: as long as it is, there is no end of the program's input. */
  #input: number | undefined;
  /** What the program prints; its end says that the program has ended. */
  #output: number | undefined;
  readonly #chunk = Buffer.allocUnsafe(CHUNK);
  readonly #clock = new Int32Array(new SharedArrayBuffer(4));
  #pause = FIRST_PAUSE;

  /** Throws what node:fs throws where there can be no pipes. */
  constructor({ path, args, cwd, pipes = cwd, env, stderr, deadline }: PipedStart) {
    this.#deadline = deadline;
    const input = makePipe(pipes, 'write');
    const output = makePipe(pipes, 'read');
    this.#input = input.write;
    this.#output = output.read;
    try {
      const stdio = [input.read, output.write, stderr ?? output.write];
      this.#child = spawn(path, args, { cwd, env, stdio });
    } finally {
      closeSync(input.read);
      closeSync(output.write);
    }
    // What cannot be started prints nothing, and has ended.
    this.#child.on('error', () => {});
    this.#child.unref();
  }

  /** What it has printed since, good until the next call; undefined: it has ended. */
  read(): Buffer | undefined {
    if (this.#output === undefined) return undefined;
    // Mostly there is nothing yet, which is an error: nobody asks where it comes from.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    try {
      const count = readSync(this.#output, this.#chunk);
      if (count > 0) this.#pause = FIRST_PAUSE;
      return count === 0 ? undefined : this.#chunk.subarray(0, count);
    } catch (error) {
      if (isSystemError(error) && error.code === 'EAGAIN') return this.#chunk.subarray(0, 0);
      throw error;
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
    }
  }

  /** Writes all of `text` to its input. False: it has ended, or its input has. Throws OutOfTime. */
  write(text: string): boolean {
    const bytes = Buffer.from(text);
    for (let done = 0; done < bytes.length;) {
      if (this.#input === undefined) return false;
      try {
        done += writeSync(this.#input, bytes, done);
        this.#pause = FIRST_PAUSE;
      } catch (error) {
        if (!isSystemError(error)) throw error;
        if (error.code === 'EPIPE') return false;
        if (error.code !== 'EAGAIN') throw error;
        this.wait();
      }
    }
    return true;
  }

  /** No lines come any more. */
  endInput(): void {
    if (this.#input !== undefined) closeSync(this.#input);
    this.#input = undefined;
  }

  /** Ends it at once, and lets go of its pipes. */
  kill(): void {
    this.#end();
    this.close();
  }

  /** What was never started has no number, and Node would signal this process's own group. */
  #end(): void {
    if (this.#child.pid !== undefined) this.#child.kill('SIGKILL');
  }

  /** Lets go of its pipes. */
  close(): void {
    this.endInput();
    if (this.#output !== undefined) closeSync(this.#output);
    this.#output = undefined;
  }

  /** Something has happened: the next wait is a short one. */
  stir(): void {
    this.#pause = FIRST_PAUSE;
  }

  /** Lets a little time go by. Throws OutOfTime, with the program killed. */
  wait(): void {
    if (Date.now() > this.#deadline) {
      this.#end();
      throw new OutOfTime('the program that was to wait was killed: no time left');
    }
    Atomics.wait(this.#clock, 0, 0, this.#pause);
    this.#pause = Math.min(LAST_PAUSE, this.#pause * 2);
  }
}
