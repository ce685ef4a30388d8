// Programs of others that read whole images: what they make of a file is a second opinion of it.
import { closeSync, fstatSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { MemoryStorage } from '../../../engine/index.ts';
import { runProgram } from '../../host/run-program.ts';
import { EngineStopped, EngineUnavailable } from '../engine.ts';
import { findOnPath } from '../find-on-path.ts';
import { ImageFolder } from './image-folder.ts';

/** A program, as a user gives it: words with `{image}`, and `{output}` if it writes a file. */
export interface ReaderTemplate {
  /** As it was given. */
  readonly text: string;
  /** Its program is a path. */
  readonly words: readonly [program: string, ...args: string[]];
}

/** What a reader says of an image. */
export type Reading =
  | { readonly kind: 'refused'; readonly said: string }
  | {
      readonly kind: 'read';
      /** Bytes of the disk, as far as it gave them. */
      readonly size: number;
      /** Fills the target from there on; zeroes behind the end. */
      readonly read: (offset: number, target: Uint8Array) => void;
    };

/** Splits a template at blanks, and finds its program. Throws EngineUnavailable. */
export function readerTemplate(text: string): ReaderTemplate {
  const [program = '', ...args] = text.split(' ').filter((word) => word !== '');
  if (!args.some((word) => word.includes('{image}'))) {
    throw new EngineUnavailable(`the reader '${text}' has no word with {image} in it`);
  }
  const path = program.includes('/')
    ? resolve(program)
    : findOnPath(program, process.env['PATH'] ?? '');
  if (path === undefined) throw new EngineUnavailable(`the reader ${program} is not on PATH`);
  return { text, words: [path, ...args] };
}

/** Bytes of what a reader says that are looked at. */
const SAID = 4000;

/** The files of a case, for readers. close() removes them. */
export class ReadersFolder {
  readonly #folder: ImageFolder;
  readonly #outputs: string;
  readonly #deadline: number;

  /** `deadline`: milliseconds since the epoch. */
  constructor(scratch: string, deadline: number) {
    this.#folder = new ImageFolder(scratch);
    this.#outputs = mkdtempSync(join(scratch, 'readers-'));
    this.#deadline = deadline;
  }

  /** Puts the files there. Throws as ImageFolder.fill(). */
  fill(files: MemoryStorage): void {
    this.#folder.fill(files);
  }

  /** Has a program read an image, and hands what it said to `look`. Throws EngineStopped. */
  read<T>({ text, words }: ReaderTemplate, image: string, look: (reading: Reading) => T): T {
    const [output, errors] = ['output', 'errors'].map((name) => join(this.#outputs, name));
    const [program, ...args] = words.map((word) =>
      word.replaceAll('{image}', image).replaceAll('{output}', output ?? ''),
    );
    const takesOutput = words.some((word) => word.includes('{output}'));
    const file = openSync(output ?? '', 'w+');
    const said = openSync(errors ?? '', 'w+');
    const timeout = Math.max(1, this.#deadline - performance.timeOrigin - performance.now());
    try {
      const { status, isLate } = runProgram({
        path: program ?? '',
        args,
        cwd: this.#folder.path,
        env: { PATH: process.env['PATH'], LC_ALL: 'C', TMPDIR: this.#outputs },
        stdout: takesOutput ? said : file,
        stderr: said,
        timeout,
      });
      if (isLate) throw new EngineStopped(`the reader ${text} of ${image}: ended, no time left`);
      return status === 0 ? this.#readFrom(output ?? '', look) : look(refusedWith(said, status));
    } finally {
      closeSync(file);
      closeSync(said);
      rmSync(output ?? '', { force: true });
    }
  }

  /** A program may have made the file anew. */
  #readFrom<T>(output: string, look: (reading: Reading) => T): T {
    const file = openSync(output, 'r');
    try {
      const read = (offset: number, target: Uint8Array): void => {
        const count = readSync(file, target, 0, target.length, offset);
        target.fill(0, count);
      };
      return look({ kind: 'read', size: fstatSync(file).size, read });
    } finally {
      closeSync(file);
    }
  }

  close(): void {
    this.#folder.close();
    rmSync(this.#outputs, { recursive: true, force: true });
  }
}

function refusedWith(said: number, status: number | null): Reading {
  const bytes = Buffer.alloc(SAID);
  const text = bytes.toString('utf8', 0, readSync(said, bytes, 0, SAID, 0)).trim();
  const how = status === null ? 'ended by a signal' : `exit status ${status}`;
  return { kind: 'refused', said: tellingLine(text) || how };
}

/** Above what is wrong, 7-Zip has a line with nothing but this, or with the file's name. */
const HEADING = /^(errors?|warnings?):?(\s+\S+)?$/i;
const REASON = /\b(errors?|fail(ed|s)?|unsupported|unable|cannot|could not|unexpected|not|no)\b/i;

/** Of what a program prints, the first line that gives a reason, else its first line. */
export function tellingLine(text: string): string {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !HEADING.test(line) && !/^(Traceback|File) /.test(line));
  return lines.find((line) => REASON.test(line)) ?? lines[0] ?? '';
}
