// Options that a client asks an NBD server for, and the server's replies, as the NBD specification
// has them: each request names an option and has data; of its replies the last is an
// acknowledgement or a refusal.
import { readU32, writeU32 } from '../base/endian.ts';
import { EINVAL, EIO, strerror } from '../base/errno.ts';
import { FormatError, IoError } from '../base/errors.ts';
import type { Connection } from '../block/storage.ts';
import {
  FIRST_REFUSAL,
  OPTION,
  OPTION_MAGIC,
  optionName,
  REFUSAL,
  REPLY,
  REPLY_MAGIC_HIGH,
  REPLY_MAGIC_LOW,
  replyName,
} from './nbd-wire.ts';

/** Longest message of a refusal, in bytes. */
const MAX_MESSAGE = 2 ** 25;
/** The rest of a longer message is thrown away. */
const MAX_SHOWN_MESSAGE = 65536;

const namedOption = (option: number): string => `${option} (${optionName(option)})`;
const namedReply = (type: number): string => `${type} (${replyName(type)})`;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** What is wrong with a server: the connection is given up. */
export const brokenServer = (message: string, hint?: string): FormatError =>
  new FormatError(message, hint === undefined ? { errno: EINVAL } : { errno: EINVAL, hint });

/**
 * Reads exactly `length` bytes of what messages call `what`. Throws FormatError where they do not
 * come.
 */
export function receiveNamed(connection: Connection, length: number, what: string): Uint8Array {
  const bytes = new Uint8Array(length);
  try {
    connection.read(bytes);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    const { errno } = error;
    const reason =
      errno === EIO
        ? 'Unexpected end-of-file before all data were read'
        : `Unable to read from socket: ${strerror(errno)}`;
    throw new FormatError(`Failed to read ${what}: ${reason}`, { errno });
  }
  return bytes;
}

/** Writes all of `bytes`, which messages call `what`. Throws FormatError. */
export function sendNamed(connection: Connection, bytes: Uint8Array, what: string): void {
  try {
    connection.write(bytes);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    const reason = `Unable to write to socket: ${strerror(error.errno)}`;
    throw new FormatError(`Failed to send ${what}: ${reason}`, { errno: error.errno });
  }
}

/** One reply to an option whose data has not been read. */
export interface ReplyHeader {
  readonly type: number;
  /** Bytes of the data. */
  readonly length: number;
}

/** Asks for options on a connection, one after the other. */
export class OptionTalk {
  readonly connection: Connection;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  /** Sends the request. Throws FormatError. */
  send(option: number, data: Uint8Array = new Uint8Array(0)): void {
    const request = new Uint8Array(16 + data.length);
    request.set(encoder.encode(OPTION_MAGIC));
    writeU32(request, 8, option);
    writeU32(request, 12, data.length);
    request.set(data, 16);
    sendNamed(this.connection, request, 'option request header');
  }

  /** Says that no more is asked for; a server that has gone is not told. */
  abort(): void {
    try {
      this.send(OPTION.abort);
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
    }
  }

  /**
   * The next reply to `option`; undefined: refused as the server does not know the option, or,
   * where `isOptional`, for any reason. Throws FormatError for another refusal.
   */
  receiveReply(option: number, isOptional: boolean): ReplyHeader | undefined {
    const header = this.receive(20, 'option reply');
    const isReply =
      readU32(header, 0) === REPLY_MAGIC_HIGH && readU32(header, 4) === REPLY_MAGIC_LOW;
    if (!isReply) throw brokenServer('Unexpected option reply magic');
    const answered = readU32(header, 8);
    if (answered !== option) {
      const expected = namedOption(option);
      const found = namedOption(answered);
      throw brokenServer(`Unexpected option type ${found}, expected ${expected}`);
    }
    const reply = { type: readU32(header, 12), length: readU32(header, 16) };
    if (reply.type < FIRST_REFUSAL) return reply;
    const words = this.#receiveMessage(reply);
    if (isOptional || reply.type === REFUSAL.unsupported) return undefined;
    throw refusal(option, reply.type, words);
  }

  /** Throws FormatError: the reply is none that `option` has. */
  refuseReply({ type }: ReplyHeader, expected: number, isAtStart = true): never {
    const text = `nexpected reply type ${namedReply(type)}`;
    const start = isAtStart ? 'U' : 'u';
    throw brokenServer(`${start}${text}, expected ${namedReply(expected)}`);
  }

  /** Whether the server grants an option that has no data. Throws FormatError. */
  askSimply(option: number): boolean {
    this.send(option);
    const reply = this.receiveReply(option, true);
    if (reply === undefined) return false;
    if (reply.type !== REPLY.ack) {
      const found = namedReply(reply.type);
      const asked = namedOption(option);
      throw brokenServer(`Server answered option ${asked} with unexpected reply ${found}`);
    }
    if (reply.length !== 0) {
      const name = optionName(option);
      throw brokenServer(
        `Option ${option} ('${name}') response length is ${reply.length} (it should be zero)`,
      );
    }
    return true;
  }

  /** Reads exactly `length` bytes, which messages call `what`. Throws FormatError. */
  receive(length: number, what: string): Uint8Array {
    return receiveNamed(this.connection, length, what);
  }

  /** Throws away `length` bytes, however many they are. Throws FormatError. */
  skip(length: number, what: string): void {
    for (let left = length; left > 0; left -= MAX_SHOWN_MESSAGE) {
      this.receive(Math.min(left, MAX_SHOWN_MESSAGE), what);
    }
  }

  #receiveMessage({ type, length }: ReplyHeader): string {
    const name = namedReply(type);
    if (length > MAX_MESSAGE) throw brokenServer(`server error ${name} message is too long`);
    const what = `option error ${name} message`;
    const shown = Math.min(length, MAX_SHOWN_MESSAGE);
    const words = decoder.decode(this.receive(shown, what));
    this.skip(length - shown, what);
    return words;
  }
}

/** The words that go with a refusal, and what the server has said itself. */
function refusal(option: number, type: number, words: string): FormatError {
  const asked = `option ${namedOption(option)}`;
  const messages: Readonly<Record<number, string>> = {
    2: `Denied by server for ${asked}`,
    3: `Invalid parameters for ${asked}`,
    4: `Server lacks support for ${asked}`,
    5: `TLS negotiation required before ${asked}`,
    6: 'Requested export not available',
    7: `Server shutting down before ${asked}`,
    8: `Server requires INFO_BLOCK_SIZE for ${asked}`,
  };
  const kind = type - FIRST_REFUSAL;
  const hints = kind === 5 ? ['Did you forget a valid tls-creds?'] : [];
  if (words !== '') hints.push(`server reported: ${words}`);
  const message = messages[kind] ?? `Unknown error code when asking for ${asked}`;
  return brokenServer(message, hints.length === 0 ? undefined : hints.join('\n'));
}
