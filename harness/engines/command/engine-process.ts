// A program that speaks the engine protocol: one request is one line, and so is its answer.
import { closeSync, fstatSync, ftruncateSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { OutOfTime, PipedChild } from '../../host/piped-child.ts';
import { EngineStopped } from '../engine.ts';
import type { BelowChannel } from './below-channel.ts';
import { type Answer, type Greeting, parseAnswer, parseGreeting, ProtocolError } from './wire.ts';

/** What is started, and where. */
export interface ProcessStart {
  readonly argv: readonly [program: string, ...args: string[]];
  /** Its working directory. */
  readonly folder: string;
  /** Where its pipes are made, and its standard error is kept: not in the folder of the case. */
  readonly scratch: string;
  readonly env: NodeJS.ProcessEnv;
  /** Is asked before each call on a file, where the library for that is preloaded. */
  readonly below?: BelowChannel | undefined;
  /** Milliseconds since the epoch. */
  readonly deadline: number;
}

/** The program has gone, or says what nobody understands; with what it was asked. */
export class EngineBroken extends Error {
  override readonly name = 'EngineBroken';
}

/** Characters of one answer. */
const MAX_LINE = 256 * 1024 * 1024;
/** Bytes of its standard error that are shown. */
const SHOWN_ERRORS = 2000;
const NEWLINE = 10;
const MORE_LINES = 'it said more than one line';

/** A running engine. It is killed where it breaks the protocol, and by close(). */
export class EngineProcess {
  readonly greeting: Greeting;
  readonly #child: PipedChild;
  readonly #errors: number;
  /** What was printed behind the last line that was taken. */
  #pending: Buffer[] = [];
  #isGone = false;

  readonly #below: BelowChannel | undefined;

  /** Throws EngineBroken where it does not greet, and EngineStopped. */
  constructor({ argv, folder, scratch, env, below, deadline }: ProcessStart) {
    const [path, ...args] = argv;
    this.#errors = openSync(join(scratch, 'engine-errors'), 'w+');
    const stderr = this.#errors;
    this.#below = below;
    this.#child = new PipedChild({
      path,
      args,
      cwd: folder,
      pipes: scratch,
      env,
      stderr,
      deadline,
    });
    this.greeting = this.#guarded('its start', () => parseGreeting(this.#line()));
  }

  /** Asks, and waits for the answer. Throws EngineBroken and EngineStopped: it is gone then. */
  request(...words: readonly (string | number)[]): Answer {
    const line = words.join(' ');
    return this.#guarded(`'${line.length > 100 ? `${line.slice(0, 100)}...` : line}'`, () => {
      if (this.#isGone) throw new ProtocolError('it has ended');
      if ((this.#child.read() ?? []).length > 0) throw new ProtocolError(MORE_LINES);
      if (!this.#child.write(`${line}\n`)) throw new ProtocolError('it has ended');
      return parseAnswer(this.#line());
    });
  }

  /** Tells it to end at once, with nothing flushed; kills it where it cannot. */
  die(): void {
    if (!this.#isGone && this.greeting.serves.has('die')) {
      this.#child.write('die\n');
      this.#guarded("'die'", () => {
        for (let more = this.#child.read(); more !== undefined; more = this.#child.read()) {
          if (more.length === 0) this.#idle();
        }
      });
    }
    this.close();
  }

  /** It was ended. */
  get isGone(): boolean {
    return this.#isGone;
  }

  /** Kills it. */
  close(): void {
    if (this.#isGone) return;
    this.#isGone = true;
    this.#child.kill();
    this.#below?.close();
    closeSync(this.#errors);
  }

  #guarded<T>(asked: string, act: () => T): T {
    try {
      return act();
    } catch (error) {
      const said = this.#said();
      this.close();
      if (error instanceof OutOfTime) throw new EngineStopped(`no answer to ${asked} in time`);
      if (!(error instanceof ProtocolError)) throw error;
      throw new EngineBroken(`the engine broke at ${asked}: ${error.message}${said}`);
    }
  }

  /** Answers its calls on files, or lets a little time go by. */
  #idle(): void {
    if (this.#below?.serve() === true) this.#child.stir();
    else this.#child.wait();
  }

  /** The next line, without its end. Throws ProtocolError where there is none. */
  #line(): string {
    for (let length = 0; length <= MAX_LINE;) {
      const more = this.#child.read();
      if (more === undefined) throw new ProtocolError('it has ended');
      const end = more.indexOf(NEWLINE);
      if (end >= 0) {
        const line = Buffer.concat([...this.#pending, more.subarray(0, end)]).toString('latin1');
        if (end + 1 < more.length) {
          throw new ProtocolError(MORE_LINES);
        }
        this.#pending = [];
        return line.replace(/\r$/, '');
      }
      if (more.length === 0) this.#idle();
      else this.#pending.push(Buffer.from(more));
      length += more.length;
    }
    throw new ProtocolError(`its answer is longer than ${MAX_LINE} bytes`);
  }

  /** The end of what it wrote to its standard error, as a message shows it. */
  #said(): string {
    if (this.#isGone) return '';
    const { size } = fstatSync(this.#errors);
    const bytes = Buffer.alloc(Math.min(size, SHOWN_ERRORS));
    readSync(this.#errors, bytes, 0, bytes.length, size - bytes.length);
    ftruncateSync(this.#errors, 0);
    const text = bytes.toString('utf8').trimEnd();
    return text === '' ? '' : `\nits standard error ends:\n${text}`;
  }
}
