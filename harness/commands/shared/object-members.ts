// What `--object` says of one object: its members, which are text where the command line spells
// them one by one, and have types where it is JSON.
import {
  FormatError,
  type JsonValue,
  parseInteger,
  parseJsonText,
  parseSwitch,
} from '../../../engine/index.ts';

/** Members by name; those of `a.b=c` are an object of their own. */
type Values = ReadonlyMap<string, JsonValue>;

const NAME = /^[A-Za-z][\w-]*$/;
const INT64 = 2n ** 63n;

/** Members of an object, or of one within it. Each look-up throws FormatError in QEMU's words. */
export class Members {
  readonly #values: Values;
  readonly #isText: boolean;
  readonly #prefix: string;

  private constructor(values: Values, isText: boolean, prefix = '') {
    this.#values = values;
    this.#isText = isText;
    this.#prefix = prefix;
  }

  /** Parses `TYPE,name=value,...` or JSON. Throws FormatError. */
  static parse(text: string): Members {
    return text.startsWith('{')
      ? new Members(parseJsonText(text) as Values, false)
      : new Members(parseText(text), true);
  }

  names(): string[] {
    return [...this.#values.keys()];
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  text(name: string): string | undefined {
    const value = this.#scalar(name);
    if (value === undefined || typeof value === 'string') return value;
    throw this.#wrongType(name, 'string');
  }

  /** Of 64 bits, with a sign. */
  integer(name: string): bigint | undefined {
    const value = this.#scalar(name);
    if (value === undefined) return undefined;
    if (!this.#isText) {
      if (typeof value !== 'number' || !Number.isInteger(value)) {
        throw this.#wrongType(name, 'integer');
      }
      return BigInt(value);
    }
    const number = parseInteger(String(value));
    const wrapped = number.kind === 'number' ? BigInt.asIntN(64, number.value) : -INT64;
    const isNegative = String(value).trim().startsWith('-');
    if (number.kind !== 'number' || (wrapped < 0n && !isNegative)) {
      throw new FormatError(`Parameter '${this.#prefix}${name}' expects integer`);
    }
    return wrapped;
  }

  boolean(name: string): boolean | undefined {
    const value = this.#scalar(name);
    if (value === undefined || typeof value === 'boolean') return value;
    if (!this.#isText) throw this.#wrongType(name, 'boolean');
    const switched = parseSwitch(String(value));
    if (switched === undefined) {
      throw new FormatError(`Parameter '${this.#prefix}${name}' expects 'on' or 'off'`);
    }
    return switched;
  }

  object(name: string): Members | undefined {
    const value = this.#values.get(name);
    if (value === undefined) return undefined;
    const isList = value instanceof Map && [...value.keys()].some((key) => /^\d/.test(key));
    if (!(value instanceof Map) || isList) throw this.#wrongType(name, 'object');
    return new Members(value as Values, this.#isText, `${this.#prefix}${name}.`);
  }

  /** Throws FormatError for a member that is not among `known`. */
  refuseOthers(known: ReadonlySet<string>): void {
    const stray = this.names().find((name) => !known.has(name));
    if (stray !== undefined) {
      throw new FormatError(`Parameter '${this.#prefix}${stray}' is unexpected`);
    }
  }

  #scalar(name: string): JsonValue | undefined {
    const value = this.#values.get(name);
    if (this.#isText && value instanceof Map) {
      throw new FormatError(`Parameters '${this.#prefix}${name}.*' are unexpected`);
    }
    return value;
  }

  #wrongType(name: string, expected: string): FormatError {
    const path = `${this.#prefix}${name}`;
    return new FormatError(`Invalid parameter type for '${path}', expected: ${expected}`);
  }
}

/** The type stands first, with or without its name; `,,` is a comma in a value. */
function parseText(text: string): Values {
  const members = new Map<string, JsonValue>();
  let rest = text;
  while (rest !== '') {
    const key = /^[^=,]*/.exec(rest)?.[0] ?? '';
    const isNamed = rest[key.length] === '=';
    if (key === 'help' && !isNamed) {
      members.set('help', '');
      rest = rest.slice(key.length + 1);
    } else if (rest === text && key !== '' && !isNamed) {
      members.set('qom-type', key);
      rest = rest.slice(key.length + 1);
    } else {
      if (!NAME.test(key.split('.')[0] ?? '')) throw new FormatError(`Invalid parameter '${key}'`);
      if (!isNamed) throw new FormatError(`Expected '=' after parameter '${key}'`);
      const value = /^(?:[^,]|,,)*/.exec(rest.slice(key.length + 1))?.[0] ?? '';
      setDeep(members, key, value.replaceAll(',,', ','));
      rest = rest.slice(key.length + 1 + value.length + 1);
    }
  }
  return members;
}

/** `a.b` is the member `b` of the object that is the member `a`. Throws FormatError. */
function setDeep(members: Map<string, JsonValue>, key: string, value: string): void {
  const parts = key.split('.');
  let place = members;
  parts.forEach((part, index) => {
    const path = parts.slice(0, index + 1).join('.');
    const found = place.get(part);
    const isLast = index === parts.length - 1;
    if (found !== undefined && isLast === found instanceof Map) {
      throw new FormatError(`Parameters '${path}.*' used inconsistently`);
    }
    if (isLast) {
      place.set(part, value);
      return;
    }
    const below = found instanceof Map ? (found as Map<string, JsonValue>) : new Map();
    place.set(part, below);
    place = below;
  });
}
