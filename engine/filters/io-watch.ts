// Hears each request that a format sends to its file, and how it ends. A wrapper that stands
// between the two, so that it hears also what blkdebug fails, which stands below.
import { IoError } from '../base/errors.ts';
import { fileBelow } from '../block/filename.ts';
import type { BlockNode, Truncation, WriteFlags } from '../block/node.ts';
import { WrapperNode } from '../block/wrapper.ts';
import type { Task } from '../task/task.ts';
import type { CountedIo, IoKind } from './fail-nth.ts';

/** A request as it is sent. */
export type SentIo = Omit<CountedIo, 'errno'>;

/** Told of each request; what it gives back is called when that ends, with what it failed with. */
export type HearIo = (io: SentIo) => (errno: number | undefined) => void;

/** Passes everything on. */
export class IoWatch extends WrapperNode {
  readonly label = 'io-watch';
  readonly #hear: HearIo;
  readonly #file: string;

  constructor(inner: BlockNode, hear: HearIo) {
    super(inner);
    this.#file = fileBelow(inner);
    this.#hear = hear;
  }

  *#watch(kind: IoKind, offset: number, length: number, request: Task<void>): Task<void> {
    const ended = this.#hear({ file: this.#file, kind, offset, length });
    try {
      yield* request;
    } catch (error) {
      if (error instanceof IoError) ended(error.errno);
      throw error;
    }
    ended(undefined);
  }

  override doRead(offset: number, target: Uint8Array): Task<void> {
    return this.#watch('read', offset, target.length, super.doRead(offset, target));
  }

  override doWrite(offset: number, source: Uint8Array, flags: WriteFlags): Task<void> {
    return this.#watch('write', offset, source.length, super.doWrite(offset, source, flags));
  }

  override doWriteZeroes(offset: number, length: number, flags: WriteFlags): Task<void> {
    return this.#watch('write-zeroes', offset, length, super.doWriteZeroes(offset, length, flags));
  }

  override doDiscard(offset: number, length: number): Task<void> {
    return this.#watch('discard', offset, length, super.doDiscard(offset, length));
  }

  override doTruncate(length: number, how: Truncation): Task<void> {
    return this.#watch('truncate', length, 0, super.doTruncate(length, how));
  }

  override doFlushToDisk(): Task<void> {
    return this.#watch('flush', 0, 0, super.doFlushToDisk());
  }
}
