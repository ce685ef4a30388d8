// How a client and an NBD server find out about each other: newstyle negotiation, as the NBD
// specification has it, and the old style, where the server just tells. Every number is big-endian.
import { alignDown } from '../base/align.ts';
import { readU16, readU32, readU64, readU64Exact, writeU16, writeU32 } from '../base/endian.ts';
import { EFBIG, strerror } from '../base/errno.ts';
import { FormatError } from '../base/errors.ts';
import type { Connection } from '../block/storage.ts';
import { brokenServer, OptionTalk, receiveNamed, sendNamed } from './nbd-option.ts';
import {
  EXPORT_BIT,
  GREETING,
  HANDSHAKE_FLAG,
  INFO,
  MAX_TEXT,
  OPTION,
  OPTION_MAGIC,
  REPLY,
  RESERVED_ZEROES,
} from './nbd-wire.ts';

/** The second half of the greeting of a server that knows no options. */
const OLD_MAGIC = 0x420281861253n;
const INFO_EXPORT_BYTES = 10;
const INFO_BLOCK_SIZE_BYTES = 12;
const MAX_REPLY = 2 ** 25;
/** Bytes: no disk is longer. */
const MAX_SIZE = 2 ** 63 - 2 ** 30;

/** What a server says that its clients may do. */
export interface NbdOffers {
  readonly canWrite: boolean;
  readonly canFlush: boolean;
  readonly canFua: boolean;
  readonly canTrim: boolean;
  readonly canZero: boolean;
  readonly canZeroFast: boolean;
}

/** What a server tells of its export. */
export interface NbdExport {
  /** Bytes. */
  readonly size: number;
  readonly offers: NbdOffers;
  /** Requests start and end at multiples of this; 0: the server names none. */
  readonly minBlock: number;
  /** Bytes of one request; 0: the server names none. */
  readonly maxBlock: number;
  /** Replies may come in chunks. */
  readonly isStructured: boolean;
  /** Number by which replies name the context that was asked for; undefined: there is none. */
  readonly contextId: number | undefined;
}

/** Size, flags and block sizes: what is told of the export itself. */
type Told = Pick<NbdExport, 'size' | 'offers' | 'minBlock' | 'maxBlock'>;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * Negotiates. `context` is what block status is to tell of; whoever needs it looks whether it is
 * there. Throws FormatError in QEMU's words; the connection is to be closed then.
 */
export function negotiate(connection: Connection, exportName: string, context: string): NbdExport {
  const first = receiveNamed(connection, 8, 'initial magic');
  if (decoder.decode(first) !== GREETING) {
    throw brokenServer(`Bad initial magic received: ${hexOf(first)}`);
  }
  const second = receiveNamed(connection, 8, 'server magic');
  const plain = { isStructured: false, contextId: undefined };
  if (readU64Exact(second, 0) === OLD_MAGIC) {
    return { ...receiveOldExport(connection, exportName), ...plain };
  }
  if (decoder.decode(second) !== OPTION_MAGIC) {
    throw brokenServer(`Bad server magic received: ${hexOf(second)}`);
  }
  const flags = readU16(receiveNamed(connection, 2, 'server flags'), 0);
  const isFixed = flags % 2 === HANDSHAKE_FLAG.fixedNewstyle;
  const hasZeroes = flags % 4 < HANDSHAKE_FLAG.noZeroes;
  const own = new Uint8Array(4);
  const { fixedNewstyle, noZeroes } = HANDSHAKE_FLAG;
  writeU32(own, 0, (isFixed ? fixedNewstyle : 0) + (hasZeroes ? 0 : noZeroes));
  sendNamed(connection, own, 'clientflags field');
  const talk = new OptionTalk(connection);
  if (!isFixed) return { ...askByName(talk, exportName, hasZeroes), ...plain };
  return negotiateOptions(talk, exportName, { context, hasZeroes });
}

const hexOf = (bytes: Uint8Array): string => `0x${readU64Exact(bytes, 0).toString(16)}`;

function receiveOldExport(connection: Connection, exportName: string): Told {
  if (exportName !== '') {
    throw brokenServer('Server does not support non-empty export names');
  }
  const size = receiveNamed(connection, 8, 'export length');
  const flags = readU32(receiveNamed(connection, 4, 'export flags'), 0);
  receiveNamed(connection, RESERVED_ZEROES, 'reserved block');
  return { ...exportOf(size, flags % 65536), minBlock: 0, maxBlock: 0 };
}

function negotiateOptions(
  talk: OptionTalk,
  exportName: string,
  { context, hasZeroes }: { readonly context: string; readonly hasZeroes: boolean },
): NbdExport {
  try {
    const isStructured = talk.askSimply(OPTION.structuredReply);
    const contextId = isStructured ? askForContext(talk, exportName, context) : undefined;
    const found = askToGo(talk, exportName);
    if (found !== undefined) return { ...found, isStructured, contextId };
    // A server that cannot do this closes the connection at a name that it does not have, without
    // a word. So its list is looked at first.
    requireListed(talk, exportName);
    return { ...askByName(talk, exportName, hasZeroes), isStructured, contextId };
  } catch (error) {
    talk.abort();
    throw error;
  }
}

function exportOf(size: Uint8Array, flags: number): Pick<Told, 'size' | 'offers'> {
  const has = (bit: number): boolean => Math.floor(flags / 2 ** bit) % 2 === 1;
  const bytes = readU64(size, 0);
  if (bytes > MAX_SIZE) {
    const message = `Could not refresh total sector count: ${strerror(EFBIG)}`;
    throw new FormatError(message, { errno: EFBIG });
  }
  const offers = {
    canWrite: !has(EXPORT_BIT.readOnly),
    canFlush: has(EXPORT_BIT.flush),
    canFua: has(EXPORT_BIT.fua),
    canTrim: has(EXPORT_BIT.trim),
    canZero: has(EXPORT_BIT.writeZeroes),
    canZeroFast: has(EXPORT_BIT.fastZero),
  };
  return { size: bytes, offers };
}

/** The way of servers that have no replies to options, or no GO. */
function askByName(talk: OptionTalk, exportName: string, hasZeroes: boolean): Told {
  talk.send(OPTION.exportName, encoder.encode(exportName));
  const size = talk.receive(8, 'export length');
  const flags = readU16(talk.receive(2, 'export flags'), 0);
  if (hasZeroes) talk.receive(RESERVED_ZEROES, 'reserved block');
  return { ...exportOf(size, flags), minBlock: 0, maxBlock: 0 };
}

/** Throws FormatError where the server lists its exports, and this one is not among them. */
function requireListed(talk: OptionTalk, exportName: string): void {
  talk.send(OPTION.list);
  let isListed = false;
  for (;;) {
    const reply = talk.receiveReply(OPTION.list, false);
    if (reply === undefined) return;
    const { type, length } = reply;
    if (type === REPLY.ack) {
      if (length !== 0) throw brokenServer('length too long for option end');
      break;
    }
    if (type !== REPLY.server) talk.refuseReply(reply, REPLY.server);
    if (length < 4 || length > MAX_REPLY) throw brokenServer(`incorrect option length ${length}`);
    const nameLength = readU32(talk.receive(4, 'option name length'), 0);
    if (nameLength > length - 4 || nameLength > MAX_TEXT) {
      throw brokenServer("incorrect name length in server's list response");
    }
    const name = decoder.decode(talk.receive(nameLength, 'export name'));
    talk.skip(length - 4 - nameLength, 'export description');
    isListed ||= name === exportName;
  }
  if (!isListed) throw brokenServer(`No export with name '${exportName}' available`);
}

function askForContext(talk: OptionTalk, exportName: string, context: string): number | undefined {
  const name = encoder.encode(exportName);
  const query = encoder.encode(context);
  const data = new Uint8Array(12 + name.length + query.length);
  writeU32(data, 0, name.length);
  data.set(name, 4);
  writeU32(data, 4 + name.length, 1);
  writeU32(data, 8 + name.length, query.length);
  data.set(query, 12 + name.length);
  talk.send(OPTION.setMetaContext, data);
  let reply = talk.receiveReply(OPTION.setMetaContext, true);
  let found: number | undefined;
  if (reply?.type === REPLY.metaContext) {
    found = receiveContext(talk, reply.length, context);
    reply = talk.receiveReply(OPTION.setMetaContext, true);
    if (reply?.type === REPLY.metaContext) {
      throw brokenServer('Server answered with more than one context');
    }
  }
  if (reply !== undefined && reply.type !== REPLY.ack) talk.refuseReply(reply, REPLY.metaContext);
  if (reply !== undefined && reply.length !== 0) {
    throw brokenServer(`Unexpected length to ACK response: ${reply.length}`);
  }
  return found;
}

function receiveContext(talk: OptionTalk, length: number, context: string): number {
  const what = 'Failed to negotiate meta context';
  const expected = 4 + encoder.encode(context).length;
  if (length <= 4 || length > MAX_TEXT + 4) {
    throw brokenServer(`${what}, server answered with unexpected length ${length}`);
  }
  const data = talk.receive(length, 'context id');
  const name = decoder.decode(data.subarray(4));
  if (length !== expected || name !== context) {
    throw brokenServer(`${what} '${context}', server answered with different context '${name}'`);
  }
  return readU32(data, 0);
}

/** Undefined where the server does not know how. */
function askToGo(talk: OptionTalk, exportName: string): Told | undefined {
  const name = encoder.encode(exportName);
  const data = new Uint8Array(8 + name.length);
  writeU32(data, 0, name.length);
  data.set(name, 4);
  writeU16(data, 4 + name.length, 1);
  writeU16(data, 6 + name.length, INFO.blockSize);
  talk.send(OPTION.go, data);
  let told: Pick<Told, 'size' | 'offers'> | undefined;
  let blocks = { minBlock: 0, maxBlock: 0 };
  for (;;) {
    const reply = talk.receiveReply(OPTION.go, false);
    if (reply === undefined) return undefined;
    if (reply.type === REPLY.ack) {
      if (reply.length !== 0) throw brokenServer('server sent invalid NBD_REP_ACK');
      if (told === undefined) throw brokenServer('broken server omitted NBD_INFO_EXPORT');
      return { ...told, ...blocks };
    }
    if (reply.type !== REPLY.info) talk.refuseReply(reply, REPLY.info, false);
    if (reply.length < 2) throw brokenServer(`NBD_REP_INFO length ${reply.length} is too short`);
    const left = reply.length - 2;
    const kind = readU16(talk.receive(2, 'info type'), 0);
    if (kind === INFO.export) told = receiveExport(talk, left) ?? told;
    else if (kind === INFO.blockSize) blocks = receiveBlockSizes(talk, left);
    else talk.skip(left, 'info payload');
  }
}

/** Undefined where no flag is set: that is no export. */
function receiveExport(
  talk: OptionTalk,
  length: number,
): Pick<Told, 'size' | 'offers'> | undefined {
  requireLength(length, INFO_EXPORT_BYTES);
  const data = talk.receive(length, 'info size');
  const flags = readU16(data, 8);
  return flags === 0 ? undefined : exportOf(data, flags);
}

function receiveBlockSizes(
  talk: OptionTalk,
  length: number,
): { readonly minBlock: number; readonly maxBlock: number } {
  requireLength(length, INFO_BLOCK_SIZE_BYTES);
  const data = talk.receive(length, 'info minimum block size');
  const minBlock = readU32(data, 0);
  const preferred = readU32(data, 4);
  const maxBlock = readU32(data, 8);
  if (!isPowerOfTwo(minBlock)) {
    throw brokenServer(`server minimum block size ${minBlock} is not a power of two`);
  }
  if (!isPowerOfTwo(preferred) || preferred < minBlock) {
    throw brokenServer(`server preferred block size ${preferred} is not valid`);
  }
  if (maxBlock < minBlock) throw brokenServer(`server maximum block size ${maxBlock} is not valid`);
  return { minBlock, maxBlock: alignDown(maxBlock, minBlock) };
}

function requireLength(length: number, expected: number): void {
  if (length !== expected) {
    throw brokenServer(`remaining export info len ${length} is unexpected size`);
  }
}

const isPowerOfTwo = (value: number): boolean => value > 0 && Number.isInteger(Math.log2(value));
