// JSON as QEMU prints it: four blanks a level, keys in the order of its dictionaries.
import { inDictionaryOrder } from '../../../engine/index.ts';

export type JsonValue =
  string | number | bigint | boolean | readonly JsonValue[] | ReadonlyMap<string, JsonValue>;

/** The text of `value`, without a newline at its end. `indent` is the level that it stands at. */
export function formatJson(value: JsonValue, indent = 0): string {
  if (typeof value === 'string') return quote(value);
  if (typeof value !== 'object') return String(value);
  const inner = '    '.repeat(indent + 1);
  const items = isList(value)
    ? value.map((item) => formatJson(item, indent + 1))
    : inDictionaryOrder(value.keys()).map((key) => {
        const member = value.get(key);
        return `${quote(key)}: ${member === undefined ? 'null' : formatJson(member, indent + 1)}`;
      });
  const [open, close] = isList(value) ? ['[', ']'] : ['{', '}'];
  if (items.length === 0) return `${open}\n${'    '.repeat(indent)}${close}`;
  const body = items.map((item) => `\n${inner}${item}`).join(',');
  return `${open}${body}\n${'    '.repeat(indent)}${close}`;
}

const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);

/**
 * Bytes that were no UTF-8 (they are lone surrogates here) in the form of QEMU's decoder: one
 * U+FFFD for the first byte of a sequence and as many of the bytes that may follow it as are there.
 */
function replaceBytes(run: string): string {
  const bytes = Array.from(run, (character) => character.charCodeAt(0) - 0xdc00);
  let count = 0;
  for (let at = 0; at < bytes.length; count += 1) {
    const end = at + sequenceLength(bytes[at] as number);
    at += 1;
    while (at < Math.min(end, bytes.length) && (bytes[at] as number) < 0xc0) at += 1;
  }
  return '\ufffd'.repeat(count);
}

/** First bytes below these, in this order, announce sequences of two bytes, three, ... and six. */
const FIRST_BYTES = [0xe0, 0xf0, 0xf8, 0xfc, 0xfe];

/** Bytes that a first byte announces, itself included. */
const sequenceLength = (first: number): number =>
  first < 0xc0 || first >= 0xfe ? 1 : FIRST_BYTES.findIndex((end) => first < end) + 2;

/**
 * QEMU writes everything outside of printable ASCII as \uXXXX, with capitals, where there is no
 * shorter escape, and no noncharacters.
 */
const quote = (text: string): string =>
  JSON.stringify(
    text
      .replace(/[\udc80-\udcff]+/gu, replaceBytes)
      .replace(/\p{Noncharacter_Code_Point}/gu, '\ufffd'),
  )
    .replace(/\\(?:u(....)|.)/g, (escape, digits?: string) =>
      digits === undefined ? escape : `\\u${digits.toUpperCase()}`,
    )
    .replace(
      /[\u007f-\uffff]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
    );
