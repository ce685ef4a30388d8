// How a client and an NBD server find out about each other: fixed newstyle negotiation, as the NBD
// specification has it. Every number is big-endian.
import { readU16, readU32, readU64, writeU16, writeU32 } from '../base/endian.ts';
import { EINVAL, EIO } from '../base/errno.ts';
import { FormatError } from '../base/errors.ts';
import type { Connection } from '../block/storage.ts';

const GREETING = 'NBDMAGIC';
const OPTION_MAGIC = 'IHAVEOPT';
const REPLY_MAGIC_HIGH = 0x0003e889;
const REPLY_MAGIC_LOW = 0x045565a9;
/** Bits of both sides: options have replies, and no zeroes follow the export. */
const FIXED_NEWSTYLE = 1;
const NO_ZEROES = 2;

const OPTION_GO = 7;
const OPTION_STRUCTURED_REPLY = 8;
const OPTION_SET_META_CONTEXT = 10;
const REPLY_ACK = 1;
const REPLY_INFO = 3;
const REPLY_META_CONTEXT = 4;
/** Replies from here on are refusals; their data is a message. */
const FIRST_REFUSAL = 2 ** 31;
const REFUSAL_UNKNOWN = FIRST_REFUSAL + 6;
const INFO_EXPORT = 0;
const INFO_BLOCK_SIZE = 3;
/** Longest reply to an option that is read. */
const MAX_REPLY = 65536;

/** What a server tells of its export. */
export interface NbdExport {
  /** Bytes. */
  readonly size: number;
  /** Requests start and end at multiples of this. */
  readonly minBlock: number;
  /** Bytes of one request. */
  readonly maxBlock: number;
  /** Number by which replies name the context that was asked for; undefined: there is none. */
  readonly contextId: number | undefined;
}

interface Reply {
  readonly type: number;
  readonly data: Uint8Array;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Reads exactly `length` bytes. Throws IoError, EIO where the other side has gone. */
export function receive(connection: Connection, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  connection.read(bytes);
  return bytes;
}

/**
 * Negotiates. `context` is what block status is to tell of; a server need not know the usual one.
 * Throws FormatError, and IoError where the connection fails.
 */
export function negotiate(
  connection: Connection,
  exportName: string,
  context: { readonly name: string; readonly isRequired: boolean },
): NbdExport {
  greet(connection);
  const structured = ask(connection, OPTION_STRUCTURED_REPLY, new Uint8Array(0));
  const canAsk = structured.at(-1)?.type === REPLY_ACK;
  const contextId = canAsk ? askForContext(connection, exportName, context.name) : undefined;
  const found = askToGo(connection, exportName);
  if (context.isRequired && contextId === undefined) {
    throw new FormatError('Could not open image: Invalid argument', { errno: EINVAL });
  }
  return { ...found, contextId };
}

function greet(connection: Connection): void {
  const greeting = receive(connection, 18);
  const words = decoder.decode(greeting.subarray(0, 16));
  if (words !== GREETING + OPTION_MAGIC || readU16(greeting, 16) % 2 !== FIXED_NEWSTYLE) {
    throw new FormatError('the server speaks another version of NBD', { errno: EINVAL });
  }
  const flags = new Uint8Array(4);
  const hasNoZeroes = readU16(greeting, 16) % 4 >= NO_ZEROES;
  writeU32(flags, 0, FIXED_NEWSTYLE + (hasNoZeroes ? NO_ZEROES : 0));
  connection.write(flags);
}

/** Sends an option; returns its replies, of which the last ends them. */
function ask(connection: Connection, option: number, data: Uint8Array): Reply[] {
  const request = new Uint8Array(16 + data.length);
  request.set(encoder.encode(OPTION_MAGIC));
  writeU32(request, 8, option);
  writeU32(request, 12, data.length);
  request.set(data, 16);
  connection.write(request);
  const replies: Reply[] = [];
  for (;;) {
    const header = receive(connection, 20);
    const isReply =
      readU32(header, 0) === REPLY_MAGIC_HIGH && readU32(header, 4) === REPLY_MAGIC_LOW;
    const length = readU32(header, 16);
    if (!isReply || readU32(header, 8) !== option || length > MAX_REPLY) {
      throw new FormatError('the server answers something else', { errno: EIO });
    }
    const type = readU32(header, 12);
    replies.push({ type, data: receive(connection, length) });
    if (type === REPLY_ACK || type >= FIRST_REFUSAL) return replies;
  }
}

function askForContext(
  connection: Connection,
  exportName: string,
  context: string,
): number | undefined {
  const name = encoder.encode(exportName);
  const query = encoder.encode(context);
  const data = new Uint8Array(12 + name.length + query.length);
  writeU32(data, 0, name.length);
  data.set(name, 4);
  writeU32(data, 4 + name.length, 1);
  writeU32(data, 8 + name.length, query.length);
  data.set(query, 12 + name.length);
  const replies = ask(connection, OPTION_SET_META_CONTEXT, data);
  const found = replies.find(({ type }) => type === REPLY_META_CONTEXT);
  return found === undefined ? undefined : readU32(found.data, 0);
}

function askToGo(connection: Connection, exportName: string): Omit<NbdExport, 'contextId'> {
  const name = encoder.encode(exportName);
  const data = new Uint8Array(8 + name.length);
  writeU32(data, 0, name.length);
  data.set(name, 4);
  writeU16(data, 4 + name.length, 1);
  writeU16(data, 6 + name.length, INFO_BLOCK_SIZE);
  const replies = ask(connection, OPTION_GO, data);
  const last = replies.at(-1);
  if (last !== undefined && last.type !== REPLY_ACK) throw refusal(last);
  const infoOf = (kind: number): Uint8Array | undefined =>
    replies.find((reply) => reply.type === REPLY_INFO && readU16(reply.data, 0) === kind)?.data;
  const size = infoOf(INFO_EXPORT);
  const blocks = infoOf(INFO_BLOCK_SIZE);
  if (size === undefined) throw new FormatError('the server tells no size', { errno: EIO });
  return {
    size: readU64(size, 2),
    minBlock: blocks === undefined ? 512 : readU32(blocks, 2),
    maxBlock: blocks === undefined ? 2 ** 25 : readU32(blocks, 10),
  };
}

function refusal({ type, data }: Reply): FormatError {
  const message =
    type === REFUSAL_UNKNOWN ? 'Requested export not available' : `Server refused: ${type}`;
  const words = decoder.decode(data);
  return words === ''
    ? new FormatError(message, { errno: EINVAL })
    : new FormatError(message, { errno: EINVAL, hint: `server reported: ${words}` });
}
