// What a preloaded library (ask-below.c) tells of an engine's calls on files, and what it is
// answered: each call waits until it is.
import { closeSync, readSync, writeSync } from 'node:fs';
import { makePipe, type PipeEnds } from '../../host/named-pipe.ts';
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
  /** What a write writes; good until the call is answered. */
  readonly bytes: Uint8Array;
}

/** Bytes of what is told before the name: see `struct told`. */
const HEAD = 32;
const CHUNK = 1024 * 1024;

/** The two pipes, and who is asked. close() lets go of this side. */
export class BelowChannel {
  readonly #tells: PipeEnds;
  readonly #answers: PipeEnds;
  readonly #onCall: (call: FileCall) => number;
  #pending = Buffer.alloc(0);
  #isOpen = true;

  /** `onCall` returns the errno with which a call fails, 0 where it goes on. */
  constructor(folder: string, onCall: (call: FileCall) => number) {
    this.#tells = makePipe(folder, 'read');
    this.#answers = makePipe(folder, 'write');
    this.#onCall = onCall;
  }

  /** What the engine gets as its descriptors 3 and 4; closed by handedOver(). */
  get theirs(): readonly number[] {
    return [this.#tells.write, this.#answers.read];
  }

  /** The engine has its ends. */
  handedOver(): void {
    for (const descriptor of this.theirs) closeSync(descriptor);
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
        if (!this.#answer(answer)) return false;
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
      const count = readSync(this.#tells.read, chunk);
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
      bytes: pending.subarray(HEAD + nameLength, end),
    };
  }

  /** False: nobody waits for it any more. */
  #answer(bytes: Buffer): boolean {
    try {
      return writeSync(this.#answers.write, bytes) === bytes.length;
    } catch (error) {
      if (isSystemError(error) && error.code === 'EPIPE') return false;
      throw error;
    }
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    closeSync(this.#tells.read);
    closeSync(this.#answers.write);
  }
}
