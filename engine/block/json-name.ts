// The text behind `json:`, read as QEMU reads it: single quotes are allowed, and what is wrong is
// told in QEMU's words.
import { FormatError } from '../base/errors.ts';

export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | ReadonlyMap<string, JsonValue>;

const wrong = (what: string): FormatError => new FormatError(`JSON parse error, ${what}`);

const MARK = /[{}[\],:]/.source;
const STRING = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/.source;
const NUMBER = /-?(?:0(?!\d)|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/.source;
const WORD = /[a-z]+/.source;
const TOKEN = new RegExp(`\\s*(?:(${MARK})|(${STRING})|(${NUMBER})|(${WORD})|$)`, 'y');
const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
const KEYWORDS = new Map<string, JsonValue>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/** What QEMU quotes of text that begins no token: as far as it could have become one. */
function strayText(rest: string): string {
  if (/^["']/.test(rest)) return rest;
  return rest.slice(0, /^(?:-|0\d)/.test(rest) ? 2 : 1);
}

/** Splits `text` into tokens, as they stand; throws at what belongs to none. */
function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (match === null) {
      throw wrong(`stray '${strayText(text.slice(at).trimStart())}'`);
    }
    const token = match.slice(1).find((part) => part !== undefined);
    if (token === undefined) break;
    tokens.push(token);
  }
  return tokens;
}

function unquote(token: string): string {
  if (/(?<!\\)(?:\\\\)*\\(?!u[0-9a-fA-F]{4}|["'\\/bfnrt])/.test(token)) {
    throw wrong('invalid escape sequence in string');
  }
  return token
    .slice(1, -1)
    .replace(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_all, hex: string | undefined, mark: string) =>
      hex === undefined ? (ESCAPES[mark] ?? mark) : String.fromCharCode(Number.parseInt(hex, 16)),
    );
}

const isQuoted = (token: string | undefined): token is string =>
  token !== undefined && /^["']/.test(token);

/** Takes one value off the front of `tokens`. */
function takeValue(tokens: string[]): JsonValue {
  const token = tokens.shift();
  if (token === undefined) throw wrong('premature EOI');
  if (token === '{') return takeObject(tokens);
  if (token === '[') return takeList(tokens);
  if (isQuoted(token)) return unquote(token);
  if (/^[-\d]/.test(token)) return Number(token);
  const keyword = KEYWORDS.get(token);
  if (keyword !== undefined) return keyword;
  throw wrong(/^[a-z]/.test(token) ? `invalid keyword '${token}'` : 'expecting value');
}

function takeObject(tokens: string[]): ReadonlyMap<string, JsonValue> {
  const object = new Map<string, JsonValue>();
  if (tokens[0] === '}') {
    tokens.shift();
    return object;
  }
  for (;;) {
    const key = takeValue(tokens);
    if (typeof key !== 'string') throw wrong('key is not a string in object');
    if (tokens.length === 0) throw wrong('premature EOI');
    if (tokens.shift() !== ':') throw wrong('missing : in object pair');
    const value = takeValue(tokens);
    if (object.has(key)) throw wrong('duplicate key');
    object.set(key, value);
    if (isListEnd(tokens, '}', 'dict')) return object;
  }
}

function takeList(tokens: string[]): readonly JsonValue[] {
  if (tokens[0] === ']') {
    tokens.shift();
    return [];
  }
  const list: JsonValue[] = [];
  for (;;) {
    list.push(takeValue(tokens));
    if (isListEnd(tokens, ']', 'list')) return list;
  }
}

/** Takes what follows a member: true after the closing mark, false after a comma. */
function isListEnd(tokens: string[], end: string, kind: string): boolean {
  const token = tokens.shift();
  if (token === undefined) throw wrong('premature EOI');
  if (token !== ',' && token !== end) throw wrong(`expected separator in ${kind}`);
  return token === end;
}

/** Parses one value. Throws FormatError. */
export function parseJsonText(text: string): JsonValue {
  const tokens = tokensOf(text);
  if (tokens.length === 0) throw new FormatError('Expecting a JSON value');
  const value = takeValue(tokens);
  if (tokens.length > 0) throw new FormatError('Expecting at most one JSON value');
  return value;
}

/** Parses what follows `json:`. Throws FormatError; only an object is accepted. */
export function parseJsonName(text: string): ReadonlyMap<string, JsonValue> {
  let value: JsonValue;
  try {
    value = parseJsonText(text);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new FormatError(`Could not parse the JSON options: ${error.message}`);
  }
  if (!(value instanceof Map)) throw new FormatError('Invalid JSON object given');
  return value as ReadonlyMap<string, JsonValue>;
}
