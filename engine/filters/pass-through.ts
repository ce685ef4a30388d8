// A filter that hands every request on through the I/O path of the node below. Others override what
// they change.
import type { OpenMode, Preallocation, WriteFlags } from '../block/node.ts';
import { type BlockNode, FilterNode } from '../block/node.ts';
import { discard, read, truncate, write, writeZeroes } from '../block/request.ts';
import type { Task } from '../task/task.ts';

/** Changes nothing. */
export abstract class PassThroughFilter extends FilterNode {
  override readonly honoursFua: boolean;

  constructor(filename: string, mode: OpenMode, below: BlockNode) {
    super(filename, mode, 'file', below);
    this.honoursFua = below.honoursFua;
  }

  doRead(offset: number, target: Uint8Array): Task<void> {
    return read(this.below, offset, target);
  }

  doWrite(offset: number, source: Uint8Array, flags: WriteFlags): Task<void> {
    return write(this.below, offset, source, flags);
  }

  override doWriteZeroes(offset: number, length: number, flags: WriteFlags): Task<void> {
    return writeZeroes(this.below, offset, length, flags);
  }

  override doDiscard(offset: number, length: number): Task<void> {
    return discard(this.below, offset, length);
  }

  override doTruncate(length: number, preallocation: Preallocation): Task<void> {
    return truncate(this.below, length, preallocation);
  }
}
