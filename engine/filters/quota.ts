// A device that is full: a wrapper of a base node that lets the file take no more than a budget.
import { ENOSPC, strerror } from '../base/errno.ts';
import { IoError } from '../base/errors.ts';
import type { BlockNode, Truncation, WriteFlags } from '../block/node.ts';
import { WrapperNode } from '../block/wrapper.ts';
import type { Task } from '../task/task.ts';
import { ioTurn, mustAwaitIo } from '../task/task.ts';
import { bytesOption, layerSpec } from './fault-layer.ts';

/**
 * Fails with ENOSPC whatever would make the file longer than `budget` bytes, and then leaves the
 * file as it was. The budget can be changed at any time; undefined lifts it. What stands in the
 * file already stays usable under a smaller budget, and can be overwritten.
 */
export class QuotaNode extends WrapperNode {
  readonly label = 'quota';
  /** Bytes that the file may have; undefined: as many as it wants. */
  budget: number | undefined;
  /** Requests refused so far. */
  refused = 0;

  constructor(inner: BlockNode, budget: number | undefined) {
    super(inner);
    this.budget = budget;
  }

  override doWrite(offset: number, source: Uint8Array, flags: WriteFlags): Task<void> {
    return this.#mayEndAt(offset + source.length)
      ? super.doWrite(offset, source, flags)
      : this.#refuse();
  }

  override doWriteZeroes(offset: number, length: number, flags: WriteFlags): Task<void> {
    return this.#mayEndAt(offset + length)
      ? super.doWriteZeroes(offset, length, flags)
      : this.#refuse();
  }

  override doTruncate(length: number, how: Truncation): Task<void> {
    if (this.#mayEndAt(length)) return super.doTruncate(length, how);
    // As files of the host say it (storage/host-file.ts).
    const isReserved = how.preallocation === 'falloc';
    return this.#refuse(isReserved ? 'Could not preallocate new data' : 'Could not resize file');
  }

  #mayEndAt(end: number): boolean {
    return this.budget === undefined || end <= this.budget || end <= this.length();
  }

  /** The device says no after the same turn that it takes to say yes. */
  *#refuse(what?: string): Task<void> {
    this.refused += 1;
    if (mustAwaitIo()) yield ioTurn;
    throw new IoError(ENOSPC, what === undefined ? undefined : `${what}: ${strerror(ENOSPC)}`);
  }
}

/** `quota`: the same budget for each file. */
export const quotaLayer = layerSpec({
  name: 'quota',
  description: 'Bounds the length of every file from here on.',
  main: 'bytes',
  options: { bytes: bytesOption('bytes that each file may have') },
  start: ({ bytes }) => ({ wrap: (node) => new QuotaNode(node, bytes) }),
});
