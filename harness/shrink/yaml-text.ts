// A tree of YAML -> its text: the parts of a case as they were read, multiplied out, in a form that
// reads back as the same tree.
import type { ListNode, MapEntry, ScalarNode, TreeNode } from '../shapes/yaml-tree.ts';

/** Needs no quotes, also between brackets. */
const PLAIN = /^[A-Za-z0-9_./][A-Za-z0-9_ ./+=()-]*$/;
/** What YAML takes for a number, a flag or nothing. */
const NO_TEXT = /^(?:[-+]?(?:0x[0-9a-f]+|0o[0-7]+|\d*\.?\d*(?:e[-+]?\d+)?)|true|false|null|~)$/i;

/** Cases fill in what follows a dollar sign. */
const verbatim = (text: string): string => text.replaceAll('$', '$$$$');

function scalarText({ text, isEmpty, isText }: ScalarNode): string {
  if (isEmpty) return '~';
  if (!isText) return text;
  const isPlain = PLAIN.test(text) && !text.endsWith(' ') && !NO_TEXT.test(text);
  return isPlain ? verbatim(text) : JSON.stringify(verbatim(text));
}

const listText = ({ items }: ListNode): string => `[${items.map(flowText).join(', ')}]`;

const entryText = ({ key, value }: MapEntry): string => `${scalarText(key)}: ${flowText(value)}`;

/** On one line. */
export function flowText(node: TreeNode): string {
  switch (node.kind) {
    case 'scalar':
      return scalarText(node);
    case 'list':
      return listText(node);
    case 'map':
      return `{ ${node.entries.map(entryText).join(', ')} }`;
  }
}

/** Columns that a line may have. */
const WIDTH = 100;

/** An item of a list: a line for each entry of a map, and for each part of what is long. */
export function itemText(node: TreeNode, indent: string): string {
  if (node.kind !== 'map') return `${indent}- ${flowText(node)}\n`;
  return node.entries
    .map(({ key, value }, at) => {
      const start = `${indent}${at === 0 ? '- ' : '  '}${scalarText(key)}:`;
      const line = `${start} ${flowText(value)}`;
      if (line.length <= WIDTH || value.kind !== 'list') return `${line}\n`;
      const items = value.items.map((item) => `${indent}    - ${flowText(item)}\n`);
      return `${start}\n${items.join('')}`;
    })
    .join('');
}
