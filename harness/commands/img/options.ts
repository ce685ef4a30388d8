// The options of `qemu-img create -o`: which ones a format has, of which type, and how they are
// printed.
import type { CreateOptions } from '../../../engine/index.ts';
import { hexSuffixWarning } from '../shared/text.ts';
import {
  FormatError,
  parseInteger,
  parseKeyValueOptions,
  parseSize,
  parseSwitch,
} from '../../../engine/index.ts';

type OptionType = 'text' | 'switch' | 'number' | 'size';

/** One option that a format can be created with. */
export interface CreateOption {
  readonly name: string;
  readonly type: OptionType;
  /** What is printed where the option is not given. */
  readonly shownDefault?: string;
  /** What the option is for, as its users are told. */
  readonly help?: string;
}

const option = (name: string, type: OptionType, shownDefault?: string): CreateOption =>
  shownDefault === undefined ? { name, type } : { name, type, shownDefault };

const ENCRYPTION_TEXTS = [
  'format',
  'key-secret',
  'cipher-alg',
  'cipher-mode',
  'ivgen-alg',
  'ivgen-hash-alg',
  'hash-alg',
];

/** Options of the file that holds the image. */
const FILE_OPTIONS: readonly CreateOption[] = [
  option('nocow', 'switch'),
  option('extent_size_hint', 'size'),
];

/** Whether the option is one of the file that holds the image. */
export const isFileOption = (name: string): boolean =>
  FILE_OPTIONS.some((known) => known.name === name);

/** In the order in which `Formatting` prints them. */
const QCOW2_OPTIONS: readonly CreateOption[] = [
  option('encryption', 'switch'),
  ...ENCRYPTION_TEXTS.map((name) => option(`encrypt.${name}`, 'text')),
  option('encrypt.iter-time', 'number'),
  option('cluster_size', 'size', '65536'),
  option('extended_l2', 'switch', 'off'),
  option('preallocation', 'text'),
  option('compression_type', 'text', 'zlib'),
  option('size', 'size'),
  option('compat', 'text'),
  option('backing_file', 'text'),
  option('backing_fmt', 'text'),
  option('data_file', 'text'),
  option('data_file_raw', 'switch'),
  option('lazy_refcounts', 'switch', 'off'),
  option('refcount_bits', 'number', '16'),
  ...FILE_OPTIONS,
];

const amendOption = (name: string, type: OptionType, help: string): CreateOption => ({
  name,
  type,
  help,
});

/** What can be changed of an image. */
const QCOW2_AMEND_OPTIONS: readonly CreateOption[] = [
  amendOption('backing_file', 'text', 'File name of a base image'),
  amendOption('backing_fmt', 'text', 'Image format of the base image'),
  amendOption('compat', 'text', 'Compatibility level (v2 [0.10] or v3 [1.1])'),
  amendOption('data_file', 'text', 'File name of an external data file'),
  amendOption('data_file_raw', 'switch', 'The external data file must stay valid as a raw image'),
  amendOption('encrypt.iter-time', 'number', 'Time to spend in PBKDF in milliseconds'),
  amendOption('encrypt.keyslot', 'number', 'Select a single keyslot to modify explicitly'),
  amendOption(
    'encrypt.new-secret',
    'text',
    'New secret to set in the matching keyslots. Empty string to erase',
  ),
  amendOption('encrypt.old-secret', 'text', 'Select all keyslots that match this password'),
  amendOption('encrypt.state', 'text', 'Select new state of affected keyslots (active/inactive)'),
  amendOption('lazy_refcounts', 'switch', 'Postpone refcount updates'),
  amendOption('refcount_bits', 'number', 'Width of a reference count entry in bits'),
  amendOption('size', 'size', 'Virtual disk size'),
];

/** What can be changed of an image of that format; undefined where nothing can. */
export const amendOptionsOf = (format: string): readonly CreateOption[] | undefined =>
  format === 'qcow2' ? QCOW2_AMEND_OPTIONS : undefined;

/** A list has no comma at its start, and at its end only doubled ones. */
export const isOptionList = (text: string): boolean =>
  text !== '' && !text.startsWith(',') && /(,*)$/.exec(text)?.[0].length !== 1;

const RAW_OPTIONS: readonly CreateOption[] = [
  option('size', 'size'),
  option('preallocation', 'text'),
  ...FILE_OPTIONS,
];

/** What a format can be created with; undefined where it cannot be created. */
export function createOptionsOf(format: string): readonly CreateOption[] | undefined {
  if (format === 'qcow2') return QCOW2_OPTIONS;
  return format === 'raw' || format === 'file' ? RAW_OPTIONS : undefined;
}

/** Options as given: value by name, with the text where that is what is printed. */
export class GivenOptions {
  readonly #table: readonly CreateOption[];
  readonly #values = new Map<string, string | bigint | boolean>();
  readonly #texts = new Map<string, string>();

  readonly #warn: (message: string) => void;

  /** `warn` takes what is accepted and frowned upon. */
  constructor(table: readonly CreateOption[], warn: (message: string) => void) {
    this.#table = table;
    this.#warn = warn;
  }

  get values(): CreateOptions {
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

  #shown(name: string, type: OptionType, value: string | bigint | boolean): string {
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
  { name, type }: CreateOption,
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
