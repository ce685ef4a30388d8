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
import { lockFile, writing } from '../writing.ts';
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
  readonly #unlock: () => void;

  /**
   * Opens the file, and makes it where there is none, or an empty one. Tells of each result that it
   * holds; what was cut off behind them is taken away. Throws RequestError where it belongs to
   * another soak, has holes, cannot be written, or is written by another process; it is left as it
   * is then.
   */
  constructor(name: string, header: SoakHeader, listener: ResumeListener) {
    this.#name = name;
    const isKept = !existsSync(name) || statSync(name).isFile();
    this.#unlock = isKept ? lockFile(name) : () => {};
    try {
      const isNew = isUnbegun(name, headerLine(header));
      if (!isNew) resume(name, header, listener);
      this.#descriptor = writing(name, () => openSync(name, isNew ? 'w' : 'a'));
      this.#isFile = fstatSync(this.#descriptor).isFile();
      if (isNew) this.#append(headerLine(header));
    } catch (error) {
      this.#unlock();
      throw error;
    }
  }

  add(result: SoakResult): void {
    this.#append(resultLine(result));
  }

  close(): void {
    closeSync(this.#descriptor);
    this.#unlock();
  }

  #append(line: string): void {
    writing(this.#name, () => {
      appendFileSync(this.#descriptor, line);
      if (this.#isFile) fdatasyncSync(this.#descriptor);
    });
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
