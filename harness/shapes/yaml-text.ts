// Values in the words of a case file, for cases that are written by a program: plain words where
// YAML reads them back as they are, quotes elsewhere.
import { CaseProblem } from './problem.ts';
import { parseYaml, type TreeNode } from './yaml-tree.ts';

/** A value that YAML takes for no text, as it is written: `1.10`, `0x10`, `true`. */
export class Written {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What a case file holds. */
export type YamlValue =
  string | number | Written | readonly YamlValue[] | { readonly [key: string]: YamlValue };

/** The value of a node; places are left out. */
export function valueOf(node: TreeNode): YamlValue {
  switch (node.kind) {
    case 'scalar':
      return node.isText ? node.text : new Written(node.text);
    case 'list':
      return node.items.map(valueOf);
    case 'map':
      return Object.fromEntries(node.entries.map(({ key, value }) => [key.text, valueOf(value)]));
  }
}

/** Whether it is a map, and neither a list nor a single value. */
export const isMap = (value: YamlValue): value is { readonly [key: string]: YamlValue } =>
  typeof value === 'object' && !Array.isArray(value) && !(value instanceof Written);

/** The value for a case, where a dollar sign begins a name and two of them stand for one. */
export function verbatim(value: YamlValue): YamlValue {
  if (typeof value === 'string') return value.replaceAll('$', '$$$$');
  if (Array.isArray(value)) return value.map(verbatim);
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, verbatim(one)]));
}

/** Whether each word that was asked for is plain: a parser says so, and words come again. */
const known = new Map<string, boolean>();

function isPlain(text: string): boolean {
  let plain = known.get(text);
  if (plain === undefined) known.set(text, (plain = readsAsItself(text)));
  return plain;
}

function readsAsItself(text: string): boolean {
  // Ends of lines fold, and a colon or a comment may begin behind any space.
  if (!/^[\w.$/+-][\w.$/+=@%~ -]*$/.test(text) || text.endsWith(' ')) return false;
  try {
    const read = parseYaml(`[${text}]`);
    const [item] = read.kind === 'list' ? read.items : [];
    return item?.kind === 'scalar' && item.isText && item.text === text;
  } catch (error) {
    if (error instanceof CaseProblem) return false;
    throw error;
  }
}

/** A text as one word: in quotes where YAML would read it as something else. */
export const wordText = (text: string): string => (isPlain(text) ? text : JSON.stringify(text));

/** The value in one line: `[write 0 64k, flush]`, `{ event: l2_update, errno: 5 }`. */
export function flowText(value: YamlValue): string {
  if (typeof value === 'string') return wordText(value);
  if (typeof value === 'number') return String(value);
  // Nothing has a sign of its own, which may stand in a list.
  if (value instanceof Written) return value.text === '' ? '~' : value.text;
  if (isMap(value)) {
    const entries = Object.entries(value).map(([key, one]) => `${wordText(key)}: ${flowText(one)}`);
    return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
  }
  return `[${value.map(flowText).join(', ')}]`;
}

/** Columns that a line may have. */
const WIDTH = 100;

/** `key: value` behind so many spaces, a longer list with an item in each line. */
function entryLines(key: string, value: YamlValue, indent: string): readonly string[] {
  const line = `${indent}${wordText(key)}: ${flowText(value)}`;
  if (line.length <= WIDTH || !Array.isArray(value)) return [line.trimEnd()];
  const items: readonly YamlValue[] = value;
  return [`${indent}${wordText(key)}:`, ...items.map((one) => `${indent}  - ${flowText(one)}`)];
}

/** The lines of an item of a list: a word, or a map with a line for each of its keys. */
export function itemLines(value: YamlValue): readonly string[] {
  if (!isMap(value)) return [`  - ${flowText(value)}`];
  const lines = Object.entries(value).flatMap(([key, one]) => entryLines(key, one, '    '));
  return lines.map((line, index) => (index === 0 ? `  - ${line.trimStart()}` : line));
}
