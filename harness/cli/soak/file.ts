// The file that a soak writes: made anew, or continued behind the last subject that it holds.
import {
  appendFileSync,
  closeSync,
  existsSync,
  fdatasyncSync,
  fstatSync,
  openSync,
  readFileSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { RequestError } from '../../cases/request-error.ts';
import { isSystemError, systemErrorText } from '../../host/system-error.ts';
import { SoakReader, tornText } from './read.ts';
import { difference, headerLine, resultLine, type SoakHeader, type SoakResult } from './record.ts';

/** Who is told what a file holds already. */
export interface ResumeListener {
  readonly result: (result: SoakResult) => void;
  /** Something to know, in words. */
  readonly note: (words: string) => void;
}

/** A file that results are added to; every one is in it, whole, before add() returns. */
export class SoakFile {
  readonly #name: string;
  readonly #descriptor: number;
  /** What is no file, such as a pipe, has nothing to bring to the disk. */
  readonly #isFile: boolean;

  /**
   * Opens the file, and makes it where there is none, or an empty one. Tells of each result that it
   * holds; what was cut off behind them is taken away. Throws RequestError where it belongs to
   * another soak, has holes, or cannot be written; it is left as it is then.
   */
  constructor(name: string, header: SoakHeader, listener: ResumeListener) {
    this.#name = name;
    const isNew = isUnbegun(name, headerLine(header));
    if (!isNew) resume(name, header, listener);
    this.#descriptor = this.#writing(() => openSync(name, isNew ? 'w' : 'a'));
    this.#isFile = fstatSync(this.#descriptor).isFile();
    if (isNew) this.#append(headerLine(header));
  }

  add(result: SoakResult): void {
    this.#append(resultLine(result));
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #append(line: string): void {
    this.#writing(() => {
      appendFileSync(this.#descriptor, line);
      if (this.#isFile) fdatasyncSync(this.#descriptor);
    });
  }

  #writing<T>(write: () => T): T {
    try {
      return write();
    } catch (error) {
      if (!isSystemError(error)) throw error;
      throw new RequestError([`cannot write '${this.#name}': ${systemErrorText(error)}`]);
    }
  }
}

/** Nothing is in it, or less than a header, as a run leaves it that ends at its very beginning. */
function isUnbegun(name: string, header: string): boolean {
  if (!existsSync(name)) return true;
  const stat = statSync(name);
  if (!stat.isFile() || stat.size >= header.length) return !stat.isFile();
  return header.startsWith(readFileSync(name, 'utf8'));
}

function resume(name: string, header: SoakHeader, { result, note }: ResumeListener): void {
  const reader = new SoakReader(name);
  const { shard, shards } = reader.header;
  const other = difference(reader.header, header);
  const isOtherShard = shard !== header.shard;
  if (other !== undefined || isOtherShard) {
    const has = other ?? `shard ${shard}/${shards}, not ${header.shard}/${header.shards}`;
    throw new RequestError([`${name} is of another soak: it has ${has}`]);
  }
  let next = shard - 1;
  let end = reader.headerEnd;
  for (const line of reader.results()) {
    if (line.result.subject !== next) {
      throw new RequestError([
        `${name} cannot be continued: subject ${next} is missing, as where shards were merged ` +
          'that had not come equally far',
      ]);
    }
    result(line.result);
    next += shards;
    end = line.end;
  }
  if (reader.isTorn) {
    note(tornText(name));
    truncateSync(name, end);
  }
  note(`${name}: continued at subject ${next}`);
}
