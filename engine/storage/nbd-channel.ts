// Commands to an NBD server and their replies, one after the other, as the NBD specification has
// them. Every number is big-endian.
//
// What breaks the protocol ends the connection: nobody knows any more what the next bytes mean.
// Later commands then fail with EIO, as in QEMU.
import { readU16, readU32, readU64, writeU16, writeU32, writeU64 } from '../base/endian.ts';
import { EINVAL, EIO } from '../base/errno.ts';
import { IoError } from '../base/errors.ts';
import type { Connection } from '../block/storage.ts';
import {
  CHUNK,
  COMMAND,
  FIRST_ERROR_CHUNK,
  KNOWN_ERRORS,
  REQUEST_BYTES,
  REQUEST_MAGIC,
  SIMPLE_MAGIC,
  STRUCTURED_MAGIC,
} from './nbd-wire.ts';

const ERROR_BYTES = 6;
/** Longest payload of a chunk that holds no data. */
export const MAX_PAYLOAD = 1000;

/** One command, and what is done with what comes back. */
export interface NbdRequest {
  readonly command: number;
  /** Sum of the flags. */
  readonly flags: number;
  /** Bytes. */
  readonly offset: number;
  readonly length: number;
  /** The bytes of a write. */
  readonly payload?: Uint8Array;
  /** Called before it is sent, each time. */
  readonly begin?: () => void;
  /** Where chunks were negotiated, only they may answer. */
  readonly needsChunks?: boolean;
  /**
   * Receives all of a chunk that tells no error. Throws IoError where it must not be there. By
   * default such chunks are received and dropped.
   */
  readonly takeChunk?: (kind: number, length: number) => void;
  /** Receives the data that follows a simple reply. */
  readonly takeData?: () => void;
}

/** Reads exactly `length` bytes. Throws IoError, EIO where the other side has gone. */
export function receive(connection: Connection, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  connection.read(bytes);
  return bytes;
}

/** What a reply, or one chunk of it, ends with. */
interface Outcome {
  /** As the server has it; 0 is success. */
  readonly errno: number;
  readonly isLast: boolean;
}

/** The connection once the export was negotiated. */
export class NbdChannel {
  readonly #connection: Connection;
  readonly #isStructured: boolean;
  #cookie = 0;
  #isLost = false;
  #isBroken = false;

  /** `isStructured`: replies may come in chunks. */
  constructor(connection: Connection, isStructured: boolean) {
    this.#connection = connection;
    this.#isStructured = isStructured;
  }

  /** Whether no command can be sent any more. */
  get isLost(): boolean {
    return this.#isLost;
  }

  /** Whether that is because the other side has broken the protocol. */
  get isBroken(): boolean {
    return this.#isBroken;
  }

  /** Fills `target` with what comes next. Throws IoError. */
  read(target: Uint8Array): void {
    this.#connection.read(target);
  }

  /**
   * Sends the command, and receives all of its reply. Throws IoError: with the server's errno, and
   * where the connection is lost, or has to be given up.
   */
  request(request: NbdRequest): void {
    if (this.#isLost) throw new IoError(EIO);
    let errno = 0;
    request.begin?.();
    try {
      this.#send(request);
      for (let isLast = false; !isLast;) {
        const outcome = this.#receiveReply(request);
        if (errno === 0) errno = outcome.errno;
        isLast = outcome.isLast;
      }
    } catch (error) {
      this.#isLost = true;
      if (!(error instanceof IoError)) throw error;
      this.#isBroken ||= error.errno === EINVAL;
      throw new IoError(error.errno === EINVAL ? EINVAL : EIO);
    }
    if (errno !== 0) throw new IoError(KNOWN_ERRORS.includes(errno) ? errno : EINVAL);
  }

  /** Says good-bye where somebody listens, and closes the connection. */
  close(): void {
    try {
      const { disconnect } = COMMAND;
      if (!this.#isLost) this.#send({ command: disconnect, flags: 0, offset: 0, length: 0 });
    } catch (error) {
      // The server has gone before us.
      if (!(error instanceof IoError)) throw error;
    }
    this.#connection.close();
  }

  #send({ command, flags, offset, length, payload }: NbdRequest): void {
    const bytes = new Uint8Array(REQUEST_BYTES + (payload?.length ?? 0));
    this.#cookie += 1;
    writeU32(bytes, 0, REQUEST_MAGIC);
    writeU16(bytes, 4, flags);
    writeU16(bytes, 6, command);
    writeU64(bytes, 8, this.#cookie);
    writeU64(bytes, 16, offset);
    writeU32(bytes, 24, length);
    if (payload !== undefined) bytes.set(payload, REQUEST_BYTES);
    this.#connection.write(bytes);
  }

  #receiveReply(request: NbdRequest): Outcome {
    const magic = readU32(receive(this.#connection, 4), 0);
    if (magic === SIMPLE_MAGIC) return { errno: this.#receiveSimple(request), isLast: true };
    if (magic !== STRUCTURED_MAGIC) throw this.#broken();
    if (!this.#isStructured) throw new IoError(EINVAL);
    const header = receive(this.#connection, 16);
    if (readU64(header, 4) !== this.#cookie) throw this.#broken();
    const isLast = readU16(header, 0) % 2 === 1;
    return { errno: this.#receiveChunk(request, header, isLast), isLast };
  }

  /** An answer to nothing that was asked: its request fails as if nobody had answered. */
  #broken(): IoError {
    this.#isBroken = true;
    return new IoError(EIO);
  }

  #receiveSimple(request: NbdRequest): number {
    const header = receive(this.#connection, 12);
    if (readU64(header, 4) !== this.#cookie) throw this.#broken();
    if (request.needsChunks === true && this.#isStructured) throw new IoError(EINVAL);
    const errno = readU32(header, 0);
    if (errno === 0) request.takeData?.();
    return errno;
  }

  #receiveChunk(request: NbdRequest, header: Uint8Array, isLast: boolean): number {
    const kind = readU16(header, 2);
    const length = readU32(header, 12);
    if (kind === CHUNK.none) {
      if (!isLast || length > 0) throw new IoError(EINVAL);
    } else if (kind >= FIRST_ERROR_CHUNK) {
      return this.#receiveError(length);
    } else if (request.takeChunk !== undefined) {
      request.takeChunk(kind, length);
    } else {
      if (kind === CHUNK.data || length > MAX_PAYLOAD) throw new IoError(EINVAL);
      receive(this.#connection, length);
    }
    return 0;
  }

  #receiveError(length: number): number {
    if (length < ERROR_BYTES || length > MAX_PAYLOAD) throw new IoError(EINVAL);
    const bytes = receive(this.#connection, length);
    const errno = readU32(bytes, 0);
    const isMessageThere = readU16(bytes, 4) <= length - ERROR_BYTES;
    if (errno === 0 || !isMessageThere) throw new IoError(EINVAL);
    return errno;
  }
}
