// The write log of a run against the expected one, while it runs: the image that a difference is
// told of is still there.
import type { Engine } from '../engines/engine.ts';
import { ownerAt } from '../engines/layout.ts';
import { ioDifference } from '../golden/compare-io.ts';
import type { StepOutput } from '../golden/transcript.ts';
import {
  logTitle,
  parseWriteLog,
  readLines,
  type StepLog,
  WriteLogError,
} from '../golden/write-log.ts';
import type { ExpectedLog, Failure, WriteLogResult } from './outcome.ts';

const unreadable = ({ message }: WriteLogError): string =>
  `the write log cannot be read: ${message}`;

/** Follows one run of a case. */
export class WriteLogFollower {
  readonly #engine: Engine;
  readonly #expected: readonly StepLog[] | undefined;
  #next = 0;
  #isKept = false;
  #hasIo = false;
  #difference: Failure | undefined;

  /** Never throws: what is no write log is the first difference. */
  constructor(engine: Engine, expected: ExpectedLog) {
    this.#engine = engine;
    try {
      this.#expected = expected.text === undefined ? undefined : parseWriteLog(expected.text);
    } catch (error) {
      if (!(error instanceof WriteLogError)) throw error;
      this.#difference = { line: 1, title: 'write log', message: unreadable(error) };
    }
  }

  /** The first difference up to now. */
  get difference(): Failure | undefined {
    return this.#difference;
  }

  /** Takes the next step of the run; its world must be as the step has left it. */
  follow({ line, title, io }: StepOutput): void {
    if (io === undefined) return;
    this.#isKept = true;
    this.#hasIo ||= io !== '';
    if (this.#expected === undefined || this.#difference || io === '') return;
    const wanted = this.#expected[this.#next];
    this.#next += 1;
    if (wanted?.title !== logTitle(title)) {
      const has = wanted ? `'${wanted.title}'` : 'its end';
      const message = `I/O of this step, where the write log has ${has}`;
      this.#difference = { line, title, message };
    } else if (wanted.lines !== io) {
      this.#difference = { line, title, message: this.#compare(wanted.lines, io) };
    }
  }

  #compare(expected: string, actual: string): string {
    try {
      const ownerOf = (file: string, offset: number): string => this.#ownerOf(file, offset);
      const message = ioDifference(readLines(expected), readLines(actual), ownerOf);
      return message ?? 'the write log has the same I/O in other lines';
    } catch (error) {
      if (!(error instanceof WriteLogError)) throw error;
      return unreadable(error);
    }
  }

  /** What it comes to; `line` is where the case ends. */
  end(line: number, hasCrashed: boolean): WriteLogResult {
    const rest = this.#expected?.[this.#next];
    if (this.#isKept && !hasCrashed && rest !== undefined) {
      const message = `the write log goes on with '${rest.title}'`;
      this.#difference ??= { line, title: 'the end', message };
    }
    if (this.#difference !== undefined) {
      return { state: 'different', difference: this.#difference };
    }
    if (!this.#isKept || hasCrashed) return { state: 'not compared' };
    return { state: this.#expected === undefined && this.#hasIo ? 'missing' : 'equal' };
  }

  #ownerOf(file: string, offset: number): string {
    if (this.#engine.fileSize(file) === undefined) return '';
    const owner = ownerAt(this.#engine, file, offset);
    return owner === undefined ? '' : ` (${owner})`;
  }
}
