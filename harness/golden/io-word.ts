// One I/O of a write log as a word without blanks, and the word in the words of messages.
//
//     20200+10:aB    a write: offset and length in hexadecimal, two characters for its data
//     20200:aB       the same of a sector, 512 bytes
//     Z20200+10000   a zero write
//     D20200+10000   a discard
//     T20200         a truncation to that length
//     F              a flush
//
// What it asks for besides follows behind a comma (`,unmap`), how many changes a flush does not
// wait for behind a slash (`F/2`), the error that it ended with behind an exclamation mark (`!28`).
import { crc32 } from 'node:zlib';
import type { LoggedIo } from '../../engine/index.ts';
import { plural } from './plural.ts';

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** So much is digested whole; of longer data the first part of each piece, and the end. */
const WHOLE = 131_072;
const PIECE = 65_536;
const PART = 4096;

/** Two characters that differ for nearly all contents that differ. */
function digestOf(bytes: Uint8Array): string {
  const isWhole = bytes.length <= WHOLE;
  let sum = crc32(isWhole ? bytes : bytes.subarray(-PART));
  for (let at = 0; !isWhole && at < bytes.length; at += PIECE) {
    sum = crc32(bytes.subarray(at, at + PART), sum);
  }
  return `${DIGITS[Math.floor(sum / 64) % 64]}${DIGITS[sum % 64]}`;
}

/** The length of what has none. */
const SECTOR = 512;

const hex = (value: number): string => value.toString(16);

const LETTERS = { write: '', zero: 'Z', discard: 'D', truncate: 'T', flush: 'F' } as const;

/** The word of an I/O that does not fail. */
export function wordOf({ kind, offset, length, bytes, flag, underWay = 0 }: LoggedIo): string {
  const place = kind === 'flush' ? '' : hex(offset);
  const hasSize = kind !== 'flush' && kind !== 'truncate' && length !== SECTOR;
  const size = hasSize ? `+${hex(length)}` : '';
  const data = bytes === undefined ? '' : `:${digestOf(bytes)}`;
  const asked = flag === undefined ? '' : `,${flag}`;
  return `${LETTERS[kind]}${place}${size}${data}${asked}${underWay === 0 ? '' : `/${underWay}`}`;
}

/** The word of the same I/O when it failed. */
export const failedWord = (word: string, errno: number): string => `${word}!${errno}`;

/** What a word says; undefined: it is none. */
export interface IoPlace {
  readonly kind: LoggedIo['kind'];
  /** In bytes; of a truncation the new length. */
  readonly offset: number;
  readonly length: number;
  /** The digest of the data, and everything behind it. */
  readonly rest: string;
}

const WORD = /^([ZDT]?)([\da-f]+)(?:\+([\da-f]+))?(?![\da-f])(.*)$|^F(.*)$/;
const REST = /^(:[\w-]{2})?(,[a-z-]+)?(\/\d+)?(!\d+)?$/;
const KIND_OF = { '': 'write', Z: 'zero', D: 'discard', T: 'truncate' } as const;

/** Takes a word apart; undefined where it is none. */
export function readWord(word: string): IoPlace | undefined {
  const [, letter, offset, length, behind, behindFlush] = WORD.exec(word) ?? [];
  const rest = behind ?? behindFlush;
  if (rest === undefined || !REST.test(rest)) return undefined;
  if (behindFlush !== undefined) return { kind: 'flush', offset: 0, length: 0, rest };
  const kind = KIND_OF[letter as keyof typeof KIND_OF];
  const size = length === undefined ? SECTOR : Number.parseInt(length, 16);
  const isLong = kind !== 'truncate';
  return { kind, offset: Number.parseInt(offset ?? '', 16), length: isLong ? size : 0, rest };
}

const KINDS = {
  write: 'write',
  zero: 'zero write',
  discard: 'discard',
  truncate: 'truncation',
  flush: 'flush',
} as const;

/** 'write 512 at 0x20200', 'flush', 'truncation to 0x20200': a word for people. */
export function describeWord(word: string): string {
  const io = readWord(word);
  if (io === undefined) return word;
  const { kind, offset, length, rest } = io;
  const place =
    kind === 'flush'
      ? ''
      : kind === 'truncate'
        ? ` to 0x${hex(offset)}`
        : ` ${length} at 0x${hex(offset)}`;
  const [, , flag = '', underWay = '', error = ''] = REST.exec(rest) ?? [];
  const missing = Number(underWay.slice(1));
  const more = [
    ...(flag === '' ? [] : [` (${flag.slice(1)})`]),
    ...(missing === 0 ? [] : [` that ${plural(missing, 'change')} under way may miss`]),
    ...(error === '' ? [] : [` that fails with errno ${error.slice(1)}`]),
  ];
  return `${KINDS[kind]}${place}${more.join('')}`;
}
