// Names of nodes: how they are reported, and how the name of a backing file is read.
import { FormatError } from '../base/errors.ts';
import { inDictionaryOrder } from '../base/key-order.ts';
import type { BlockNode } from './node.ts';
import { WrapperNode } from './wrapper.ts';

/** Whether `name` begins with a protocol: a colon before the first slash. */
export const hasProtocol = (name: string): boolean => /^[^:/]*:/.test(name);

/** The name of the file at the bottom of `node`: where its bytes stand. */
export function fileBelow(node: BlockNode): string {
  let bottom = node;
  while (bottom.primary !== undefined) bottom = bottom.primary;
  return bottom.filename;
}

/** The plain name of `node`, or undefined where its options can only be told as json:. */
export function plainNameOf(node: BlockNode): string | undefined {
  if (isBackingReplaced(node)) return undefined;
  return node.openedWith === undefined ? node.filename : node.openedWith.plainName;
}

/** Whether options put another backing file in the place of the one that the header names. */
export function isBackingReplaced({ backing, headerBackingName }: BlockNode): boolean {
  if (backing === undefined || headerBackingName === undefined) return false;
  return filenameOf(backing) !== headerBackingName;
}

/** The name that QEMU reports for `node`: the plain one where there is one, else `json:{...}`. */
export function filenameOf(node: BlockNode): string {
  return plainNameOf(node) ?? `json:${graphText(node)}`;
}

/** The options that open `node` and what is below it, as JSON text in QEMU's order and spacing. */
function graphText(node: BlockNode): string {
  const members = new Map<string, string>([['driver', JSON.stringify(node.driver)]]);
  for (const [key, value] of node.openedWith?.strong ?? []) {
    members.set(key, JSON.stringify(value));
  }
  const listed: string[] = [];
  for (const { role, node: child } of node.children) {
    if (role.startsWith('children.')) listed.push(graphText(child));
    else if (role !== 'backing' || isBackingReplaced(node)) members.set(role, graphText(child));
  }
  if (listed.length > 0) members.set('children', `[${listed.join(', ')}]`);
  if (node.openedWith === undefined) {
    members.set('filename', JSON.stringify(node.filename));
  }
  const ordered = inDictionaryOrder(members.keys());
  const texts = ordered.map((key) => `${JSON.stringify(key)}: ${members.get(key) ?? ''}`);
  return `{${texts.join(', ')}}`;
}

/** The layers of `node`, one per line, top first, children indented below their role. */
export function describeStack(node: BlockNode): string {
  const lines: string[] = [];
  const add = (layer: BlockNode, label: string, depth: number): void => {
    const wrappers: string[] = [];
    let inner = layer;
    while (inner instanceof WrapperNode) {
      wrappers.push(inner.label);
      inner = inner.inner;
    }
    const names = [...wrappers, inner.driver].join(' over ');
    lines.push(`${'  '.repeat(depth)}${label}${names} (${filenameOf(inner)})`);
    for (const child of inner.children) add(child.node, `${child.role}: `, depth + 1);
  };
  add(node, '', 0);
  return lines.join('\n');
}

/**
 * The name under which a backing or data file that `node` calls `stored` is to be opened: relative
 * names start where the bottom file of `node` lies; absolute and protocol names stay as they are.
 * Throws FormatError for a relative name where several files lie at the bottom.
 */
export function fullBackingName(node: BlockNode, stored: string): string {
  if (stored === '' || stored.startsWith('/') || hasProtocol(stored)) {
    return stored;
  }
  let bottom = node;
  while (bottom.primary !== undefined && !bottom.hasCopies) bottom = bottom.primary;
  if (bottom.hasCopies) {
    throw new FormatError(`Cannot generate a base directory for ${bottom.driver} nodes`);
  }
  return combinePaths(plainNameOf(bottom) ?? bottom.filename, stored);
}

/** `stored` seen from the directory of `base`. */
export function combinePaths(base: string, stored: string): string {
  if (stored.startsWith('/') || hasProtocol(stored)) {
    return stored;
  }
  const afterProtocol = hasProtocol(base) ? base.indexOf(':') + 1 : 0;
  const directoryEnd = Math.max(base.lastIndexOf('/') + 1, afterProtocol);
  return base.slice(0, directoryEnd) + stored;
}
