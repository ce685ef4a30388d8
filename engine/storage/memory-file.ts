// One open file in memory. It behaves as a file on a host with 4 KiB blocks does: sparse, growing
// with writes, zero ranges that extend, punched holes that do not. Every I/O takes effect when it
// is submitted and costs one turn; asking for the status costs none.
import type { OpenMode, StatusRun, Truncation, WriteFlags } from '../block/node.ts';
import { firstBlockOf, refusePreallocation } from '../block/preallocation.ts';
import type { Task } from '../task/task.ts';
import { ioTurn, mustAwaitIo } from '../task/task.ts';
import { FileNode } from './file-node.ts';
import { PagedBytes, type Run } from './paged-bytes.ts';

/** Largest preallocation that is written as data in one go, in bytes. */
const FILL_CHUNK = 1024 * 1024;

/**
 * An open file in memory. Several nodes may share one `PagedBytes`. Above 2^53 an offset is the
 * nearest double, as everywhere in the engine: there bytes may lie up to 512 away from their
 * offset.
 */
export class MemoryFile extends FileNode {
  readonly #bytes: PagedBytes;

  constructor(filename: string, mode: OpenMode, bytes: PagedBytes = new PagedBytes()) {
    super(filename, mode);
    this.#bytes = bytes;
  }

  length(): number {
    return this.#bytes.length;
  }

  override allocatedBytes(): number {
    return this.#bytes.allocatedBytes();
  }

  *doRead(offset: number, target: Uint8Array): Task<void> {
    this.#bytes.read(offset, target);
    if (mustAwaitIo()) yield ioTurn;
  }

  *doWrite(offset: number, source: Uint8Array, _flags: WriteFlags): Task<void> {
    this.#bytes.write(offset, source);
    if (mustAwaitIo()) yield ioTurn;
  }

  override *doWriteZeroes(offset: number, length: number, flags: WriteFlags): Task<void> {
    if (flags.mayUnmap && this.mode.mayUnmap) {
      this.#bytes.punch(offset, length);
    } else {
      this.#bytes.zero(offset, length);
    }
    if (mustAwaitIo()) yield ioTurn;
  }

  override *doDiscard(offset: number, length: number): Task<void> {
    this.#bytes.punch(offset, length);
    if (mustAwaitIo()) yield ioTurn;
  }

  override *doTruncate(length: number, { preallocation }: Truncation): Task<void> {
    const before = this.#bytes.length;
    refusePreallocation(before, length, preallocation);
    this.#bytes.truncate(length);
    if (preallocation === 'off') {
      const first = firstBlockOf(before, length);
      if (first > 0) this.#bytes.write(0, new Uint8Array(first));
    } else if (length > before && preallocation === 'falloc') {
      this.#bytes.reserve(before, length - before);
      const first = firstBlockOf(before, length);
      if (first > 0) this.#bytes.write(0, new Uint8Array(first));
    } else if (length > before && preallocation === 'full') {
      const zeroes = new Uint8Array(Math.min(FILL_CHUNK, length - before));
      for (let at = before; at < length; at += zeroes.length) {
        this.#bytes.write(at, zeroes.subarray(0, Math.min(zeroes.length, length - at)));
      }
    }
    if (mustAwaitIo()) yield ioTurn;
  }

  override *doFlushToDisk(): Task<void> {
    if (mustAwaitIo()) yield ioTurn;
  }

  /** What is asked for may reach past the end, where there is a hole. */
  #run(offset: number, length: number, wantZero: boolean): Run {
    if (!wantZero) return { length, isData: true };
    const isPastEnd = offset >= this.#bytes.length;
    return isPastEnd ? { length, isData: false } : this.#bytes.runAt(offset, length);
  }

  override *doStatus(offset: number, length: number, wantZero: boolean): Task<StatusRun> {
    const run = this.#run(offset, length, wantZero);
    return {
      length: run.length,
      data: run.isData,
      zero: !run.isData,
      allocated: true,
      hostOffset: offset,
      owner: this,
    };
  }
}
