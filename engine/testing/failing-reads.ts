// For tests only: a file whose reads are listed and fail on request.
import { IoError } from '../base/errors.ts';
import { FilterNode, READ_WRITE } from '../block/node.ts';
import type { BlockNode, WriteFlags } from '../block/node.ts';
import type { BlkdebugEvent } from '../block/events.ts';
import type { Task } from '../task/task.ts';

export class FailingReads extends FilterNode {
  readonly driver = 'failing-reads';
  /** Offset and length of every read, and every event, in order. */
  readonly log: string[] = [];
  readonly #fails: (offset: number, length: number) => number | undefined;

  /** `fails` returns the errno for a read, or undefined to let it pass. */
  constructor(below: BlockNode, fails: (offset: number, length: number) => number | undefined) {
    super('test.qcow2', READ_WRITE, 'file', below);
    this.#fails = fails;
  }

  override *doRead(offset: number, target: Uint8Array): Task<void> {
    this.log.push(`read ${offset} ${target.length}`);
    const errno = this.#fails(offset, target.length);
    if (errno !== undefined) {
      throw new IoError(errno);
    }
    yield* this.below.doRead(offset, target);
  }

  override *doWrite(offset: number, source: Uint8Array, flags: WriteFlags): Task<void> {
    yield* this.below.doWrite(offset, source, flags);
  }

  override event(name: BlkdebugEvent): Task<void> | undefined {
    this.log.push(name);
    return undefined;
  }
}
