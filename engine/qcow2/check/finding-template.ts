// Lines with gaps, from which a finding is both printed and read: so the words stand in one place,
// and what is read is what was printed.
import { errnoByText, strerror } from '../../base/errno.ts';
import { type Exact, exact } from './finding.ts';

/** A gap in a line: the field that fills it, how it is shown, and how it is read. */
export interface Gap<Field extends string, Value> {
  readonly field: Field;
  readonly show: (value: Value) => string;
  /** What may stand there: the source of a regular expression without groups. */
  readonly pattern: string;
  /** All values that it can have, where they are few. */
  readonly choices?: readonly unknown[];
  /** Undefined: nothing that can stand there. */
  readonly read: (text: string) => unknown;
}

/** Any gap. */
type SomeGap = Gap<string, never>;

/** One line; `OfGaps` are the gaps in it. */
export interface Line<OfGaps extends SomeGap> {
  readonly words: readonly string[];
  readonly gaps: readonly OfGaps[];
  /** The name of the tool is put in front. */
  readonly isPrefixed: boolean;
}

type Parts = readonly (string | SomeGap)[];
type LineOf<P extends Parts> = Line<Exclude<P[number], string>>;

function lineOf<P extends Parts>(parts: P, isPrefixed: boolean): LineOf<P> {
  const words = [''];
  const gaps: SomeGap[] = [];
  for (const part of parts) {
    if (typeof part === 'string') {
      words[words.length - 1] += part;
    } else {
      gaps.push(part);
      words.push('');
    }
  }
  return { words, gaps: gaps as Exclude<P[number], string>[], isPrefixed };
}

/** A line that stands as it is. */
export const bare = <P extends Parts>(...parts: P): LineOf<P> => lineOf(parts, false);
/** A line that the tool's name is put in front of (`qemu-img: `). */
export const prefixed = <P extends Parts>(...parts: P): LineOf<P> => lineOf(parts, true);

const readHex = (text: string): bigint => BigInt(text.startsWith('0x') ? text : `0x${text}`);

export const decimal = <Field extends string>(field: Field): Gap<Field, Exact> => ({
  field,
  show: String,
  pattern: '\\d+',
  read: (text) => exact(BigInt(text)),
});

/** In hex, without any mark. */
export const hex = <Field extends string>(field: Field): Gap<Field, Exact> => ({
  field,
  show: (value) => value.toString(16),
  pattern: '[0-9a-f]+',
  read: (text) => exact(readHex(text)),
});

/** As C prints with %#x. */
export const markedHex = <Field extends string>(field: Field): Gap<Field, Exact> => ({
  field,
  show: (value) => (Number(value) === 0 ? '0' : `0x${value.toString(16)}`),
  pattern: '0x[0-9a-f]+|0',
  read: (text) => exact(readHex(text)),
});

/** All 64 bits of an entry in hex. */
export const word = <Field extends string>(field: Field): Gap<Field, bigint> => ({
  field,
  show: (value) => value.toString(16),
  pattern: '[0-9a-f]{1,16}',
  read: readHex,
});

/** The C library's text for `errno`. */
export const errorText: Gap<'errno', number> = {
  field: 'errno',
  show: strerror,
  pattern: '.+',
  read: errnoByText,
};

/** 'Repairing', or `otherwise` where nothing is repaired. */
export const repairingOr = (otherwise: string): Gap<'isRepaired', boolean> => ({
  field: 'isRepaired',
  show: (value) => (value ? 'Repairing' : otherwise),
  pattern: `Repairing|${otherwise}`,
  choices: [false, true],
  read: (text) => text === 'Repairing',
});

/** Words that are not ours, which `pattern` tells from other lines. */
export const text = <Field extends string>(
  field: Field,
  pattern = '.*',
): Gap<Field, string | undefined> => ({
  field,
  show: (value) => value ?? '',
  pattern,
  read: (found) => found,
});

/** One of some words. */
export const oneOf = <Field extends string, Word extends string>(
  field: Field,
  ...choice: readonly Word[]
): Gap<Field, Word> => ({
  field,
  show: (value) => value,
  pattern: choice.join('|'),
  choices: choice,
  read: (found) => found,
});

type Fields = Readonly<Record<string, unknown>>;

/** The line with its gaps filled from fields of `filling`; undefined where one is undefined. */
export function fillLine(line: Line<SomeGap>, filling: object): string | undefined {
  const { words, gaps } = line;
  const fields = filling as Fields;
  let filled = words[0] as string;
  for (const [index, gap] of gaps.entries()) {
    const value = fields[gap.field];
    if (value === undefined) return undefined;
    filled += gap.show(value as never) + (words[index + 1] as string);
  }
  return filled;
}

const escaped = (part: string): string => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Of each line the expression that reads it: made once. */
const expressions = new WeakMap<Line<SomeGap>, RegExp>();

/** What fills the gaps of a line in `found`; undefined where it is another line. */
export function readLine(line: Line<SomeGap>, found: string): Fields | undefined {
  // Most lines are told apart by how they begin, which is quicker.
  if (!found.startsWith(line.words[0] as string)) return undefined;
  let expression = expressions.get(line);
  if (expression === undefined) {
    const [first = '', ...others] = line.words.map(escaped);
    const rest = line.gaps.map(({ pattern }, index) => `(${pattern})${others[index] ?? ''}`);
    expression = new RegExp(`^${first}${rest.join('')}$`);
    expressions.set(line, expression);
  }
  const match = expression.exec(found);
  if (match === null) return undefined;
  const values = line.gaps.map((gap, index) => gap.read(match[index + 1] as string));
  if (values.includes(undefined)) return undefined;
  return Object.fromEntries(line.gaps.map(({ field }, index) => [field, values[index]]));
}
