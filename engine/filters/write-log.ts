// Tells a listener what a file is asked to change and to make durable, in the order in which it is
// asked: the file as its device sees it. A wrapper of base nodes that changes nothing. Reads are
// not told: no order of them is ever missed on a disk.
import { IoError } from '../base/errors.ts';
import type { BlockNode, Truncation, WriteFlags } from '../block/node.ts';
import { WrapperNode } from '../block/wrapper.ts';
import type { Task } from '../task/task.ts';

/** One request that changes a file, or makes it durable. */
export interface LoggedIo {
  readonly file: string;
  readonly kind: 'write' | 'zero' | 'discard' | 'truncate' | 'flush';
  /** In bytes; of a truncation the new length, of a flush 0. */
  readonly offset: number;
  /** In bytes; of a truncation and of a flush 0. */
  readonly length: number;
  /** What is written; its owner changes it afterwards. */
  readonly bytes?: Uint8Array;
  /** What it asks for besides: 'fua', 'unmap', a kind of preallocation. */
  readonly flag?: string | undefined;
  /** Of a flush: changes of the file that have not ended, which it does not cover. */
  readonly underWay?: number;
}

/** Whoever keeps a log. */
export interface IoListener {
  /** Told when the request is issued; what comes back names it afterwards. */
  issued(io: LoggedIo): number;
  failed(id: number, errno: number): void;
}

/** Tells `listener` of each change of the file below it. */
export class WriteLogNode extends WrapperNode {
  readonly label = 'write-log';
  readonly #listener: IoListener;
  #underWay = 0;

  constructor(inner: BlockNode, listener: IoListener) {
    super(inner);
    this.#listener = listener;
  }

  override doWrite(offset: number, source: Uint8Array, flags: WriteFlags): Task<void> {
    const flag = flags.fua ? 'fua' : undefined;
    const { length } = source;
    const io: LoggedIo = { bytes: source, flag, ...this.#at('write', offset, length) };
    return this.#tell(io, super.doWrite(offset, source, flags));
  }

  override doWriteZeroes(offset: number, length: number, flags: WriteFlags): Task<void> {
    const asked = [...(flags.mayUnmap ? ['unmap'] : []), ...(flags.fua ? ['fua'] : [])];
    const io = { flag: asked.join('-') || undefined, ...this.#at('zero', offset, length) };
    return this.#tell(io, super.doWriteZeroes(offset, length, flags));
  }

  override doDiscard(offset: number, length: number): Task<void> {
    return this.#tell(this.#at('discard', offset, length), super.doDiscard(offset, length));
  }

  override doTruncate(length: number, how: Truncation): Task<void> {
    const flag = how.preallocation === 'off' ? undefined : how.preallocation;
    const io = { flag, ...this.#at('truncate', length, 0) };
    return this.#tell(io, super.doTruncate(length, how));
  }

  override doFlushToDisk(): Task<void> {
    return this.#tell(this.#at('flush', 0, 0), super.doFlushToDisk());
  }

  #at(kind: LoggedIo['kind'], offset: number, length: number): LoggedIo {
    return { file: this.inner.filename, kind, offset, length };
  }

  *#tell(io: LoggedIo, request: Task<void>): Task<void> {
    const isFlush = io.kind === 'flush';
    const id = this.#listener.issued(isFlush ? { underWay: this.#underWay, ...io } : io);
    if (!isFlush) this.#underWay += 1;
    try {
      yield* request;
    } catch (error) {
      if (!(error instanceof IoError)) throw error;
      this.#listener.failed(id, error.errno);
      throw error;
    } finally {
      if (!isFlush) this.#underWay -= 1;
    }
  }
}
