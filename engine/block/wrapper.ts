// A wrapper takes the place of the node that it wraps: it has that node's driver, children and
// limits, and hands each request straight to the driver's half. The work of the I/O path
// (alignment, events, write generations) is thus done once, on the wrapper, and QEMU's view of the
// graph stays what it was: quota, traces and failing requests are wrappers. A filter that users
// open by its own name is a FilterNode (filters/filter-node.ts).
import type { Task } from '../task/task.ts';
import type { BlkdebugEvent } from './events.ts';
import type { ImageFacts } from './image-facts.ts';
import type { StatusRun, Truncation, UseOfNode, WriteFlags } from './node.ts';
import { BlockNode } from './node.ts';

/** Passes everything on. Nobody may send requests to `inner` while a wrapper stands in for it. */
export abstract class WrapperNode extends BlockNode {
  readonly driver: string;
  override readonly isFilter: boolean;
  override readonly honoursFua: boolean;
  override readonly canCompress: boolean;
  override readonly canBack: boolean;
  override readonly hasCopies: boolean;
  override readonly writesUnasked: boolean;
  readonly inner: BlockNode;
  /** What describeStack() calls this wrapper. */
  abstract readonly label: string;

  override get takesFua(): boolean {
    return this.inner.takesFua;
  }

  constructor(inner: BlockNode) {
    super(inner.filename, inner.mode);
    this.inner = inner;
    this.driver = inner.driver;
    this.isFilter = inner.isFilter;
    this.honoursFua = inner.honoursFua;
    this.canCompress = inner.canCompress;
    this.canBack = inner.canBack;
    this.hasCopies = inner.hasCopies;
    this.writesUnasked = inner.writesUnasked;
    this.isUnlocked = inner.isUnlocked;
    this.children = inner.children;
    this.limits = inner.limits;
    this.zeroFlags = inner.zeroFlags;
    this.openedWith = inner.openedWith;
  }

  length(): number {
    return this.inner.length();
  }

  override get clusterSize(): number {
    return this.inner.clusterSize;
  }

  override allocatedBytes(): number | undefined {
    return this.inner.allocatedBytes();
  }

  override describe(): ImageFacts | undefined {
    return this.inner.describe();
  }

  override hasZeroInit(): boolean {
    return this.inner.hasZeroInit();
  }

  doRead(offset: number, target: Uint8Array): Task<void> {
    return this.inner.doRead(offset, target);
  }

  doWrite(offset: number, source: Uint8Array, flags: WriteFlags): Task<void> {
    return this.inner.doWrite(offset, source, flags);
  }

  override doWriteZeroes(offset: number, length: number, flags: WriteFlags): Task<void> {
    return this.inner.doWriteZeroes(offset, length, flags);
  }

  override doDiscard(offset: number, length: number): Task<void> {
    return this.inner.doDiscard(offset, length);
  }

  override doTruncate(length: number, how: Truncation): Task<void> {
    return this.inner.doTruncate(length, how);
  }

  override doFlushToOs(): Task<void> {
    return this.inner.doFlushToOs();
  }

  override doFlushToDisk(): Task<void> {
    return this.inner.doFlushToDisk();
  }

  override doFlushWhole(): Task<void> | undefined {
    return this.inner.doFlushWhole();
  }

  override *doStatus(offset: number, length: number, wantZero: boolean): Task<StatusRun> {
    const run = yield* this.inner.doStatus(offset, length, wantZero);
    return run.owner === this.inner ? { ...run, owner: this } : run;
  }

  override noteUse(use: UseOfNode): void {
    this.inner.noteUse(use);
  }

  override event(name: BlkdebugEvent): Task<void> | undefined {
    return this.inner.event(name);
  }

  override *doMakeWritable(): Task<void> {
    yield* this.inner.doMakeWritable();
    this.inner.mode = { ...this.inner.mode, readOnly: false };
  }

  override doClose(): Task<void> {
    return this.inner.doClose();
  }
}
