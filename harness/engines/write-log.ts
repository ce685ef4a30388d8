// What the files of one world were asked to change, and to make durable, since it was last taken.
import type { IoListener, LoggedIo } from '../../engine/index.ts';
import { wordOf } from '../golden/io-word.ts';
import { IoLines } from '../golden/write-log.ts';
import { TEST_DIR } from './engine.ts';

/** Keeps a word for each I/O. */
export class WriteLog implements IoListener {
  #lines = new IoLines();

  issued(io: LoggedIo): number {
    return this.#lines.add(io.file.replace(`${TEST_DIR}/`, ''), wordOf(io));
  }

  failed(id: number, errno: number): void {
    this.#lines.fail(id, errno);
  }

  /** The lines of all since the last call; empty: there was nothing. Nothing may be under way. */
  take(): string {
    const { text } = this.#lines;
    this.#lines = new IoLines();
    return text;
  }
}
