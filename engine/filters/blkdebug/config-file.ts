// blkdebug's configuration file: sections of `key = "value"` lines, read as QEMU reads them, with
// its oddities: a value without quotes is empty, a key without blanks swallows its value, `#` and
// `[` count in column 0 only.
import { FormatError } from '../../base/errors.ts';
import type { Section, SectionName } from './rule-options.ts';
import { checkValue, isSectionName, SECTION_KEYS } from './rule-options.ts';

/** Longer lines are read in pieces of this many characters. */
const LINE_LENGTH = 1023;
/** Names and keys are cut at this many characters. */
const WORD_LENGTH = 63;

interface RawSection {
  readonly name: string;
  readonly id: string | undefined;
  readonly line: number;
  readonly values: Map<string, string>;
}

/** Lines with their newline, the longest in pieces. */
function* linesOf(text: string): Generator<string, void, void> {
  for (const [line] of text.matchAll(/[^\n]*\n|[^\n]+$/g)) {
    for (let at = 0; at < line.length; at += LINE_LENGTH) {
      yield line.slice(at, at + LINE_LENGTH);
    }
  }
}

/** `[name]` or `[name "id"]`; undefined when the line is neither. */
function sectionStart(line: string): { name: string; id: string | undefined } | undefined {
  if (!line.startsWith('[')) {
    return undefined;
  }
  const word = new RegExp(`^\\[\\s*(\\S{1,${WORD_LENGTH}})`).exec(line);
  if (word?.[1] !== undefined) {
    const id = new RegExp(`^\\s*"([^"]{1,${WORD_LENGTH}})`).exec(line.slice(word[0].length))?.[1];
    if (id !== undefined) return { name: word[1], id };
  }
  const name = new RegExp(`^\\[([^\\]]{1,${WORD_LENGTH}})`).exec(line)?.[1];
  return name === undefined ? undefined : { name, id: undefined };
}

/** `key = "value"`; undefined for a line of blanks. */
function keyAndValue(line: string): readonly [string, string] | undefined {
  const word = new RegExp(`^\\s*(\\S{1,${WORD_LENGTH}})`).exec(line);
  if (word?.[1] === undefined) {
    return undefined;
  }
  const value = /^\s*=\s*"([^"]+)/.exec(line.slice(word[0].length))?.[1] ?? '';
  return [word[1], value];
}

/** Checks a section that has come to its end, as QEMU does before it goes on to the next. */
function finish(raw: RawSection, filename: string, ids: Set<string>): Section {
  if (!isSectionName(raw.name)) {
    throw new FormatError(`There is no option group '${raw.name}'`);
  }
  const name: SectionName = raw.name;
  if (raw.id !== undefined) {
    if (!/^[A-Za-z][-._A-Za-z0-9]*$/.test(raw.id)) {
      throw new FormatError("Parameter 'id' expects an identifier", {
        hint: "Identifiers consist of letters, digits, '-', '.', '_', starting with a letter.",
      });
    }
    if (ids.has(`${name} ${raw.id}`)) {
      throw new FormatError(`Duplicate ID '${raw.id}' for ${name}`);
    }
    ids.add(`${name} ${raw.id}`);
  }
  for (const [key, value] of raw.values) {
    if (SECTION_KEYS[name].has(key)) checkValue(name, key, value);
  }
  const unknown = [...raw.values.keys()].find((key) => !SECTION_KEYS[name].has(key));
  if (unknown !== undefined) {
    throw new FormatError(`Invalid parameter '${unknown}'`);
  }
  return { name, where: `${filename}:${raw.line}`, values: raw.values };
}

/** The sections of a configuration file, in order. Throws FormatError with QEMU's text. */
export function parseConfigFile(text: string, filename: string): Section[] {
  const sections: Section[] = [];
  const ids = new Set<string>();
  let current: RawSection | undefined;
  let lineNumber = 0;
  for (const line of linesOf(text)) {
    lineNumber += 1;
    if (line === '\n' || line.startsWith('#')) {
      continue;
    }
    const start = sectionStart(line);
    if (start !== undefined) {
      if (current !== undefined) sections.push(finish(current, filename, ids));
      current = { ...start, line: lineNumber, values: new Map() };
      continue;
    }
    const entry = keyAndValue(line);
    if (entry === undefined) throw new FormatError('parse error');
    if (current === undefined) throw new FormatError('no group defined');
    current.values.set(entry[0], entry[1]);
  }
  if (current !== undefined) sections.push(finish(current, filename, ids));
  return sections;
}
