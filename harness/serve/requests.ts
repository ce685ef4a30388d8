// Commands as they come, and which of them are refused before the disk is asked.
import { EINVAL, ENOSPC, EPERM, nbd, readU16, readU32, readU64 } from '../../engine/index.ts';
import { type Conversation, skip, take, takeHead } from './conversation.ts';
import type { ExportFacts } from './export-facts.ts';
import type { Cookie } from './replies.ts';

/** Longest data of a write that is passed over, in bytes; who sends more is cut off. */
const MAX_SKIPPED = 2 ** 26;

/** One command. */
export interface WireRequest {
  /** By its number, which may be none that there is. */
  readonly command: number;
  /** Sum of the flags. */
  readonly flags: number;
  readonly cookie: Cookie;
  /** Bytes; far beyond the end of any disk the nearest number. */
  readonly offset: number;
  readonly length: number;
  /** The data of a write; undefined where there was too much of it. */
  readonly payload: Uint8Array | undefined;
}

/** Why a request fails. */
export interface Refusal {
  readonly errno: number;
  /** For those who look at the replies. */
  readonly message: string;
}

/** The next command, with its data. Comes to a text where the connection has to end: why. */
export function* nextRequest(): Conversation<WireRequest | string> {
  const header = yield* takeHead(nbd.REQUEST_BYTES);
  const magic = readU32(header, 0);
  if (magic !== nbd.REQUEST_MAGIC) return `invalid magic (got 0x${magic.toString(16)})`;
  const request = {
    command: readU16(header, 6),
    flags: readU16(header, 4),
    cookie: header.slice(8, 16),
    offset: readU64(header, 16),
    length: readU32(header, 24),
    payload: undefined,
  };
  if (request.command !== nbd.COMMAND.write) return request;
  const { length } = request;
  if (length <= nbd.MAX_TRANSFER) return { ...request, payload: yield* take(length) };
  if (length > MAX_SKIPPED) return tooLong(length);
  yield* skip(length);
  return request;
}

const tooLong = (length: number): string =>
  // The blank is QEMU's.
  `len (${length} ) is larger than max len (${nbd.MAX_TRANSFER})`;

const FLAG = nbd.COMMAND_FLAG;
const CARRYING: readonly number[] = [nbd.COMMAND.read, nbd.COMMAND.write, nbd.COMMAND.cache];
const CHANGING: readonly number[] = [nbd.COMMAND.write, nbd.COMMAND.trim, nbd.COMMAND.writeZeroes];

/** The flags that a command may have, beside FUA. */
const FLAGS: Readonly<Record<number, readonly number[]>> = {
  [nbd.COMMAND.read]: [FLAG.whole],
  [nbd.COMMAND.writeZeroes]: [FLAG.noHole, FLAG.fastZero],
  [nbd.COMMAND.status]: [FLAG.oneExtent],
};

export const hasFlag = ({ flags }: WireRequest, flag: number): boolean =>
  Math.floor(flags / flag) % 2 === 1;

/** Whether any flag is set that the command does not have. */
function hasStrangeFlag(request: WireRequest, isStructured: boolean): boolean {
  const own = (FLAGS[request.command] ?? []).filter((flag) => flag !== FLAG.whole || isStructured);
  const known = [FLAG.fua, ...own].filter((flag) => hasFlag(request, flag));
  return known.reduce((sum, flag) => sum + flag, 0) !== request.flags;
}

/** Why `request` is refused; undefined: the disk is asked. In QEMU's order and words. */
export function refusalOf(
  request: WireRequest,
  { size, isReadOnly }: ExportFacts,
  isStructured: boolean,
): Refusal | undefined {
  const { command, flags, offset, length } = request;
  if (CARRYING.includes(command) && length > nbd.MAX_TRANSFER) {
    return { errno: EINVAL, message: tooLong(length) };
  }
  if (isReadOnly && CHANGING.includes(command)) {
    return { errno: EPERM, message: 'Export is read-only' };
  }
  if (offset + length > size) {
    const isFull = command === nbd.COMMAND.write || command === nbd.COMMAND.writeZeroes;
    const message = `operation past EOF; From: ${offset}, Len: ${length}, Size: ${size}`;
    return { errno: isFull ? ENOSPC : EINVAL, message };
  }
  if (hasStrangeFlag(request, isStructured)) {
    const strange = `(got 0x${flags.toString(16)})`;
    return {
      errno: EINVAL,
      message: `unsupported flags for command ${commandName(command)} ${strange}`,
    };
  }
  return undefined;
}

const NAMES: Readonly<Record<number, string>> = {
  [nbd.COMMAND.read]: 'read',
  [nbd.COMMAND.write]: 'write',
  [nbd.COMMAND.disconnect]: 'disconnect',
  [nbd.COMMAND.flush]: 'flush',
  [nbd.COMMAND.trim]: 'trim',
  [nbd.COMMAND.cache]: 'cache',
  [nbd.COMMAND.writeZeroes]: 'zero',
  [nbd.COMMAND.status]: 'status',
};

/** 'read', 'zero', ...; 'command 77' for one that there is not. */
export const commandName = (command: number): string => NAMES[command] ?? `command ${command}`;

/** The names of all commands that have a reply. */
export const COMMAND_NAMES: readonly string[] = Object.values(NAMES).filter(
  (name) => name !== 'disconnect',
);
