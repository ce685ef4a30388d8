// A file in memory whose I/O takes effect when it ends, not when it is submitted: in between others
// read what was there before, and a write that is passed by a younger one lands behind it. Real
// devices do either; whoever explores orders tries both.
import type { OpenMode, WriteFlags } from '../block/node.ts';
import { ioTurn, mustAwaitIo, type Task } from '../task/task.ts';
import { MemoryFile } from './memory-file.ts';
import type { PagedBytes } from './paged-bytes.ts';

/** Truncations take effect at once: nothing else is in flight then that they could overtake. */
export class LateFile extends MemoryFile {
  readonly #bytes: PagedBytes;

  constructor(filename: string, mode: OpenMode, bytes: PagedBytes) {
    super(filename, mode, bytes);
    this.#bytes = bytes;
  }

  override *doRead(offset: number, target: Uint8Array): Task<void> {
    if (mustAwaitIo()) yield ioTurn;
    this.#bytes.read(offset, target);
  }

  override *doWrite(offset: number, source: Uint8Array, _flags: WriteFlags): Task<void> {
    const given = source.slice();
    if (mustAwaitIo()) yield ioTurn;
    this.#bytes.write(offset, given);
  }

  override *doWriteZeroes(offset: number, length: number, flags: WriteFlags): Task<void> {
    if (mustAwaitIo()) yield ioTurn;
    if (flags.mayUnmap && this.mode.mayUnmap) this.#bytes.punch(offset, length);
    else this.#bytes.zero(offset, length);
  }

  override *doDiscard(offset: number, length: number): Task<void> {
    if (mustAwaitIo()) yield ioTurn;
    this.#bytes.punch(offset, length);
  }
}
