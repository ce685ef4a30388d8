// JSON as QEMU prints it: four blanks a level, keys in the order of its dictionaries.
import { inDictionaryOrder } from '../../engine/index.ts';

export type JsonValue =
  | string
  | number
  | bigint
  | boolean
  | readonly JsonValue[]
  | ReadonlyMap<string, JsonValue>;

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

/** QEMU writes everything outside of printable ASCII as \uXXXX. */
const quote = (text: string): string =>
  JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
