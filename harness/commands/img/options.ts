// The options of an image as `-o` gives them: how they are read, and how they are printed.
import type { ImageOption, ImageOptions, Options } from '../../../engine/index.ts';
import { hexSuffixWarning } from '../shared/text.ts';
import {
  FormatError,
  parseInteger,
  parseKeyValueOptions,
  parseSize,
  parseSwitch,
} from '../../../engine/index.ts';

/** A list has no comma at its start, and at its end only doubled ones. */
export const isOptionList = (text: string): boolean =>
  text !== '' && !text.startsWith(',') && /(,*)$/.exec(text)?.[0].length !== 1;

/** Options as given: value by name, with the text where that is what is printed. */
export class GivenOptions {
  readonly #table: readonly ImageOption[];
  readonly #values = new Map<string, string | bigint | boolean>();
  readonly #texts = new Map<string, string>();

  readonly #warn: (message: string) => void;

  /** `warn` takes what is accepted and frowned upon. */
  constructor(table: readonly ImageOption[], warn: (message: string) => void) {
    this.#table = table;
    this.#warn = warn;
  }

  get values(): ImageOptions {
    return this.#values;
  }

  /** Whether the format has an option of that name. */
  knows(name: string): boolean {
    return this.#table.some((known) => known.name === name);
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  text(name: string): string | undefined {
    const value = this.#values.get(name);
    return typeof value === 'string' ? value : undefined;
  }

  number(name: string): bigint | undefined {
    const value = this.#values.get(name);
    return typeof value === 'bigint' ? value : undefined;
  }

  /** Those that name secrets: the new image is opened with them as well. */
  get keySecrets(): Options {
    return new Map([...this.#texts].filter(([name]) => name.endsWith('key-secret')));
  }

  setNumber(name: string, value: bigint): void {
    this.#values.set(name, value);
  }

  /**
   * Takes `name=value,...`. Throws FormatError for the first that is unknown or not of its type.
   */
  parse(text: string): void {
    for (const [name, value] of parseKeyValueOptions(text)) this.set(name, String(value));
  }

  /** Throws FormatError for an option that the format does not have, or a value not of its type. */
  set(name: string, text: string): void {
    const known = this.#table.find((candidate) => candidate.name === name);
    if (known === undefined) throw new FormatError(`Invalid parameter '${name}'`);
    this.#values.set(name, parseValue(known, text, this.#warn));
    this.#texts.set(name, text);
  }

  /** The options as `Formatting` prints them: in the order of the table, defaults included. */
  format(): string {
    const parts: string[] = [];
    for (const { name, type, shownDefault } of this.#table) {
      const value = this.#values.get(name);
      const text = value === undefined ? shownDefault : this.#shown(name, type, value);
      if (text !== undefined) parts.push(`${name}=${text}`);
    }
    return parts.join(' ');
  }

  #shown(name: string, type: ImageOption['type'], value: string | bigint | boolean): string {
    if (typeof value === 'bigint') return BigInt.asIntN(64, value).toString();
    const text = this.#texts.get(name) ?? String(value);
    return type === 'text' ? text.replaceAll(',', ',,') : text;
  }
}

const SIZE_HINT =
  'Optional suffix k, M, G, T, P or E means kilo-, mega-, giga-, tera-, peta-\n' +
  'and exabytes, respectively.';

/** Parses one value. Throws FormatError with QEMU's message. */
function parseValue(
  { name, type }: ImageOption,
  text: string,
  warn: (message: string) => void,
): string | bigint | boolean {
  switch (type) {
    case 'text':
      return text;
    case 'switch': {
      const value = parseSwitch(text);
      if (value === undefined) throw new FormatError(`Parameter '${name}' expects 'on' or 'off'`);
      return value;
    }
    case 'number': {
      const parsed = parseInteger(text);
      if (parsed.kind === 'number') return parsed.value;
      throw new FormatError(
        parsed.kind === 'invalid'
          ? `Parameter '${name}' expects a number`
          : `Value '${text}' is too large for parameter '${name}'`,
      );
    }
    default:
      return parseSizeOption(name, text, warn);
  }
}

/** Parses a size as an option of that name. Throws FormatError with QEMU's message. */
export function parseSizeOption(
  name: string,
  text: string,
  warn: (message: string) => void,
): bigint {
  const parsed = parseSize(text);
  if (parsed.isHexWithSuffix) warn(hexSuffixWarning(text));
  if (parsed.kind === 'number') return parsed.value;
  if (parsed.kind === 'too large') {
    throw new FormatError(`Value '${text}' is out of range for parameter '${name}'`);
  }
  throw new FormatError(`Parameter '${name}' expects a non-negative number below 2^64`, {
    hint: SIZE_HINT,
  });
}
