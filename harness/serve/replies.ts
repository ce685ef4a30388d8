// Replies to commands as bytes: simple ones, and chunks where those were agreed on.
import { encodeText, nbd, writeU16, writeU32, writeU64 } from '../../engine/index.ts';
import type { Extent } from './extents.ts';
import type { Send } from './handshake.ts';

/** By which a client knows its command again: eight bytes that mean nothing here. */
export type Cookie = Uint8Array;

const SIMPLE_BYTES = 16;
const CHUNK_BYTES = 20;
const EXTENT_BYTES = 8;
/** Flag of a chunk: nothing follows it. */
const LAST = 1;

/** Says to one client what came of its commands. */
export class Replies {
  readonly isStructured: boolean;
  readonly #send: Send;

  constructor(isStructured: boolean, send: Send) {
    this.isStructured = isStructured;
    this.#send = send;
  }

  /** Done; `data` is what was read, where no chunks were agreed on. */
  simple(cookie: Cookie, data?: Uint8Array): void {
    this.#simple(cookie, 0);
    if (data !== undefined && data.length > 0) this.#send(data);
  }

  /** Failed. The client is told the nearest error that the protocol knows. */
  failed(cookie: Cookie, errno: number, message: string): void {
    const told = nbd.wireErrno(errno);
    if (!this.isStructured) {
      this.#simple(cookie, told);
      return;
    }
    const text = encodeText(message).subarray(0, nbd.MAX_TEXT);
    const bytes = new Uint8Array(6 + text.length);
    writeU32(bytes, 0, told);
    writeU16(bytes, 4, text.length);
    bytes.set(text, 6);
    this.#chunk(cookie, nbd.CHUNK.error, bytes, true);
  }

  /** Nothing was read, as nothing was asked for. */
  done(cookie: Cookie): void {
    this.#chunk(cookie, nbd.CHUNK.none, new Uint8Array(0), true);
  }

  data(cookie: Cookie, offset: number, data: Uint8Array, isLast: boolean): void {
    const head = new Uint8Array(CHUNK_BYTES + 8);
    this.#fillHead(head, { cookie, kind: nbd.CHUNK.data, length: 8 + data.length, isLast });
    writeU64(head, CHUNK_BYTES, offset);
    this.#send(head);
    this.#send(data);
  }

  hole(cookie: Cookie, offset: number, length: number, isLast: boolean): void {
    const bytes = new Uint8Array(12);
    writeU64(bytes, 0, offset);
    writeU32(bytes, 8, length);
    this.#chunk(cookie, nbd.CHUNK.hole, bytes, isLast);
  }

  status(cookie: Cookie, context: number, extents: readonly Extent[], isLast: boolean): void {
    const bytes = new Uint8Array(4 + EXTENT_BYTES * extents.length);
    writeU32(bytes, 0, context);
    for (const [index, { length, flags }] of extents.entries()) {
      writeU32(bytes, 4 + EXTENT_BYTES * index, length);
      writeU32(bytes, 8 + EXTENT_BYTES * index, flags);
    }
    this.#chunk(cookie, nbd.CHUNK.status, bytes, isLast);
  }

  #simple(cookie: Cookie, errno: number): void {
    const bytes = new Uint8Array(SIMPLE_BYTES);
    writeU32(bytes, 0, nbd.SIMPLE_MAGIC);
    writeU32(bytes, 4, errno);
    bytes.set(cookie, 8);
    this.#send(bytes);
  }

  #chunk(cookie: Cookie, kind: number, data: Uint8Array, isLast: boolean): void {
    const bytes = new Uint8Array(CHUNK_BYTES + data.length);
    this.#fillHead(bytes, { cookie, kind, length: data.length, isLast });
    bytes.set(data, CHUNK_BYTES);
    this.#send(bytes);
  }

  #fillHead(bytes: Uint8Array, head: ChunkHead): void {
    writeU32(bytes, 0, nbd.STRUCTURED_MAGIC);
    writeU16(bytes, 4, head.isLast ? LAST : 0);
    writeU16(bytes, 6, head.kind);
    bytes.set(head.cookie, 8);
    writeU32(bytes, 16, head.length);
  }
}

interface ChunkHead {
  readonly cookie: Cookie;
  readonly kind: number;
  /** Bytes behind the head. */
  readonly length: number;
  readonly isLast: boolean;
}
