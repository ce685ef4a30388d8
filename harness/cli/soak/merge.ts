// What `blkdrill merge` does: files of all shards of a soak become what one run would have left.
// Each is read once, line by line, so that it takes no memory how long they are.
import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { RequestError } from '../../cases/request-error.ts';
import { writing } from '../writing.ts';
import { type ResultLine, SoakReader, tornText } from './read.ts';
import { difference, headerLine, type SoakHeader } from './record.ts';
import { newsLines, SoakSums } from './sums.ts';

/** Merges the files. Returns the exit status. Throws RequestError. */
export function merge(files: readonly string[], output: string | undefined): number {
  const readers = files.map((file) => new SoakReader(file));
  const header = headerOfAll(readers);
  const sums = new SoakSums();
  const draft = output === undefined ? undefined : new Draft(output);
  try {
    draft?.write(headerLine(header));
    for (const { result, text } of inOrder(readers)) {
      draft?.write(text);
      sums.add(result);
      const lines = newsLines(result);
      if (lines.length > 0) process.stdout.write(`${lines.join('\n')}\n`);
    }
    draft?.keep();
  } finally {
    draft?.close();
  }
  for (const { file } of readers.filter(({ isTorn }) => isTorn)) {
    process.stderr.write(`${tornText(file)}\n`);
  }
  process.stdout.write(`${sums.lines(header).join('\n')}\n`);
  return sums.isClean ? 0 : 1;
}

/** That of one run. Throws RequestError where the files are not all shards of one soak. */
function headerOfAll(readers: readonly SoakReader[]): SoakHeader {
  const [first, ...others] = readers as readonly [SoakReader, ...SoakReader[]];
  const byShard = new Map([[first.header.shard, first]]);
  for (const reader of others) {
    const other = difference(reader.header, first.header);
    if (other !== undefined) {
      throw new RequestError([`${reader.file} and ${first.file} are of two soaks: ${other}`]);
    }
    const { shard, shards } = reader.header;
    const same = byShard.get(shard);
    if (same !== undefined) {
      throw new RequestError([
        `${same.file} and ${reader.file} both have shard ${shard}/${shards}`,
      ]);
    }
    byShard.set(shard, reader);
  }
  const { shards } = first.header;
  const missing = Array.from({ length: shards }, (_none, at) => at + 1).filter(
    (shard) => !byShard.has(shard),
  );
  if (missing.length === 0) return { ...first.header, shard: 1, shards: 1 };
  throw new RequestError([`no file has shard ${missing.join(', ')} of ${shards}`]);
}

/** The results of all files by their subjects. */
function* inOrder(readers: readonly SoakReader[]): Generator<ResultLine> {
  const heads = readers.flatMap((reader) => {
    const results = reader.results();
    const { done, value } = results.next();
    return done === true ? [] : [{ results, line: value }];
  });
  while (heads.length > 0) {
    const head = heads.reduce((least, one) =>
      one.line.result.subject < least.line.result.subject ? one : least,
    );
    yield head.line;
    const { done, value } = head.results.next();
    if (done === true) heads.splice(heads.indexOf(head), 1);
    else head.line = value;
  }
}

/** A file that takes its name when all is in it: it may have that of one that is read. */
class Draft {
  readonly #name: string;
  readonly #draft: string;
  readonly #descriptor: number;

  constructor(name: string) {
    this.#name = name;
    this.#draft = `${name}.part`;
    this.#descriptor = writing(this.#name, () => openSync(this.#draft, 'w'));
  }

  write(text: string): void {
    const bytes = Buffer.from(text);
    writing(this.#name, () => {
      for (let at = 0; at < bytes.length;) at += writeSync(this.#descriptor, bytes, at);
    });
  }

  keep(): void {
    writing(this.#name, () => renameSync(this.#draft, this.#name));
  }

  /** What was not kept is gone. */
  close(): void {
    closeSync(this.#descriptor);
    rmSync(this.#draft, { force: true });
  }
}
