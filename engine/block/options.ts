// Options in flattened form ('file.image.filename') and the values in them. A driver takes the
// options it knows; what is left over afterwards is refused by whoever opens the graph.
import { FormatError } from '../base/errors.ts';
import { parseInteger, parseSize, parseSwitch } from '../base/size.ts';
import type { JsonValue } from './json-name.ts';
import type { Options, OptionValue } from './open.ts';

/**
 * Parses `key=value,key=value`, where `,,` stands for a comma in a value. A key without a value
 * means on, or off when it begins with "no"; `deprecated` is told of each such key and its long
 * form.
 */
export function parseKeyValueOptions(
  text: string,
  deprecated?: (key: string, longForm: string) => void,
): Options {
  const options: Options = new Map();
  for (const part of splitAtCommas(text)) {
    const equals = part.indexOf('=');
    if (equals >= 0) {
      options.set(part.slice(0, equals), part.slice(equals + 1));
      continue;
    }
    const isOff = part.startsWith('no');
    const key = isOff ? part.slice(2) : part;
    deprecated?.(part, `${key}=${isOff ? 'off' : 'on'}`);
    options.set(key, isOff ? 'off' : 'on');
  }
  return options;
}

/** Single commas separate, double ones are a comma. */
function splitAtCommas(text: string): string[] {
  const parts = [...text.matchAll(/((?:[^,]|,,)*)(?:,|$)/g)].map(([, part]) => part ?? '');
  return parts.filter((part) => part !== '').map((part) => part.replaceAll(',,', ','));
}

/** Nested objects and lists as dotted keys: 'file.image.filename', 'inject-error.0.event'. */
export function flattenJson(value: ReadonlyMap<string, JsonValue>): Options {
  const options: Options = new Map();
  const add = (prefix: string, entries: Iterable<readonly [string | number, JsonValue]>): void => {
    for (const [key, entry] of entries) {
      const path = `${prefix}${key}`;
      if (Array.isArray(entry)) add(`${path}.`, entry.entries());
      else if (entry instanceof Map) add(`${path}.`, entry.entries());
      else options.set(path, entry as OptionValue);
    }
  };
  add('', value);
  return options;
}

/** Takes the options below `prefix` out, without that prefix. */
export function takeBelow(options: Options, prefix: string): Options {
  const below: Options = new Map();
  for (const [key, value] of [...options]) {
    if (key.startsWith(prefix)) {
      below.set(key.slice(prefix.length), value);
      options.delete(key);
    }
  }
  return below;
}

/** Takes an option out as text; null counts as not given. */
export function takeString(options: Options, key: string): string | undefined {
  const value = options.get(key);
  options.delete(key);
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return String(value);
}

/** Takes a switch out. Throws FormatError where it is neither on nor off. */
export function takeBoolean(options: Options, key: string): boolean | undefined {
  const text = takeString(options, key);
  return text === undefined ? undefined : parseBoolean(key, text);
}

/** A whole number; negative ones come back as the signed 64-bit value. */
export function takeNumber(options: Options, key: string): number | undefined {
  const text = takeString(options, key);
  return text === undefined ? undefined : Number(BigInt.asIntN(64, parseNumber(key, text)));
}

/** A number of bytes, with an optional fraction and suffix. */
export function takeSize(options: Options, key: string): number | undefined {
  const text = takeString(options, key);
  return text === undefined ? undefined : parseBytes(key, text);
}

/** Throws FormatError with QEMU's text; `key` is the parameter's name in it. */
export function parseBoolean(key: string, text: string): boolean {
  const value = parseSwitch(text);
  if (value === undefined) throw new FormatError(`Parameter '${key}' expects 'on' or 'off'`);
  return value;
}

/** An unsigned 64-bit number in C's notation; a minus sign wraps it around. Throws FormatError. */
export function parseNumber(key: string, text: string): bigint {
  const parsed = parseInteger(text);
  if (parsed.kind === 'invalid') {
    throw new FormatError(`Parameter '${key}' expects a number`);
  }
  if (parsed.kind === 'too large') {
    throw new FormatError(`Value '${text}' is too large for parameter '${key}'`);
  }
  return parsed.value;
}

const SIZE_HINT =
  'Optional suffix k, M, G, T, P or E means kilo-, mega-, giga-, tera-, peta-\n' +
  'and exabytes, respectively.';

/** Bytes; the nearest double above 2^53. Throws FormatError with QEMU's text and hint. */
function parseBytes(key: string, text: string): number {
  const parsed = parseSize(text);
  if (parsed.kind === 'invalid') {
    const message = `Parameter '${key}' expects a non-negative number below 2^64`;
    throw new FormatError(message, { hint: SIZE_HINT });
  }
  if (parsed.kind === 'too large') {
    throw new FormatError(`Value '${text}' is out of range for parameter '${key}'`);
  }
  return Number(parsed.value);
}
