// Records every request and event that passes, one line of text each. A wrapper: above blkdebug
// it sees what the format asks for and which faults it gets, around a base node what reaches the
// file.
import { strerror } from '../base/errno.ts';
import { IoError } from '../base/errors.ts';
import type { BlkdebugEvent } from '../block/events.ts';
import type { BlockNode, Truncation, WriteFlags } from '../block/node.ts';
import { WrapperNode } from '../block/wrapper.ts';
import type { Task } from '../task/task.ts';

/**
 * Appends lines such as `write 4096 512`, `flush` and `event l2_load` to `lines` when a request
 * is submitted. A failure is added to the line of its request: `write 4096 512: No space left on
 * device`.
 */
export class TraceNode extends WrapperNode {
  readonly label = 'trace';
  readonly #lines: string[];
  readonly #prefix: string;

  /** `prefix` opens each line, to tell several traced nodes apart. */
  constructor(inner: BlockNode, lines: string[], prefix = '') {
    super(inner);
    this.#lines = lines;
    this.#prefix = prefix;
  }

  override doRead(offset: number, target: Uint8Array): Task<void> {
    return this.#record(`read ${offset} ${target.length}`, super.doRead(offset, target));
  }

  override doWrite(offset: number, source: Uint8Array, flags: WriteFlags): Task<void> {
    const line = `write ${offset} ${source.length}`;
    return this.#record(line, super.doWrite(offset, source, flags));
  }

  override doWriteZeroes(offset: number, length: number, flags: WriteFlags): Task<void> {
    const line = `write-zeroes ${offset} ${length}`;
    return this.#record(line, super.doWriteZeroes(offset, length, flags));
  }

  override doDiscard(offset: number, length: number): Task<void> {
    return this.#record(`discard ${offset} ${length}`, super.doDiscard(offset, length));
  }

  override doTruncate(length: number, how: Truncation): Task<void> {
    const line = `truncate ${length}`;
    return this.#record(line, super.doTruncate(length, how));
  }

  override doFlushToDisk(): Task<void> {
    return this.#record('flush', super.doFlushToDisk());
  }

  override event(name: BlkdebugEvent): Task<void> | undefined {
    this.#lines.push(`${this.#prefix}event ${name}`);
    return super.event(name);
  }

  *#record(line: string, request: Task<void>): Task<void> {
    const index = this.#lines.push(this.#prefix + line) - 1;
    try {
      yield* request;
    } catch (error) {
      if (!(error instanceof IoError)) throw error;
      this.#lines[index] = `${this.#prefix}${line}: ${strerror(error.errno)}`;
      throw error;
    }
  }
}
