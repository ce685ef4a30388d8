// A file of a soak, read and checked line by line.
import { RequestError } from '../../cases/request-error.ts';
import { type FileLine, linesOf } from './lines.ts';
import { headerOf, resultOf, type SoakHeader, type SoakResult } from './record.ts';

/** A result with the line that holds it. */
export interface ResultLine {
  readonly result: SoakResult;
  /** With its end. */
  readonly text: string;
  /** Where it ends in the file, in bytes. */
  readonly end: number;
}

/** Reads a file from its header on. */
export class SoakReader {
  readonly file: string;
  readonly header: SoakHeader;
  /** Where the header ends, in bytes. */
  readonly headerEnd: number;
  /** The last line was cut off, and left out; known when all results were read. */
  isTorn = false;
  readonly #lines: Iterator<FileLine, unknown>;

  /** Throws RequestError where there is no header, and what opening throws. */
  constructor(file: string) {
    this.file = file;
    this.#lines = linesOf(file);
    const first = this.#next();
    const header = first?.isWhole === true ? headerOf(first.text) : undefined;
    if (first === undefined || header === undefined) {
      throw new RequestError([`${file}: its first line is no header of a soak`]);
    }
    this.header = header;
    this.headerEnd = first.end;
  }

  #next(): FileLine | undefined {
    const { done, value } = this.#lines.next();
    return done === true ? undefined : (value as FileLine);
  }

  /**
   * The results, whose subjects are of the shard and come in their order; once. Throws RequestError
   * where a line is none, or out of order.
   */
  *results(): Generator<ResultLine> {
    const { shard, shards } = this.header;
    let last = -1;
    for (let number = 2, line = this.#next(); line !== undefined; line = this.#next()) {
      if (!line.isWhole) {
        this.isTorn = true;
        return;
      }
      const place = `${this.file}:${number}`;
      const result = resultOf(line.text);
      if (result === undefined) throw new RequestError([`${place}: this is no result of a soak`]);
      const { subject } = result;
      if (subject % shards !== shard - 1) {
        throw new RequestError([`${place}: subject ${subject} is not of shard ${shard}/${shards}`]);
      }
      if (subject <= last) {
        throw new RequestError([`${place}: subject ${subject} comes behind subject ${last}`]);
      }
      last = subject;
      number += 1;
      yield { result, text: `${line.text}\n`, end: line.end };
    }
  }
}

/** What is said of a line that was cut off. */
export const tornText = (file: string): string => `${file}: the last line was cut off: left out`;
