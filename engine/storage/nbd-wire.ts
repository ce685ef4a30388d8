// What stands on the wire between an NBD client and a server, as the NBD specification has it: the
// numbers and names that both sides share. Every number on the wire is big-endian.
import { EFBIG, EINVAL, EIO, ENOMEM, ENOSPC, ENOTSUP, EPERM, EROFS } from '../base/errno.ts';

/** What a server says first. */
export const GREETING = 'NBDMAGIC';
/** In front of the options, and of each of them. */
export const OPTION_MAGIC = 'IHAVEOPT';

/** Bits of both sides: options have replies, and no zeroes follow the export. */
export const HANDSHAKE_FLAG = { fixedNewstyle: 1, noZeroes: 2 } as const;
/** Zeroes behind an export that was asked for by name alone, in bytes. */
export const RESERVED_ZEROES = 124;

/** In front of the reply to an option, in two halves. */
export const REPLY_MAGIC_HIGH = 0x0003e889;
export const REPLY_MAGIC_LOW = 0x045565a9;

/** Options by their numbers. */
export const OPTION = {
  exportName: 1,
  abort: 2,
  list: 3,
  startTls: 5,
  info: 6,
  go: 7,
  structuredReply: 8,
  listMetaContext: 9,
  setMetaContext: 10,
} as const;

/** Replies by their numbers. */
export const REPLY = { ack: 1, server: 2, info: 3, metaContext: 4 } as const;

/** Replies from here on are refusals; their data is a message. */
export const FIRST_REFUSAL = 2 ** 31;

/** Refusals by their numbers. */
export const REFUSAL = {
  unsupported: FIRST_REFUSAL + 1,
  policy: FIRST_REFUSAL + 2,
  invalid: FIRST_REFUSAL + 3,
  unknown: FIRST_REFUSAL + 6,
  blockSizeRequired: FIRST_REFUSAL + 8,
  tooBig: FIRST_REFUSAL + 9,
} as const;

const OPTION_NAMES: Readonly<Record<number, string>> = {
  1: 'export name',
  2: 'abort',
  3: 'list',
  4: 'peek',
  5: 'starttls',
  6: 'info',
  7: 'go',
  8: 'structured reply',
  9: 'list meta context',
  10: 'set meta context',
};

const REPLY_NAMES: Readonly<Record<number, string>> = {
  1: 'ack',
  2: 'server',
  3: 'info',
  4: 'meta context',
  [REFUSAL.unsupported]: 'unsupported',
  [REFUSAL.policy]: 'denied by policy',
  [REFUSAL.invalid]: 'invalid',
  [FIRST_REFUSAL + 4]: 'platform lacks support',
  [FIRST_REFUSAL + 5]: 'TLS required',
  [REFUSAL.unknown]: 'export unknown',
  [FIRST_REFUSAL + 7]: 'server shutting down',
  [REFUSAL.blockSizeRequired]: 'block size required',
  [REFUSAL.tooBig]: 'option payload too big',
};

/** What messages call an option, and a reply. */
export const optionName = (option: number): string => OPTION_NAMES[option] ?? '<unknown>';
export const replyName = (type: number): string => REPLY_NAMES[type] ?? '<unknown>';

/** Kinds of information about an export. */
export const INFO = { export: 0, name: 1, description: 2, blockSize: 3 } as const;

/** What an export offers, by the numbers of the bits. */
export const EXPORT_BIT = {
  hasFlags: 0,
  readOnly: 1,
  flush: 2,
  fua: 3,
  trim: 5,
  writeZeroes: 6,
  whole: 7,
  multiConn: 8,
  cache: 10,
  fastZero: 11,
} as const;

/** In front of each command, and what a command takes without its data. */
export const REQUEST_MAGIC = 0x25609513;
export const REQUEST_BYTES = 28;
/** In front of replies of one piece, and of each chunk of the others. */
export const SIMPLE_MAGIC = 0x67446698;
export const STRUCTURED_MAGIC = 0x668e33ef;

/** Commands by their numbers. */
export const COMMAND = {
  read: 0,
  write: 1,
  disconnect: 2,
  flush: 3,
  trim: 4,
  cache: 5,
  writeZeroes: 6,
  status: 7,
} as const;

/** Flags of commands: the bits of one go together by addition. */
export const COMMAND_FLAG = { fua: 1, noHole: 2, whole: 4, oneExtent: 8, fastZero: 16 } as const;

/** Kinds of chunks. */
export const CHUNK = { none: 0, data: 1, hole: 2, status: 5, error: 0x8001 } as const;
/** Chunks from here on tell an error: its number, and a message that nobody is shown. */
export const FIRST_ERROR_CHUNK = 0x8000;

/** What block status tells by `base:allocation`; the bits go together by addition. */
export const EXTENT_FLAG = { hole: 1, zero: 2 } as const;

/** Longest name and other text, in bytes. */
export const MAX_TEXT = 4096;
/** Bytes of one request that carries data, where nothing else was agreed on. */
export const MAX_TRANSFER = 2 ** 25;

const EOVERFLOW = 75;
const ESHUTDOWN = 108;
const EDQUOT = 122;

/** The error numbers that the protocol knows; any other counts as EINVAL. */
export const KNOWN_ERRORS: readonly number[] = [
  EPERM,
  EIO,
  ENOMEM,
  EINVAL,
  ENOSPC,
  EOVERFLOW,
  ENOTSUP,
  ESHUTDOWN,
];

const LIKE: ReadonlyMap<number, number> = new Map([
  [EROFS, EPERM],
  [EDQUOT, ENOSPC],
  [EFBIG, ENOSPC],
]);

/** The error number by which a server tells of `errno`. */
export function wireErrno(errno: number): number {
  const like = LIKE.get(errno) ?? errno;
  return KNOWN_ERRORS.includes(like) ? like : EINVAL;
}
