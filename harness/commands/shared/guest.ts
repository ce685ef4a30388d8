// What stands between a program and the node that it opened: the end of the disk, the cache mode,
// and the permission to write.
import type { Preallocation, Task, WriteFlags } from '../../../engine/index.ts';
import type { BlockNode } from '../../../engine/index.ts';
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

  constructor(node: BlockNode, isWritethrough: boolean) {
    this.node = node;
    this.isWritethrough = isWritethrough;
    this.isWriter = !node.mode.readOnly;
  }

  /** Length in whole sectors. Throws IoError(ENOMEDIUM) when the image went out of service. */
  length(): number {
    if (!this.node.isInserted) throw new IoError(ENOMEDIUM);
    return alignUp(this.node.length(), SECTOR);
  }

  *read(offset: number, target: Uint8Array): Task<void> {
    this.#checkRange(offset, target.length);
    yield* read(this.node, offset, target);
  }

  *write(offset: number, source: Uint8Array, flags: Partial<WriteFlags>): Task<void> {
    this.#checkRange(offset, source.length);
    yield* write(this.node, offset, source, this.#flags(flags));
  }

  *writeZeroes(offset: number, length: number, flags: Partial<WriteFlags>): Task<void> {
    this.#checkRange(offset, length);
    yield* writeZeroes(this.node, offset, length, this.#flags(flags));
  }

  /** Not flushed, in no cache mode. */
  *discard(offset: number, length: number): Task<void> {
    this.#checkRange(offset, length);
    yield* discard(this.node, offset, length);
  }

  *flush(): Task<void> {
    if (!this.node.isInserted) throw new IoError(ENOMEDIUM);
    yield* flush(this.node);
  }

  *truncate(length: number, preallocation: Preallocation): Task<void> {
    if (!this.node.isInserted) throw new IoError(ENOMEDIUM, 'No medium inserted');
    yield* truncate(this.node, length, preallocation);
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

  #flags(flags: Partial<WriteFlags>): WriteFlags {
    return { ...NO_FLAGS, ...flags, fua: this.isWritethrough || flags.fua === true };
  }

  /** A guest has no business past the end of its disk: the node is not even asked. */
  #checkRange(offset: number, length: number): void {
    if (offset + length > this.length()) throw new IoError(EIO);
  }
}
