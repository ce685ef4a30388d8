// Which command lines of qemu-io another engine can serve. A line is served as a whole, or not at
// all: then our own engine runs it, and the report says what was lacking.
import { parseSize } from '../../../engine/index.ts';
import { nameOf, TEST_DIR } from '../engine.ts';
import type { Greeting } from './wire.ts';

/** What one line asks of an image. */
export interface ServedLine {
  readonly discards: readonly Bytes[];
}

/** What a line is: served, or why not, in a few words that many lines have in common. */
export type Plan = { readonly line: ServedLine } | { readonly lacks: string };

/** Commands that need no more than each engine has; `flags` are letters without a value. */
const COMMANDS: Readonly<Record<string, string>> = {
  read: 'CPqvsl',
  readv: 'CPqv',
  aio_read: 'CPqv',
  write: 'CPqzucfs',
  writev: 'CPqf',
  aio_write: 'CPqzuf',
  aio_flush: '',
  close: '',
  flush: '',
  discard: 'Cq',
  truncate: '',
  length: '',
  quit: '',
  sleep: '',
};

const ALIASES: Readonly<Record<string, string>> = {
  r: 'read',
  w: 'write',
  f: 'flush',
  d: 'discard',
  t: 'truncate',
  l: 'length',
  q: 'quit',
};

/** What a letter of a write asks of an engine. */
const NEEDED = { z: 'zero', c: 'compressed' } as const;

/** Looks at a command line of qemu-io. */
export function planLine(argv: readonly string[], { serves }: Greeting): Plan {
  const commands: string[] = [];
  let format: string | undefined;
  let path: string | undefined;
  for (let at = 0; at < argv.length; at += 1) {
    const word = argv[at] ?? '';
    const value = argv[at + 1] ?? '';
    if (word === '-f') format = value;
    else if (word === '-c') commands.push(value);
    else if (word.startsWith('-') && word !== '-r' && word !== '-t')
      return { lacks: `option ${word}` };
    else if (!word.startsWith('-')) path = word;
    if (['-f', '-c', '-t'].includes(word)) at += 1;
  }
  if (format !== 'qcow2') return { lacks: `format ${format ?? 'that is probed'}` };
  if (path === undefined || !isPlain(path)) return { lacks: 'blkdebug and other names' };
  for (const command of commands) {
    const lacks = lackOf(command, serves);
    if (lacks !== undefined) return { lacks };
  }
  if (hasMeeting(commands)) return { lacks: 'requests in flight that meet' };
  return { line: { discards: commands.flatMap(discardOf) } };
}

/** Bytes that a command discards, as far as it names them. */
function discardOf(command: string): readonly Bytes[] {
  const [name = '', ...words] = wordsOf(command);
  if (name !== 'discard' && name !== 'd') return [];
  const range = bytesOf(words);
  return range === undefined ? [] : [range];
}

type Bytes = readonly [from: number, to: number];

/** The bytes that a request names: an offset, and one length or several behind it. */
function bytesOf(words: readonly string[]): Bytes | undefined {
  const [from, ...lengths] = [...namedBy(words)].map((word) => {
    const size = parseSize(word);
    return size.kind === 'number' ? Number(size.value) : NaN;
  });
  const length = lengths.reduce((sum, more) => sum + more, 0);
  if (from === undefined || Number.isNaN(from + length)) return undefined;
  return [from, from + length];
}

/** What stands beside letters and their values. */
function* namedBy(words: readonly string[]): Generator<string> {
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (!word.startsWith('-')) yield word;
    else if (WITH_VALUE.includes(word.at(-1) ?? '')) at += 1;
  }
}

/**
 * Whether a request meets one that is in flight, and either changes something: which of them comes
 * first is an engine's own choice, so there is nothing to hold another one to.
 */
function hasMeeting(commands: readonly string[]): boolean {
  let inFlight: { readonly bytes: Bytes; readonly isRead: boolean }[] = [];
  for (const command of commands) {
    const [first = '', ...words] = wordsOf(command);
    const name = ALIASES[first] ?? first;
    if (name === 'aio_flush') inFlight = [];
    const bytes = COMMANDS[name] === '' ? undefined : bytesOf(words);
    if (bytes === undefined) continue;
    const isRead = name.includes('read');
    const [from, to] = bytes;
    const meets = inFlight.some(
      (other) => from < other.bytes[1] && other.bytes[0] < to && !(isRead && other.isRead),
    );
    if (meets) return true;
    if (name.startsWith('aio_')) inFlight.push({ bytes, isRead });
  }
  return false;
}

/** Opens an image again, as sweeps do behind a failure. */
const REOPEN = /^open -o driver=qcow2 TEST_DIR\/[\w.-]+$/;

const wordsOf = (command: string): readonly string[] =>
  command.split(' ').filter((word) => word !== '');

const isPlain = (path: string): boolean =>
  path.startsWith(`${TEST_DIR}/`) && /^[\w.-]+$/.test(nameOf(path));

/** What the engine lacks for a command; undefined: nothing. */
function lackOf(command: string, serves: Greeting['serves']): string | undefined {
  if (REOPEN.test(command)) return undefined;
  const [first = '', ...words] = wordsOf(command);
  const name = ALIASES[first] ?? first;
  const letters = COMMANDS[name];
  if (letters === undefined) return name;
  if (name === 'discard' && !serves.has('discard')) return name;
  if (name === 'truncate' && !serves.has('resize')) return 'resize';
  for (const letter of lettersOf(words)) {
    if (!letters.includes(letter)) return `${name} -${letter}`;
    const needed = name.includes('write') ? NEEDED[letter as keyof typeof NEEDED] : undefined;
    if (needed !== undefined && !serves.has(needed)) return needed;
  }
  return undefined;
}

/** Letters that a value follows, in their own word or as the next one. */
const WITH_VALUE = 'Psl';

function* lettersOf(words: readonly string[]): Generator<string> {
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (!word.startsWith('-')) continue;
    for (let index = 1; index < word.length; index += 1) {
      const letter = word.charAt(index);
      yield letter;
      if (!WITH_VALUE.includes(letter)) continue;
      if (index === word.length - 1) at += 1;
      break;
    }
  }
}
