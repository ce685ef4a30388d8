// The two logs of `blkdrill serve`: what clients asked for, and what that did to files.
import { closeSync, openSync, writeFileSync } from 'node:fs';
import type { IoListener } from '../../engine/index.ts';
import { WriteLog } from '../engines/write-log.ts';
import { formatWriteLog } from '../golden/write-log.ts';
import { isSystemError, systemErrorText } from '../host/system-error.ts';

/** A file that grows; one that cannot be written any more is told of once. */
class LogFile {
  readonly #descriptor: number;
  readonly #tell: (line: string) => void;
  hasFailed = false;

  /** Throws what the system says. */
  constructor(name: string, tell: (line: string) => void) {
    this.#descriptor = openSync(name, 'w');
    this.#tell = tell;
  }

  add(text: string): void {
    if (this.hasFailed) return;
    try {
      writeFileSync(this.#descriptor, text);
    } catch (error) {
      if (!isSystemError(error)) throw error;
      this.hasFailed = true;
      this.#tell(`a log cannot be written any more: ${systemErrorText(error)}`);
    }
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

/** Where the logs go; undefined: there is none. */
export interface LogNames {
  readonly requests: string | undefined;
  readonly writes: string | undefined;
}

/** Both logs. */
export class ServeLogs {
  readonly #requests: LogFile | undefined;
  readonly #writes: LogFile | undefined;
  readonly #ios: WriteLog | undefined;

  /** Throws what the system says. */
  constructor({ requests, writes }: LogNames, tell: (line: string) => void) {
    if (requests !== undefined) this.#requests = new LogFile(requests, tell);
    if (writes === undefined) return;
    this.#writes = new LogFile(writes, tell);
    this.#writes.add(formatWriteLog([]));
    this.#ios = new WriteLog();
  }

  /** Is told of what reaches files; undefined: nobody asked for that. */
  get listener(): IoListener | undefined {
    return this.#ios;
  }

  get hasFailed(): boolean {
    return this.#requests?.hasFailed === true || this.#writes?.hasFailed === true;
  }

  /** Something that a client did has ended. */
  add(line: string): void {
    this.#requests?.add(`${line}\n`);
    this.endStep(line);
  }

  /** What reached files since the last time was for `title`. */
  endStep(title: string): void {
    const lines = this.#ios?.take() ?? '';
    if (lines !== '') this.#writes?.add(`- ${title}\n${lines}`);
  }

  close(): void {
    this.#requests?.close();
    this.#writes?.close();
  }
}
