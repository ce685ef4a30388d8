// The lines of the engine protocol (PROTOCOL.md): requests, answers, the greeting, and data in a
// word. What the other side says is not trusted: each line is checked, and a wrong one named.
import { errnoByName } from '../../../engine/index.ts';

/** The version of the protocol that is spoken here. */
export const PROTOCOL_VERSION = 1;

/** Bytes of data of one request, at most. */
export const MAX_DATA = 64 * 1024 * 1024;

/** What a greeting begins with. */
export const GREETING = 'blkdrill-engine';

/** Requests that each engine serves. */
export const BASE_WORDS = ['open', 'read', 'write', 'flush', 'close'] as const;

/** What an engine may serve beside them: requests, and flags of requests. */
export const MORE_WORDS = [
  'zero',
  'unmap',
  'discard',
  'resize',
  'fua',
  'compressed',
  'die',
  'fault',
] as const;

export type EngineWord = (typeof BASE_WORDS)[number] | (typeof MORE_WORDS)[number];

const WORDS: ReadonlySet<string> = new Set([...BASE_WORDS, ...MORE_WORDS]);

/** What an engine says of itself before anything is asked of it. */
export interface Greeting {
  /** One word. */
  readonly name: string;
  /** One word. */
  readonly version: string;
  /** All that it serves, BASE_WORDS among them. */
  readonly serves: ReadonlySet<EngineWord>;
  /** Bytes that reads and writes start and end at multiples of. */
  readonly alignment: number;
}

/** What came back for one request. */
export type Answer =
  | { readonly kind: 'ok'; readonly value: string }
  | { readonly kind: 'err'; readonly errno: number; readonly text: string }
  | { readonly kind: 'no'; readonly text: string };

/** The other side does not keep to the protocol. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
}

const SHOWN = 80;

/** A line of the other side, as messages show it. */
export const shown = (line: string): string =>
  `'${line.length > SHOWN ? `${line.slice(0, SHOWN)}...` : line}'`;

const MAX_ALIGNMENT = 65536;

/**
 * `blkdrill-engine 1 name=NAME version=VERSION serves=WORD,WORD [align=BYTES]`. Throws
 * ProtocolError.
 */
export function parseGreeting(line: string): Greeting {
  const [word, version, ...facts] = line.split(' ').filter((part) => part !== '');
  if (word !== GREETING) {
    throw new ProtocolError(`its first line is ${shown(line)}, not '${GREETING} ...'`);
  }
  if (version !== String(PROTOCOL_VERSION)) {
    const ours = `this blkdrill speaks version ${PROTOCOL_VERSION}`;
    throw new ProtocolError(`it speaks version '${version ?? ''}' of the protocol, ${ours}`);
  }
  const known = new Map<string, string>();
  for (const fact of facts) {
    const [key = '', value] = cutAt(fact, '=');
    if (!['name', 'version', 'serves', 'align'].includes(key) || !value) {
      throw new ProtocolError(`its greeting has ${shown(fact)}, which has no meaning there`);
    }
    known.set(key, value);
  }
  const name = known.get('name');
  if (name === undefined) throw new ProtocolError(`its greeting has no 'name='`);
  const alignment = Number(known.get('align') ?? '1');
  const isPower = Number.isInteger(Math.log2(alignment));
  if (!isPower || alignment < 1 || alignment > MAX_ALIGNMENT) {
    throw new ProtocolError(`'align=' is a power of two up to ${MAX_ALIGNMENT}`);
  }
  return { name, version: known.get('version') ?? 'unknown', serves: served(known), alignment };
}

function served(known: ReadonlyMap<string, string>): ReadonlySet<EngineWord> {
  const words = known.get('serves')?.split(',') ?? [];
  const strange = words.find((word) => !WORDS.has(word));
  if (strange !== undefined) {
    throw new ProtocolError(`its greeting serves ${shown(strange)}, which is no request`);
  }
  const missing = BASE_WORDS.find((word) => !words.includes(word));
  if (missing !== undefined) throw new ProtocolError(`its greeting does not serve '${missing}'`);
  return new Set(words as EngineWord[]);
}

/** `ok [VALUE]`, `err ERRNO [TEXT]`, `no [TEXT]`. Throws ProtocolError. */
export function parseAnswer(line: string): Answer {
  const [kind, rest = ''] = cutAt(line, ' ');
  if (kind === 'ok') return { kind, value: rest };
  if (kind === 'no') return { kind, text: rest };
  if (kind !== 'err') {
    throw new ProtocolError(`it answered ${shown(line)}, not 'ok', 'err' or 'no'`);
  }
  const [code = '', text = ''] = cutAt(rest, ' ');
  const errno = /^\d{1,4}$/.test(code) ? Number(code) : (errnoByName(code) ?? 0);
  if (errno === 0) {
    throw new ProtocolError(`it answered ${shown(line)}: an error has a number or a name first`);
  }
  return { kind, errno, text };
}

/** `LENGTH*BYTE` where all bytes are alike, else base64. */
export function dataWord(bytes: Uint8Array): string {
  const [first = 0] = bytes;
  // Each byte is the one before it: one comparison of memory, and no call for each byte.
  const isUniform = Buffer.compare(bytes.subarray(1), bytes.subarray(0, -1)) === 0;
  if (isUniform) return `${bytes.length}*${first.toString(16).padStart(2, '0')}`;
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64');
}

const PIECE = /^(\d{1,10})\*([0-9a-f]{2})$/i;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** Bytes that a data word holds. Throws ProtocolError where it is none. */
export function lengthOfData(word: string): number {
  let length = 0;
  for (const piece of word === '' ? [] : word.split(',')) {
    const [, count] = PIECE.exec(piece) ?? [];
    if (count === undefined && !BASE64.test(piece)) throw notData(piece);
    length += count === undefined ? Buffer.byteLength(piece, 'base64') : Number(count);
  }
  return length;
}

const notData = (piece: string): ProtocolError =>
  new ProtocolError(`${shown(piece)} is neither LENGTH*BYTE nor base64`);

/**
 * Fills `target` from pieces with commas in between, each `LENGTH*BYTE` or base64. Throws
 * ProtocolError where they are not as long.
 */
export function readDataWord(word: string, target: Uint8Array): void {
  let at = 0;
  for (const piece of word === '' ? [] : word.split(',')) {
    const [, length, byte] = PIECE.exec(piece) ?? [];
    if (length !== undefined) {
      at += Number(length);
      if (at <= target.length) target.fill(Number(`0x${byte}`), at - Number(length), at);
    } else if (BASE64.test(piece)) {
      const bytes = Buffer.from(piece, 'base64');
      if (at + bytes.length <= target.length) target.set(bytes, at);
      at += bytes.length;
    } else {
      throw notData(piece);
    }
    if (at > target.length) break;
  }
  if (at === target.length) return;
  const many = at > target.length ? 'more' : `${at}`;
  throw new ProtocolError(`it was asked for ${target.length} bytes, and gave ${many}`);
}

/** What is before the first `mark`, and what is behind it; undefined: there is none. */
function cutAt(text: string, mark: string): readonly [string, string | undefined] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
