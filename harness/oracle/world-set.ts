// States of the files of a world that have been seen, told apart by their bytes: runs that leave
// equal files are looked at once. Only pages that differ from a known state are kept and compared,
// which costs less than hashing them.
import type { MemoryStorage } from '../../engine/index.ts';
import { StateTree } from './state-tree.ts';

type Files = ReturnType<MemoryStorage['snapshot']>;
type Snapshot = Files extends ReadonlyMap<string, infer T> ? T : never;
type Bytes = Uint8Array | undefined;

const ZEROES = new Uint8Array(1024);

function isEmpty(bytes: Bytes): boolean {
  if (bytes === undefined) return true;
  for (let at = 0; at < bytes.length; at += ZEROES.length) {
    const piece = bytes.subarray(at, at + ZEROES.length);
    if (Buffer.compare(piece, ZEROES.subarray(0, piece.length)) !== 0) return false;
  }
  return true;
}

const isSame = (a: Bytes, b: Bytes): boolean =>
  a === b || (a && b ? Buffer.compare(a, b) === 0 : isEmpty(a ?? b));

/** A page of a file, by its number; without bytes: it is gone. */
export interface ChangedPage {
  readonly number: number;
  readonly bytes: Bytes;
}

/** Pages of `now` that differ from those of `before`. */
export function changedPages(before: Snapshot | undefined, now: Snapshot): readonly ChangedPage[] {
  const changed: ChangedPage[] = [];
  for (const [number, page] of now.pages) {
    const old = before?.pages.get(number);
    if (old !== page && !isSame(old?.bytes, page.bytes))
      changed.push({ number, bytes: page.bytes });
  }
  for (const [number, old] of before?.pages ?? []) {
    if (now.pages.has(number) || isEmpty(old.bytes)) continue;
    changed.push({ number, bytes: undefined });
  }
  return changed.sort((a, b) => a.number - b.number);
}

/** What is known of each state of the files, told from where they started. */
export class WorldSet<T> {
  readonly #start: Files;
  /** By lengths of files and numbers of changed pages. */
  readonly #seen = new Map<string, StateTree<T>>();
  #size = 0;

  constructor(start: Files) {
    this.#start = start;
  }

  /** Different states. */
  get size(): number {
    return this.#size;
  }

  /**
   * What is known of the files as they are now; `find` tells it, and whether they are as at the
   * start, once.
   */
  get(files: MemoryStorage, find: (isUnchanged: boolean) => T): T {
    const now = files.view();
    const parts: string[] = [];
    const pages: ChangedPage[] = [];
    for (const [name, file] of now) {
      const old = this.#start.get(name);
      const changed = changedPages(old, file);
      if (changed.length === 0 && old?.length === file.length) continue;
      parts.push(`${name} ${file.length} ${changed.map(({ number }) => number).join()}`);
      pages.push(...changed);
    }
    for (const name of this.#start.keys()) if (!now.has(name)) parts.push(`${name} gone`);
    const key = parts.join('\n');
    let alike = this.#seen.get(key);
    if (alike === undefined) this.#seen.set(key, (alike = new StateTree()));
    return alike.get(
      pages.map(({ bytes }) => bytes),
      () => {
        files.snapshot(); // the pages that are kept do not change any more
        const value = find(key === '');
        this.#size += 1;
        return value;
      },
    );
  }
}
