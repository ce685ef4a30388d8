// What stands between a program and the node that it opened: the end of the disk, the cache mode,
// and the permission to write.
import type { Preallocation, Task, WriteFlags } from '../../../engine/index.ts';
import type { BlockNode } from '../../../engine/index.ts';
import { checkBuffers } from './buffer-limit.ts';
import type { GuestRequest, WatchGuest } from './guest-watch.ts';
import {
  alignUp,
  discard,
  EIO,
  ENOMEDIUM,
  flush,
  IoError,
  NO_FLAGS,
  read,
  truncate,
  write,
  writeZeroes,
} from '../../../engine/index.ts';

const SECTOR = 512;

/** An open image as its user sees it. All requests throw IoError. */
export class Guest {
  readonly node: BlockNode;
  /** Every write is stable when it returns. */
  isWritethrough: boolean;
  /** Holds the permission to write: the image cannot become read-only meanwhile. */
  isWriter: boolean;
  readonly #watch: WatchGuest | undefined;

  /** `watch` is told of each request. */
  constructor(node: BlockNode, isWritethrough: boolean, watch?: WatchGuest) {
    this.node = node;
    this.#watch = watch;
    this.isWritethrough = isWritethrough;
    this.isWriter = !node.mode.readOnly;
  }

  /** Length in whole sectors. Throws IoError(ENOMEDIUM) when the image went out of service. */
  length(): number {
    if (!this.node.isInserted) throw new IoError(ENOMEDIUM);
    return alignUp(this.node.length(), SECTOR);
  }

  /** `buffers`: so many make up the target. */
  *read(offset: number, target: Uint8Array, buffers = 1): Task<void> {
    this.#checkRange(offset, target.length);
    checkBuffers(this.node, offset, target.length, buffers);
    const { length } = target;
    const request = { kind: 'read', offset, length, bytes: target, isFua: false } as const;
    yield* this.#watched(request, read(this.node, offset, target));
  }

  /** `buffers`: so many make up the source. */
  *write(offset: number, source: Uint8Array, flags: Partial<WriteFlags>, buffers = 1): Task<void> {
    this.#checkRange(offset, source.length);
    checkBuffers(this.node, offset, source.length, buffers);
    const all = this.#flags(flags);
    const isFua = all.fua && (!all.compressed || this.node.isStrict);
    const request = { kind: 'write', offset, length: source.length, bytes: source, isFua } as const;
    yield* this.#watched(request, write(this.node, offset, source, all));
  }

  *writeZeroes(offset: number, length: number, flags: Partial<WriteFlags>): Task<void> {
    this.#checkRange(offset, length);
    const all = this.#flags(flags);
    const request = { kind: 'zero', offset, length, bytes: undefined, isFua: all.fua } as const;
    yield* this.#watched(request, writeZeroes(this.node, offset, length, all));
  }

  /** Not flushed, in no cache mode. */
  *discard(offset: number, length: number): Task<void> {
    this.#checkRange(offset, length);
    const request = { kind: 'discard', offset, length, bytes: undefined, isFua: false } as const;
    yield* this.#watched(request, discard(this.node, offset, length));
  }

  *flush(): Task<void> {
    if (!this.node.isInserted) throw new IoError(ENOMEDIUM);
    const request = {
      kind: 'flush',
      offset: 0,
      length: 0,
      bytes: undefined,
      isFua: false,
    } as const;
    yield* this.#watched(request, flush(this.node));
  }

  *truncate(length: number, preallocation: Preallocation, isExact = false): Task<void> {
    if (!this.node.isInserted) throw new IoError(ENOMEDIUM, 'No medium inserted');
    const kind = 'truncate';
    const request = { kind, offset: length, length: 0, bytes: undefined, isFua: false } as const;
    yield* this.#watched(request, truncate(this.node, length, preallocation, isExact));
  }

  *saveVmstate(offset: number, bytes: Uint8Array): Task<void> {
    if (!this.node.isInserted) throw new IoError(ENOMEDIUM);
    yield* this.node.saveVmstate(offset, bytes);
    if (this.isWritethrough) yield* flush(this.node);
  }

  *loadVmstate(offset: number, target: Uint8Array): Task<void> {
    if (!this.node.isInserted) throw new IoError(ENOMEDIUM);
    yield* this.node.loadVmstate(offset, target);
  }

  /** Tells the watcher when the request is issued and how it ends. */
  *#watched(request: GuestRequest, task: Task<void>): Task<void> {
    const end = this.#watch?.(this.node, request);
    if (end === undefined) return yield* task;
    let failed = true;
    try {
      yield* task;
      failed = false;
    } finally {
      end(failed);
    }
  }

  #flags(flags: Partial<WriteFlags>): WriteFlags {
    return { ...NO_FLAGS, ...flags, fua: this.isWritethrough || flags.fua === true };
  }

  /**
   * Throws for a request past the end of the disk: QEMU refuses those before they reach the node.
   */
  #checkRange(offset: number, length: number): void {
    if (offset + length > this.length()) throw new IoError(EIO);
  }
}
