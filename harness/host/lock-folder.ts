// Locks where the host's own cannot be taken: programs of this project leave a note for each file
// that they have open, in a folder that belongs to one user. Notes of programs that have ended
// count for nothing, and go.
import {
  fstatSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { type FileLocks, IoError } from '../../engine/index.ts';

const EIO = 5;

const WORDS =
  'only programs of blkdrill see which images are in use here: ' +
  'the optional package koffi cannot be loaded';

/** An open file with the bytes that it holds. */
interface Note {
  /** Of the file: all notes about it begin so. */
  readonly prefix: string;
  readonly name: string;
  readonly bytes: Set<number>;
}

/** Of this thread; no two notes have one name. */
let count = 0;

/** Notes of the programs of one user. */
export class LockFolder implements FileLocks {
  readonly #say: (line: string) => void;
  readonly #folder: string;
  readonly #notes = new Map<number, Note>();
  #isReady: boolean | undefined;

  /**
   * `say` gets a line, that the real tools see nothing of it, where the folder is made or cannot be
   * had: not from each program.
   */
  constructor(say: (line: string) => void, folder = defaultFolder()) {
    this.#say = say;
    this.#folder = folder;
  }

  canLock(): boolean {
    if (this.#isReady === undefined) {
      const { isOwn, isNew } = makeOwn(this.#folder);
      this.#isReady = isOwn;
      if (isNew || !isOwn) this.#say(WORDS);
    }
    return this.#isReady;
  }

  hold(descriptor: number, byte: number): number {
    const note = this.#noteOf(descriptor);
    note.bytes.add(byte);
    return this.#write(note);
  }

  letGo(descriptor: number, byte: number): number {
    const note = this.#noteOf(descriptor);
    note.bytes.delete(byte);
    return this.#write(note);
  }

  isHeld(descriptor: number, byte: number): boolean {
    const { prefix, name } = this.#noteOf(descriptor);
    return readdirSync(this.#folder)
      .filter((other) => other.startsWith(prefix) && other !== name && this.#isOfNow(other))
      .some((other) => this.#bytesIn(other).includes(`${byte}`));
  }

  forget(descriptor: number): void {
    const note = this.#notes.get(descriptor);
    this.#notes.delete(descriptor);
    if (note !== undefined) rmSync(join(this.#folder, note.name), { force: true });
  }

  #noteOf(descriptor: number): Note {
    const known = this.#notes.get(descriptor);
    if (known !== undefined) return known;
    const { dev, ino } = fstatSync(descriptor, { bigint: true });
    const prefix = `${dev}-${ino}-`;
    count += 1;
    const name = `${prefix}${process.pid}-${startOf(process.pid)}-${threadId}-${count}`;
    const note = { prefix, name, bytes: new Set<number>() };
    this.#notes.set(descriptor, note);
    return note;
  }

  /** Others find the note as it was before, or as it is now. */
  #write({ name, bytes }: Note): number {
    try {
      const path = join(this.#folder, name);
      const half = join(this.#folder, `.${name}`);
      writeFileSync(half, [...bytes].join(' '));
      renameSync(half, path);
      return 0;
    } catch (error) {
      return error instanceof IoError ? error.errno : EIO;
    }
  }

  /** Whether the program that left the note is still there; if not, the note goes. */
  #isOfNow(name: string): boolean {
    const [pid, start] = name.split('-').slice(2);
    if (startOf(Number(pid)) === start) return true;
    rmSync(join(this.#folder, name), { force: true });
    return false;
  }

  /** None where the note has gone meanwhile. */
  #bytesIn(name: string): readonly string[] {
    try {
      return readFileSync(join(this.#folder, name), 'utf8').split(' ');
    } catch {
      return [];
    }
  }
}

const userOf = (): number => process.getuid?.() ?? 0;

const defaultFolder = (): string => join(tmpdir(), `blkdrill-locks-${userOf()}`);

/** Not one's own where somebody else has the name. */
function makeOwn(folder: string): { readonly isOwn: boolean; readonly isNew: boolean } {
  try {
    const isNew = mkdirSync(folder, { recursive: true, mode: 0o700 }) !== undefined;
    const found = lstatSync(folder);
    const isOwn = found.isDirectory() && found.uid === userOf() && found.mode % 0o100 === 0;
    return { isOwn, isNew };
  } catch {
    return { isOwn: false, isNew: false };
  }
}

/**
 * When a process began, in ticks of the machine's clock: another one may get its number later.
 * Where that cannot be told, '0' stands for any that is there; undefined where there is none.
 */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name of the program, in parentheses, may hold anything.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return isThere(pid) ? '0' : undefined;
  }
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
