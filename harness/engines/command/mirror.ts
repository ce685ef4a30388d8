// An engine's files in memory: each of its calls on a file is done there as well, through the
// layers of the world, before it is done on the disk. So what fails, records or counts I/O does it
// as it does for our own engine.
import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import {
  type BlockNode,
  discard,
  flush,
  IoError,
  type MemoryStorage,
  NO_FLAGS,
  read,
  READ_WRITE,
  Scheduler,
  type Task,
  truncate,
  write,
  writeZeroes,
} from '../../../engine/index.ts';
import { pathOf } from '../engine.ts';
import type { FileCall } from './below-channel.ts';

/** Bytes of a read that are looked at, at most: what was read is of no use here. */
const MOST_READ = 4 * 1024 * 1024;

/** The files of one program. */
export class Mirror {
  readonly #storage: MemoryStorage;
  readonly #folder: string;
  readonly #wrap: (node: BlockNode) => BlockNode;
  readonly #scheduler = new Scheduler();
  readonly #nodes = new Map<string, BlockNode>();

  /** `folder` is the working directory of the engine; `wrap` puts the layers around a file. */
  constructor(storage: MemoryStorage, folder: string, wrap: (node: BlockNode) => BlockNode) {
    this.#storage = storage;
    this.#folder = folder;
    this.#wrap = wrap;
  }

  /** An image is opened: its files are, too, and layers that wait for that take note. */
  reopen(): void {
    this.#nodes.clear();
  }

  /** The errno with which a call fails; 0: it is done in memory, and may go on. */
  call(call: FileCall): number {
    try {
      this.#scheduler.run(this.#perform(call));
      return 0;
    } catch (error) {
      if (!(error instanceof IoError)) throw error;
      this.#copyBack(call);
      return error.errno;
    }
  }

  *#perform({ kind, name, offset, length, bytes }: FileCall): Task<void> {
    const node = this.#nodeOf(name);
    switch (kind) {
      case 'read': {
        const left = Math.max(0, node.length() - offset);
        const target = new Uint8Array(Math.min(length, left, MOST_READ));
        return yield* read(node, offset, target);
      }
      case 'write':
        return yield* write(node, offset, bytes, NO_FLAGS);
      case 'zero':
        return yield* writeZeroes(node, offset, length, NO_FLAGS);
      case 'punch':
        return yield* discard(node, offset, Math.min(length, node.length() - offset));
      case 'truncate':
        return yield* truncate(node, offset, 'off', true);
      case 'flush':
        return yield* flush(node);
    }
  }

  #nodeOf(name: string): BlockNode {
    let node = this.#nodes.get(name);
    if (node === undefined) {
      const path = pathOf(name);
      if (!this.#storage.exists(path)) this.#storage.create(path);
      node = this.#wrap(this.#storage.open(path, READ_WRITE));
      this.#nodes.set(name, node);
    }
    return node;
  }

  /** A call that failed may have been done in part: the file on the disk gets that, too. */
  #copyBack({ kind, name, offset, length }: FileCall): void {
    if (kind === 'read' || kind === 'flush') return;
    const path = pathOf(name);
    const file = openSync(join(this.#folder, path), 'r+');
    try {
      ftruncateSync(file, this.#storage.length(path));
      const bytes = this.#storage.readBytes(path, offset, kind === 'truncate' ? 0 : length);
      for (let done = 0; done < bytes.length;) {
        done += writeSync(file, bytes, done, bytes.length - done, offset + done);
      }
    } finally {
      closeSync(file);
    }
  }
}
