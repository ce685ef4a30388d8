// Named files in memory (memory-file.ts), all of which can be set back to what they were.
import { ENOENT } from '../base/errno.ts';
import { IoError } from '../base/errors.ts';
import type { BlockNode, OpenMode, PreparedReopen } from '../block/node.ts';
import type { Storage } from '../block/storage.ts';
import { LateFile } from './late-file.ts';
import { MemoryFile } from './memory-file.ts';
import { PagedBytes, type PagedSnapshot } from './paged-bytes.ts';
import { PagePool } from './page-pool.ts';

const decoder = new TextDecoder();

/** The content of all files of a MemoryStorage at one moment. */
export type MemorySnapshot = ReadonlyMap<string, PagedSnapshot>;

/** `./a`, `b/../a` and `a` are one file. */
function plainName(name: string): string {
  if (!/(^|\/)\.{0,2}\//.test(name)) return name;
  const parts: string[] = [];
  for (const part of name.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return `${name.startsWith('/') ? '/' : ''}${parts.join('/')}`;
}

/** Named files in memory, all of which can be set back to a snapshot. */
export class MemoryStorage implements Storage {
  #files = new Map<string, PagedBytes>();
  readonly #pool: PagePool;
  /** I/O of files that are opened from here on takes effect when it ends (late-file.ts). */
  landsLate = false;

  /** Storages that follow each other may share a pool of pages. */
  constructor(pool = new PagePool()) {
    this.#pool = pool;
  }

  open(name: string, mode: OpenMode): MemoryFile {
    const bytes = this.#file(name);
    return this.landsLate ? new LateFile(name, mode, bytes) : new MemoryFile(name, mode, bytes);
  }

  /** A file that has lost its name cannot be opened in another mode. */
  prepareReopen(node: BlockNode, mode: OpenMode): PreparedReopen {
    if (mode.readOnly !== node.mode.readOnly) this.#file(node.filename);
    return { commit() {} };
  }

  create(name: string): void {
    const existing = this.#files.get(plainName(name));
    if (existing === undefined) {
      this.#files.set(plainName(name), new PagedBytes(this.#pool));
    } else {
      existing.truncate(0);
    }
  }

  exists(name: string): boolean {
    return this.#files.has(plainName(name));
  }

  /** There are none. Throws IoError(ENOENT) for a name that no file has. */
  openDevice(name: string): undefined {
    this.#file(name);
  }

  realPath(name: string): string | undefined {
    return this.exists(name) ? plainName(name) : undefined;
  }

  /** There are no links: a file has one name. */
  fileId(name: string): string | undefined {
    return this.realPath(name);
  }

  /** Forgets the name; nodes that have the file open keep it. Throws IoError(ENOENT). */
  remove(name: string): void {
    if (!this.#files.delete(plainName(name))) {
      throw new IoError(ENOENT);
    }
  }

  /** Forgets all files, and gives their memory to the pool. No node may use them any more. */
  dispose(): void {
    for (const file of this.#files.values()) file.truncate(0);
    this.#files.clear();
  }

  readHead(name: string, limit: number): Uint8Array {
    return this.readBytes(name, 0, limit);
  }

  readText(name: string): string {
    return decoder.decode(this.readBytes(name));
  }

  allocatedBytes(name: string): number {
    return this.#file(name).allocatedBytes();
  }

  /** In order of creation. */
  names(): string[] {
    return [...this.#files.keys()];
  }

  /** Length of the file in bytes. Throws IoError(ENOENT). */
  length(name: string): number {
    return this.#file(name).length;
  }

  /** A copy of part of a file, the rest of it by default; shorter where the file ends. */
  readBytes(name: string, offset = 0, length = Number.MAX_SAFE_INTEGER): Uint8Array {
    const file = this.#file(name);
    const bytes = new Uint8Array(Math.max(0, Math.min(length, file.length - offset)));
    file.read(offset, bytes);
    return bytes;
  }

  /** Writes into the file, which is created if there is none. */
  writeBytes(name: string, bytes: Uint8Array, offset = 0): void {
    if (!this.exists(name)) this.create(name);
    this.#file(name).write(offset, bytes);
  }

  /** Creates the file with this text, or replaces its content. */
  writeText(name: string, text: string): void {
    this.create(name);
    this.writeBytes(name, new TextEncoder().encode(text));
  }

  truncate(name: string, length: number): void {
    this.#file(name).truncate(length);
  }

  /** Takes space for a range of the file, its holes included. */
  reserve(name: string, offset: number, length: number): void {
    this.#file(name).reserve(offset, length);
  }

  /** The bytes themselves, to be changed without a node. Throws IoError(ENOENT). */
  bytesOf(name: string): PagedBytes {
    return this.#file(name);
  }

  snapshot(): MemorySnapshot {
    return new Map([...this.#files].map(([name, file]) => [name, file.snapshot()]));
  }

  /** The same, good only until a file is next changed: to compare with, at no cost. */
  view(): MemorySnapshot {
    return new Map([...this.#files].map(([name, file]) => [name, file.view()]));
  }

  /** Files made since then vanish; nodes that are open see the old content from now on. */
  restore(snapshot: MemorySnapshot): void {
    const files = new Map<string, PagedBytes>();
    for (const [name, content] of snapshot) {
      const file = this.#files.get(name) ?? new PagedBytes(this.#pool);
      file.restore(content);
      files.set(name, file);
    }
    this.#files = files;
  }

  #file(name: string): PagedBytes {
    const file = this.#files.get(plainName(name));
    if (file === undefined) {
      throw new IoError(ENOENT);
    }
    return file;
  }
}
