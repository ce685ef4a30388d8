// A client of NBD that sends what it is told, sense or nonsense, and puts what comes back into
// words: for tests of servers.
import { createHash } from 'node:crypto';
import {
  nbd,
  readU16,
  readU32,
  readU64,
  writeU16,
  writeU32,
  writeU64,
} from '../../engine/index.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** All of `parts` in one. */
export const joined = (...parts: readonly Uint8Array[]): Uint8Array =>
  new Uint8Array(Buffer.concat(parts));

/** Flags of a client: fixed newstyle, no zeroes. */
export function clientFlags(flags = 3): Uint8Array {
  const bytes = new Uint8Array(4);
  writeU32(bytes, 0, flags);
  return bytes;
}

/** An option with its data. */
export function option(number: number, data: Uint8Array = new Uint8Array(0)): Uint8Array {
  const head = new Uint8Array(16);
  head.set(encoder.encode(nbd.OPTION_MAGIC));
  writeU32(head, 8, number);
  writeU32(head, 12, data.length);
  return joined(head, data);
}

const u16 = (value: number): Uint8Array => {
  const bytes = new Uint8Array(2);
  writeU16(bytes, 0, value);
  return bytes;
};
const u32 = (value: number): Uint8Array => {
  const bytes = new Uint8Array(4);
  writeU32(bytes, 0, value);
  return bytes;
};

/** A length and text. */
export const lengthAndText = (text: string): Uint8Array =>
  joined(u32(encoder.encode(text).length), encoder.encode(text));

/** GO, or INFO, with what is to be told. */
export const go = (
  name: string,
  infos: readonly number[] = [],
  number: number = nbd.OPTION.go,
): Uint8Array => option(number, joined(lengthAndText(name), u16(infos.length), ...infos.map(u16)));

/** SET_META_CONTEXT, or LIST_META_CONTEXT. */
export const metaContexts = (
  name: string,
  queries: readonly string[],
  number: number = nbd.OPTION.setMetaContext,
): Uint8Array =>
  option(number, joined(lengthAndText(name), u32(queries.length), ...queries.map(lengthAndText)));

/** One command; cookies tell replies apart. */
export interface RawCommand {
  readonly command: number;
  readonly cookie: number;
  readonly offset?: number;
  readonly length?: number;
  readonly flags?: number;
  readonly data?: Uint8Array;
  readonly magic?: number;
}

/** The command as bytes. */
export function command(given: RawCommand): Uint8Array {
  const { data = new Uint8Array(0) } = given;
  const bytes = new Uint8Array(nbd.REQUEST_BYTES);
  writeU32(bytes, 0, given.magic ?? nbd.REQUEST_MAGIC);
  writeU16(bytes, 4, given.flags ?? 0);
  writeU16(bytes, 6, given.command);
  writeU64(bytes, 8, given.cookie);
  writeU64(bytes, 16, given.offset ?? 0);
  writeU32(bytes, 24, given.length ?? data.length);
  return joined(bytes, data);
}

/** Length and hash: what is told of data. */
export const digest = (bytes: Uint8Array): string =>
  `${bytes.length} ${createHash('sha256').update(bytes).digest('hex').slice(0, 8)}`;

const CHUNK_NAMES: Readonly<Record<number, string>> = {
  0: 'none',
  1: 'data',
  2: 'hole',
  5: 'status',
};

/** Takes what a server has sent apart. */
class ReplyReader {
  readonly #bytes: Uint8Array;
  readonly #reads: ReadonlyMap<number, number>;
  readonly words: string[] = [];
  #at = 0;

  constructor(bytes: Uint8Array, reads: ReadonlyMap<number, number>) {
    this.#bytes = bytes;
    this.#reads = reads;
  }

  readAll(): readonly string[] {
    if (decoder.decode(this.#bytes.subarray(0, 8)) === nbd.GREETING) {
      this.words.push(`greeting ${readU16(this.#bytes, 16)}`);
      this.#at = 18;
    }
    while (this.#at < this.#bytes.length) {
      const left = this.#bytes.subarray(this.#at);
      const taken = left.length < 16 ? undefined : this.#readOne(left);
      if (taken === undefined) {
        this.words.push(`raw ${Buffer.from(left).toString('hex')}`);
        break;
      }
      this.#at += taken;
    }
    return this.words;
  }

  /** Returns how many bytes it takes; undefined where it is no reply, or not all of one. */
  #readOne(left: Uint8Array): number | undefined {
    const magic = readU32(left, 0);
    if (magic === nbd.REPLY_MAGIC_HIGH && left.length >= 20) {
      const length = readU32(left, 16);
      if (left.length < 20 + length) return undefined;
      const data = left.subarray(20, 20 + length);
      const type = readU32(left, 12);
      const text =
        type >= nbd.FIRST_REFUSAL ? decoder.decode(data) : Buffer.from(data).toString('hex');
      this.words.push(`option ${readU32(left, 8)}: ${nbd.replyName(type)} ${text}`);
      return 20 + length;
    }
    if (magic === nbd.SIMPLE_MAGIC) {
      const cookie = readU64(left, 8);
      const errno = readU32(left, 4);
      const length = errno === 0 ? (this.#reads.get(cookie) ?? 0) : 0;
      if (left.length < 16 + length) return undefined;
      const data = length === 0 ? '' : ` ${digest(left.subarray(16, 16 + length))}`;
      this.words.push(`${cookie}: simple ${errno}${data}`);
      return 16 + length;
    }
    if (magic !== nbd.STRUCTURED_MAGIC || left.length < 20) return undefined;
    const length = readU32(left, 16);
    if (left.length < 20 + length) return undefined;
    this.#readChunk(left, left.subarray(20, 20 + length));
    return 20 + length;
  }

  #readChunk(head: Uint8Array, data: Uint8Array): void {
    const kind = readU16(head, 6);
    const start = `${readU64(head, 8)}: ${CHUNK_NAMES[kind] ?? 'error'}`;
    const end = readU16(head, 4) === 1 ? '' : ' ...';
    if (kind >= nbd.FIRST_ERROR_CHUNK) {
      this.words.push(`${start} ${readU32(data, 0)} ${decoder.decode(data.subarray(6))}${end}`);
    } else if (kind === nbd.CHUNK.data) {
      this.words.push(`${start} ${readU64(data, 0)} ${digest(data.subarray(8))}${end}`);
    } else if (kind === nbd.CHUNK.hole) {
      this.words.push(`${start} ${readU64(data, 0)}+${readU32(data, 8)}${end}`);
    } else {
      const numbers = Array.from({ length: data.length / 4 }, (_, index) =>
        readU32(data, index * 4),
      );
      this.words.push(`${start} ${numbers.join(' ')}${end}`);
    }
  }
}

/**
 * What a server has sent, in words: a line for each reply and chunk. `reads` tells by their cookies
 * how much data follows simple replies.
 */
export const describeReplies = (
  bytes: Uint8Array,
  reads: ReadonlyMap<number, number> = new Map(),
): readonly string[] => new ReplyReader(bytes, reads).readAll();
