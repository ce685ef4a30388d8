// The lines of a file, one after the other: files of a soak grow longer than a text can be.
import { closeSync, openSync, readSync } from 'node:fs';

const CHUNK = 65_536;
const NEWLINE = 10;

/** A line without its end. */
export interface FileLine {
  readonly text: string;
  /** Where it ends in the file, in bytes. */
  readonly end: number;
  /** The last one of a file may have been cut off. */
  readonly isWhole: boolean;
}

/** All lines of a file. Throws what opening and reading it throws. */
export function* linesOf(file: string): Generator<FileLine> {
  const descriptor = openSync(file, 'r');
  try {
    const chunk = Buffer.alloc(CHUNK);
    let held: Buffer[] = [];
    let end = 0;
    const join = (): string => {
      const text = Buffer.concat(held).toString();
      held = [];
      return text;
    };
    for (let got = 0; (got = readSync(descriptor, chunk)) > 0;) {
      let from = 0;
      for (let at = 0; (at = chunk.subarray(0, got).indexOf(NEWLINE, from)) >= 0; from = at + 1) {
        held.push(Buffer.from(chunk.subarray(from, at)));
        end += at + 1 - from;
        yield { text: join(), end, isWhole: true };
      }
      end += got - from;
      if (from < got) held.push(Buffer.from(chunk.subarray(from, got)));
    }
    if (held.length > 0) yield { text: join(), end, isWhole: false };
  } finally {
    closeSync(descriptor);
  }
}
