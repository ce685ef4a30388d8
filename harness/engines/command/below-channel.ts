// What a preloaded library (ask-below.c) tells of an engine's calls on files, and what it is
// answered: each call waits until it is.
import { closeSync, constants, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { makeFifo } from '../../host/named-pipe.ts';
import { isSystemError } from '../../host/system-error.ts';

const KINDS = ['read', 'write', 'zero', 'punch', 'truncate', 'flush'] as const;

/** One call on a file. */
export interface FileCall {
  readonly kind: (typeof KINDS)[number];
  /** Without the folder. */
  readonly name: string;
  /** In bytes; of a truncation the new length. */
  readonly offset: number;
  /** In bytes; of a truncation and a flush 0. */
  readonly length: number;
  /** What a write writes. */
  readonly bytes: Uint8Array;
}

/** Bytes of what is told before the name: see `struct told`. */
const HEAD = 32;
const CHUNK = 1024 * 1024;

const { O_CREAT, O_NONBLOCK, O_RDWR } = constants;

/** The two pipes, and who is asked. close() removes them. */
export class BelowChannel {
  /** Where the pipes are; the library is told. */
  readonly folder: string;
  readonly #tells: number;
  readonly #answers: number;
  readonly #onCall: (call: FileCall) => number;
  #pending = Buffer.alloc(0);
  #isOpen = true;

  /** `onCall` returns the errno with which a call fails, 0 where it goes on. */
  constructor(scratch: string, onCall: (call: FileCall) => number) {
    this.folder = mkdtempSync(join(scratch, 'below-'));
    // Both ends are open here as well: whoever opens the other one need not wait.
    const opened = (name: string): number => {
      const path = join(this.folder, name);
      makeFifo(path);
      return openSync(path, O_RDWR + O_NONBLOCK);
    };
    this.#tells = opened('tells');
    this.#answers = opened('answers');
    closeSync(openSync(join(this.folder, 'lock'), O_RDWR + O_CREAT));
    this.#onCall = onCall;
  }

  /** Answers what was told. False: nothing was. Throws what the one who is asked throws. */
  serve(): boolean {
    if (!this.#isOpen) return false;
    let hasServed = false;
    for (;;) {
      const more = this.#read();
      if (more > 0) hasServed = true;
      const call = this.#next();
      if (call !== undefined) {
        const answer = Buffer.alloc(4);
        answer.writeInt32LE(this.#onCall(call));
        writeSync(this.#answers, answer);
        hasServed = true;
      } else if (more === 0) {
        return hasServed;
      }
    }
  }

  /** Bytes that came. */
  #read(): number {
    const chunk = Buffer.allocUnsafe(CHUNK);
    try {
      const count = readSync(this.#tells, chunk);
      if (count > 0) this.#pending = Buffer.concat([this.#pending, chunk.subarray(0, count)]);
      return count;
    } catch (error) {
      if (isSystemError(error) && error.code === 'EAGAIN') return 0;
      throw error;
    }
  }

  /** Takes the first call off what came; undefined: it is not there as a whole. */
  #next(): FileCall | undefined {
    const pending = this.#pending;
    if (pending.length < HEAD) return undefined;
    const nameLength = pending.readUInt32LE(4);
    const dataLength = Number(pending.readBigUInt64LE(8));
    const end = HEAD + nameLength + dataLength;
    if (pending.length < end) return undefined;
    this.#pending = pending.subarray(end);
    const kind = KINDS[pending.readUInt32LE(0) - 1];
    if (kind === undefined) throw new Error('a call of no kind');
    return {
      kind,
      name: pending.toString('utf8', HEAD, HEAD + nameLength),
      offset: Number(pending.readBigInt64LE(16)),
      length: Number(pending.readBigInt64LE(24)),
      // No Buffer: its slice() would be the same memory, where layers want a copy.
      bytes: new Uint8Array(pending.subarray(HEAD + nameLength, end)),
    };
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    closeSync(this.#tells);
    closeSync(this.#answers);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
