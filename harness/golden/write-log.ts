// golden/NNN.io, the expected write log of a case: what each step changes in files and makes
// durable, in its order.
//
//     blkdrill write log 1
//     - create
//      T0 T10000 0+10000:aB F
//      @t.base 200:xY F
//     - io: write 0 4k
//      400:Ks F
//     = create
//
// A step begins with `-` and its title. A line of I/Os ends with a flush, where there is one: what
// stands on it may reach the disk in any order. `@` and a name say which file is meant from there
// on; each step begins with t.qcow2. A step with `=` does what the last step of that title did,
// with `=2` what the last one did that was unlike that, and so on. Steps without I/O are left out.
import { failedWord, readWord } from './io-word.ts';

/** What one step did to files. */
export interface StepLog {
  /** The step in a few words; not its line: a comment more in the case changes nothing. */
  readonly title: string;
  /** Its I/O as lines, each with a blank in front and a newline behind. */
  readonly lines: string;
}

/** One I/O: a file of the case, and the I/O as a word (io-word.ts). */
export interface FileIo {
  readonly file: string;
  readonly word: string;
}

/** A file that is no write log, with its place. */
export class WriteLogError extends Error {
  override readonly name = 'WriteLogError';
}

const HEADER = 'blkdrill write log 1';
const MAIN_FILE = 't.qcow2';
const WIDTH = 96;

/**
 * A title as write logs have it: without what a matrix filled in, which would make a title of each
 * combination.
 */
export const logTitle = (title: string): string =>
  title.replace(/ \[[^\]]*\]$/, '').replaceAll(/\s+/g, ' ');

/** A name without blanks, and back. */
const escaped = (name: string): string =>
  name.replaceAll(/[\s%@]/g, (sign) => `%${sign.charCodeAt(0)};`);
const unescaped = (name: string): string =>
  name.replaceAll(/%(\d{1,5});/g, (_all, code: string) => String.fromCharCode(Number(code)));

/** Makes the lines of one step. */
export class IoLines {
  readonly #words: string[] = [];
  #file = MAIN_FILE;

  /** Returns the number of the I/O. */
  add(file: string, word: string): number {
    const isThere = file === this.#file;
    this.#file = file;
    return this.#words.push(isThere ? word : `@${escaped(file)} ${word}`) - 1;
  }

  /** The I/O of that number failed. */
  fail(number: number, errno: number): void {
    this.#words[number] = failedWord(this.#words[number] as string, errno);
  }

  get text(): string {
    let text = '';
    let line = '';
    for (const word of this.#words) {
      line += ` ${word}`;
      if (line.length < WIDTH && !/^F|^@\S+ F/.test(word)) continue;
      text += `${line}\n`;
      line = '';
    }
    return line === '' ? text : `${text}${line}\n`;
  }
}

/** The I/O of one step. Throws WriteLogError where the lines hold something else. */
export function readLines(lines: string): readonly FileIo[] {
  const ios: FileIo[] = [];
  let file = MAIN_FILE;
  for (const word of lines.split(/\s+/).filter((part) => part !== '')) {
    if (word.startsWith('@')) file = unescaped(word.slice(1));
    else if (readWord(word) !== undefined) ios.push({ file, word });
    else throw new WriteLogError(`'${word}' is no I/O`);
  }
  return ios;
}

/** What steps of one title have done so far: all that differ, the last one first. */
class Known<T> {
  readonly #byTitle = new Map<string, T[]>();

  of(title: string): readonly T[] {
    return this.#byTitle.get(title) ?? [];
  }

  add(title: string, done: T): void {
    this.#byTitle.set(title, [done, ...this.of(title).filter((other) => other !== done)]);
  }
}

/** The file for these steps. */
export function formatWriteLog(steps: readonly StepLog[]): string {
  const known = new Known<string>();
  const parts = [`${HEADER}\n`];
  for (const { title, lines } of steps) {
    const name = logTitle(title);
    const at = known.of(name).indexOf(lines);
    if (at < 0) parts.push(`- ${name}\n${lines}`);
    else parts.push(`=${at === 0 ? '' : at + 1} ${name}\n`);
    known.add(name, lines);
  }
  return parts.join('');
}

/**
 * Reads a file back; what its lines of I/O hold is not looked at. Throws WriteLogError, whose
 * message begins with the number of a line.
 */
export function parseWriteLog(text: string): readonly StepLog[] {
  const [header, ...lines] = text.split('\n');
  if (header !== HEADER) throw new WriteLogError(`line 1: not '${HEADER}'`);
  const steps: { title: string; lines: string }[] = [];
  const known = new Known<string>();
  /** The step whose lines follow. */
  let open: { title: string; lines: string } | undefined;
  const close = (): void => {
    if (open !== undefined) known.add(open.title, open.lines);
    open = undefined;
  };
  for (const [index, line] of lines.entries()) {
    if (line.startsWith(' ') && open !== undefined) {
      open.lines += `${line}\n`;
      continue;
    }
    close();
    const [, , again, title] = /^(-|=(\d*)) (.*)$/.exec(line) ?? [];
    if (title === undefined) {
      if (line === '' && index === lines.length - 1) break;
      throw new WriteLogError(`line ${index + 2}: neither a step nor its I/O`);
    }
    const same = again === undefined ? '' : known.of(title)[Number(again || '1') - 1];
    if (same === undefined) throw new WriteLogError(`line ${index + 2}: no step before is like it`);
    const step = { title, lines: same };
    steps.push(step);
    open = step;
    if (again !== undefined) close();
  }
  return steps;
}
