// An NBD server in memory that plays its part from a script: what goes wrong with a real one only
// rarely.
import { readU16, readU32, writeU16, writeU32, writeU64 } from '../base/endian.ts';
import { EIO } from '../base/errno.ts';
import { IoError } from '../base/errors.ts';
import type { Connection } from '../block/storage.ts';

const encoder = new TextEncoder();
/** Bytes of the export. */
export const SIZE = 1024 * 1024;

/** A number and its bytes, text, or bytes. */
type Part = readonly [number, 2 | 4 | 8] | string | Uint8Array;

/** Bytes from numbers with their widths, from text, and from other bytes. */
export function pack(...parts: readonly Part[]): Uint8Array {
  const pieces = parts.map((part) => {
    if (typeof part === 'string') return encoder.encode(part);
    if (part instanceof Uint8Array) return part;
    const [value, width] = part;
    const bytes = new Uint8Array(width);
    if (width === 2) writeU16(bytes, 0, value);
    else if (width === 4) writeU32(bytes, 0, value);
    else writeU64(bytes, 0, value);
    return bytes;
  });
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** A reply to an option. */
export const reply = (
  option: number,
  type: number,
  data: Uint8Array = new Uint8Array(0),
): Uint8Array =>
  pack([0x0003e889, 4], [0x045565a9, 4], [option, 4], [type, 4], [data.length, 4], data);

/** One chunk of a reply to the command of that cookie; `flags` 1: the last one. */
export const chunk = (type: number, cookie: number, data: Uint8Array, flags = 1): Uint8Array =>
  pack([0x668e33ef, 4], [flags, 2], [type, 2], [cookie, 8], [data.length, 4], data);

/**
 * A server that plays its part from a script: it answers in order; `contexts` are those that it
 * knows.
 */
export class ScriptedServer implements Connection {
  readonly commands: number[] = [];
  /** Everything of each command behind its magic number. */
  readonly requests: Uint8Array[] = [];
  /** What is offered: by default flush, FUA, trim and zero writes. */
  offers = 0b1101101;
  isClosed = false;
  #out: Uint8Array;
  readonly #answers: Uint8Array[];
  readonly #contexts: readonly string[];

  constructor(
    answers: readonly Uint8Array[],
    contexts: readonly string[],
    greeting = 'NBDMAGIC',
    flags = 3,
  ) {
    this.#answers = [...answers];
    this.#contexts = contexts;
    this.#out = pack(greeting, 'IHAVEOPT', [flags, 2]);
  }

  read(target: Uint8Array): void {
    if (this.#out.length < target.length) throw new IoError(EIO);
    target.set(this.#out.subarray(0, target.length));
    this.#out = this.#out.subarray(target.length);
  }

  write(source: Uint8Array): void {
    if (source.length === 4) return; // the flags of the client
    if (readU32(source, 0) === 0x25609513) {
      this.commands.push(readU16(source, 6));
      this.requests.push(source.slice(4));
      this.say(this.#answers.shift() ?? new Uint8Array(0));
      return;
    }
    const option = readU32(source, 8);
    if (option === 8) this.say(reply(8, 1));
    if (option === 10) {
      const asked = new TextDecoder().decode(source.subarray(28));
      if (this.#contexts.includes(asked)) this.say(reply(10, 4, pack([7, 4], asked)));
      this.say(reply(10, 1));
    }
    if (option === 7) {
      this.say(reply(7, 3, pack([0, 2], [SIZE, 8], [this.offers, 2])));
      this.say(reply(7, 3, pack([3, 2], [1, 4], [4096, 4], [65536, 4])));
      this.say(reply(7, 1));
    }
  }

  /** Greets with other flags. */
  greet(flags: number): void {
    this.#out = pack('NBDMAGIC', 'IHAVEOPT', [flags, 2]);
  }

  close(): void {
    this.isClosed = true;
  }

  say(bytes: Uint8Array): void {
    this.#out = pack(this.#out, bytes);
  }
}
