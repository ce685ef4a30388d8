// A filter as users open it: a node of its own in the graph (`driver=compress,file...`), which
// stands on an image or on a file and hands every request on through the I/O path of the node
// below. Filters override one to four methods.
//
// Two ways to be a layer, then: what users name, what shows in the graph and has its own limits is
// a FilterNode; what the harness slips in so that nobody can tell that it is there (quota, traces,
// failing requests) is a WrapperNode, see block/wrapper.ts.
import {
  BlockNode,
  type ChildRole,
  type OpenMode,
  type StatusRun,
  type Truncation,
  type WriteFlags,
  inheritedLimits,
} from '../block/node.ts';
import { discard, read, truncate, write, writeZeroes } from '../block/request.ts';
import type { Task } from '../task/task.ts';

/** Changes nothing: status, length and content are those of the node below. */
export abstract class FilterNode extends BlockNode {
  override readonly isFilter = true;
  override readonly honoursFua: boolean;
  readonly #below: BlockNode;

  constructor(filename: string, mode: OpenMode, below: BlockNode, role: ChildRole = 'file') {
    super(filename, mode);
    this.#below = below;
    this.children = [{ role, node: below, isWritable: !mode.readOnly }];
    this.limits = inheritedLimits([below]);
    this.zeroFlags = below.zeroFlags;
    this.honoursFua = below.takesFua;
  }

  get below(): BlockNode {
    return this.#below;
  }

  override get clusterSize(): number {
    return this.#below.clusterSize;
  }

  length(): number {
    return this.#below.length();
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

  override doTruncate(length: number, how: Truncation): Task<void> {
    return truncate(this.below, length, how.preallocation, how.isExact);
  }

  override *doStatus(offset: number, length: number, _wantZero: boolean): Task<StatusRun> {
    return {
      length,
      data: false,
      zero: false,
      allocated: true,
      hostOffset: offset,
      owner: this.#below,
      raw: true,
    };
  }
}
