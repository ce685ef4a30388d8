// Looks at images that were taken before. A look asks files for their lengths, bytes and holes, and
// nothing else: whatever answers all its questions alike looks the same. Crash states mostly differ
// in what nobody reads, as clusters that no table names yet.
import {
  IoError,
  MemoryFile,
  type MemoryStorage,
  type OpenMode,
  PagedBytes,
  type StatusRun,
  type Storage,
  type Task,
} from '../../engine/index.ts';

/** Bytes that are kept of one look, and of all. */
const MOST_OF_ONE = 2 * 1024 * 1024;
const MOST = 16 * 1024 * 1024;
/** What a question takes beside the bytes of its answer. */
const QUESTION = 128;

/** One question of a look, as it can be put to the files again. */
interface Question {
  /** Bytes of the answer that are kept. */
  readonly size: number;
  /** Whether the files, as they are now, give the same answer. */
  isAnswered(files: MemoryStorage): boolean;
}

/** A question with what follows: all looks at one path have the first one alike, and so on. */
interface Place<T> {
  readonly branches: Branch<T>[];
}

interface Branch<T> {
  readonly question: Question;
  /** What comes next, or what was seen. */
  readonly next: Place<T> | { readonly seen: T };
}

/** Looks that were taken, by what they asked. */
export class KeptLooks<T> {
  readonly #files: MemoryStorage;
  #places = new Map<string, Place<T>>();
  #size = 0;

  constructor(files: MemoryStorage) {
    this.#files = files;
  }

  /** What a look at that path saw that would see the same now; undefined: there is none. */
  find(path: string): T | undefined {
    let place = this.#places.get(path);
    while (place !== undefined) {
      const branch: Branch<T> | undefined = this.#branchOf(place);
      if (branch === undefined) return undefined;
      if ('seen' in branch.next) return branch.next.seen;
      place = branch.next;
    }
    return undefined;
  }

  /** Takes a look, which reads from the storage that it is given, and keeps it. */
  take(path: string, look: (storage: Storage) => T): T {
    const heard = new HeardStorage(this.#files);
    const seen = look(heard);
    if (heard.questions !== undefined) this.#keep(path, heard.questions, seen);
    return seen;
  }

  #keep(path: string, questions: readonly Question[], seen: T): void {
    const size = questions.reduce((sum, one) => sum + one.size + QUESTION, 0);
    if (this.#size + size > MOST) {
      this.#places = new Map();
      this.#size = 0;
    }
    let place = this.#places.get(path) ?? { branches: [] };
    this.#places.set(path, place);
    for (const [index, question] of questions.entries()) {
      const isLast = index === questions.length - 1;
      const next = isLast ? undefined : this.#branchOf(place)?.next;
      if (next !== undefined && 'branches' in next) place = next;
      else place = this.#add(place, question, isLast ? { seen } : { branches: [] });
    }
  }

  /** The answer that the files give now, of those that are known. */
  #branchOf({ branches }: Place<T>): Branch<T> | undefined {
    return branches.find(({ question }) => question.isAnswered(this.#files));
  }

  #add(place: Place<T>, question: Question, next: Branch<T>['next']): Place<T> {
    place.branches.unshift({ question, next });
    this.#size += question.size + QUESTION;
    return 'branches' in next ? next : place;
  }
}

/** Files as a look sees them, with all that it asks of them. */
class HeardStorage implements Storage {
  readonly #files: MemoryStorage;
  readonly #asked = new Set<string>();
  #questions: Question[] | undefined = [];
  #left = MOST_OF_ONE;

  constructor(files: MemoryStorage) {
    this.#files = files;
  }

  /** In their order, each of them once; undefined: there were too many. */
  get questions(): readonly Question[] | undefined {
    return this.#questions;
  }

  /** A buffer for an answer; undefined: the look is not worth keeping. */
  room(length: number): Uint8Array | undefined {
    if (this.#questions === undefined) return undefined;
    if (this.#left >= length) return new Uint8Array(length);
    this.#questions = undefined;
    return undefined;
  }

  note(question: Question): void {
    this.#left -= question.size + QUESTION;
    if (this.#left < 0) this.#questions = undefined;
    this.#questions?.push(question);
  }

  /** Asks for what is no file's content; the answer, or the error, is of a few words. */
  ask<T>(words: string, ask: (files: MemoryStorage) => T): T {
    if (!this.#asked.has(words)) {
      this.#asked.add(words);
      const answer = answerOf(ask, this.#files);
      this.note({
        size: answer.length,
        isAnswered: (files) => answerOf(ask, files) === answer,
      });
    }
    return ask(this.#files);
  }

  open(name: string, mode: OpenMode): MemoryFile {
    const bytes = this.ask(`open ${name}`, (files) => files.bytesOf(name));
    return new HeardFile(name, mode, bytes, this);
  }

  exists(name: string): boolean {
    return this.ask(`exists ${name}`, (files) => files.exists(name));
  }

  openDevice(name: string): undefined {
    this.ask(`device ${name}`, (files) => files.openDevice(name));
  }

  realPath(name: string): string | undefined {
    return this.ask(`path ${name}`, (files) => files.realPath(name));
  }

  fileId(name: string): string | undefined {
    return this.ask(`id ${name}`, (files) => files.fileId(name));
  }

  readText(name: string): string {
    return this.ask(`text ${name}`, (files) => files.readText(name));
  }

  readHead(name: string, limit: number): Uint8Array {
    return this.ask(`head ${limit} ${name}`, (files) => files.readHead(name, limit));
  }

  allocatedBytes(name: string): number {
    return this.ask(`takes ${name}`, (files) => files.allocatedBytes(name));
  }

  create(name: string): void {
    this.#questions = undefined;
    this.#files.create(name);
  }

  remove(name: string): void {
    this.#questions = undefined;
    this.#files.remove(name);
  }
}

/** What was answered, in words: of an error its number. */
function answerOf(ask: (files: MemoryStorage) => unknown, files: MemoryStorage): string {
  try {
    const answer = ask(files);
    if (answer instanceof Uint8Array) return Buffer.from(answer).toString('latin1');
    return answer instanceof PagedBytes ? 'a file' : JSON.stringify([answer]);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    return `error ${error.errno}`;
  }
}

/** A file with what is asked of it. */
class HeardFile extends MemoryFile {
  readonly #bytes: PagedBytes;
  readonly #heard: HeardStorage;
  /** The longest reads so far, by their offsets. */
  readonly #read = new Map<number, number>();
  #isMeasured = false;

  constructor(name: string, mode: OpenMode, bytes: PagedBytes, heard: HeardStorage) {
    super(name, mode, bytes);
    this.#bytes = bytes;
    this.#heard = heard;
  }

  override length(): number {
    const length = super.length();
    if (!this.#isMeasured) {
      this.#isMeasured = true;
      this.#heard.note(new LengthQuestion(this.filename, length));
    }
    return length;
  }

  override allocatedBytes(): number {
    const name = this.filename;
    return this.#heard.ask(`takes ${name}`, (files) => files.bytesOf(name).allocatedBytes());
  }

  override doRead(offset: number, target: Uint8Array): Task<void> {
    const { length } = target;
    if ((this.#read.get(offset) ?? -1) < length) {
      this.#read.set(offset, length);
      const bytes = this.#heard.room(length);
      if (bytes !== undefined) {
        this.#bytes.read(offset, bytes);
        this.#heard.note(new ReadQuestion(this.filename, offset, bytes));
      }
    }
    return super.doRead(offset, target);
  }

  override doStatus(offset: number, length: number, wantZero: boolean): Task<StatusRun> {
    if (wantZero && offset < this.length()) {
      const run = this.#bytes.runAt(offset, length);
      this.#heard.note(new StatusQuestion(this.filename, { offset, length, run }));
    }
    return super.doStatus(offset, length, wantZero);
  }
}

class LengthQuestion implements Question {
  readonly size = 0;
  readonly #name: string;
  readonly #length: number;

  constructor(name: string, length: number) {
    this.#name = name;
    this.#length = length;
  }

  isAnswered(files: MemoryStorage): boolean {
    return files.bytesOf(this.#name).length === this.#length;
  }
}

class ReadQuestion implements Question {
  readonly #name: string;
  readonly #offset: number;
  readonly #bytes: Uint8Array;

  constructor(name: string, offset: number, bytes: Uint8Array) {
    this.#name = name;
    this.#offset = offset;
    this.#bytes = bytes;
  }

  get size(): number {
    return this.#bytes.length;
  }

  isAnswered(files: MemoryStorage): boolean {
    return files.bytesOf(this.#name).holds(this.#offset, this.#bytes);
  }
}

/** A range of a file, with what stands at its beginning. */
interface Status {
  readonly offset: number;
  readonly length: number;
  readonly run: ReturnType<PagedBytes['runAt']>;
}

class StatusQuestion implements Question {
  readonly size = 0;
  readonly #name: string;
  readonly #status: Status;

  constructor(name: string, status: Status) {
    this.#name = name;
    this.#status = status;
  }

  isAnswered(files: MemoryStorage): boolean {
    const { offset, length, run } = this.#status;
    const now = files.bytesOf(this.#name).runAt(offset, length);
    return now.length === run.length && now.isData === run.isData;
  }
}
