// YAML text -> a tree of our own in which every node knows its line and column. The only importer
// of the yaml package: everything behind this file works on the tree.
//
// Scalars stay as they are written ('64M', '0x10', '1.10', 'on'); what they mean is for the shapes.
import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type Scalar,
} from 'yaml';
import { CaseProblem, type Position } from './problem.ts';

/** A single value, as it is written. */
export interface ScalarNode extends Position {
  readonly kind: 'scalar';
  readonly text: string;
  /** Nothing was written, or `null` or `~`. */
  readonly isEmpty: boolean;
  /** YAML takes it for text: neither a number nor a flag nor nothing. */
  readonly isText: boolean;
  /** A character of `text` stands as many columns right of `column`. */
  readonly isVerbatim: boolean;
}

/** Values in order. */
export interface ListNode extends Position {
  readonly kind: 'list';
  readonly items: readonly TreeNode[];
}

/** One key of a map, with the position of both halves. */
export interface MapEntry {
  readonly key: ScalarNode;
  readonly value: TreeNode;
}

/** Keys with their values, in the order written. */
export interface MapNode extends Position {
  readonly kind: 'map';
  readonly entries: readonly MapEntry[];
}

export type TreeNode = ScalarNode | ListNode | MapNode;

/** What a node is called in messages. */
export const kindName = (node: TreeNode): string =>
  ({ scalar: 'a single value', list: 'a list', map: 'a map' })[node.kind];

/** The value under `key`, undefined when the map has none. */
export const entryOf = (map: MapNode, key: string): TreeNode | undefined =>
  map.entries.find((entry) => entry.key.text === key)?.value;

/** Nodes that one document may have after its aliases are resolved. */
const MAX_NODES = 20_000;

class TreeBuilder {
  readonly #document: Document;
  readonly #lines: LineCounter;
  readonly #open = new Set<Node>();
  #count = 0;

  constructor(document: Document, lines: LineCounter) {
    this.#document = document;
    this.#lines = lines;
  }

  position(offset: number): Position {
    const { line, col } = this.#lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }

  build(node: Node | null, fallback: Position): TreeNode {
    const position = node?.range ? this.position(node.range[0]) : fallback;
    this.#count += 1;
    if (this.#count > MAX_NODES) {
      throw new CaseProblem(position, `a case may have at most ${MAX_NODES} values`);
    }
    if (node === null) {
      return {
        kind: 'scalar',
        text: '',
        isEmpty: true,
        isText: false,
        isVerbatim: false,
        ...position,
      };
    }
    if (isAlias(node)) {
      return this.#buildAlias(node, position);
    }
    if (isScalar(node)) {
      return buildScalar(node, position);
    }
    if (isSeq(node)) {
      const items = node.items.map((item) => this.build(item as Node | null, position));
      return { kind: 'list', items, ...position };
    }
    if (isMap(node)) {
      const entries = node.items.map(({ key, value }) => this.#buildEntry(key, value, position));
      return { kind: 'map', entries, ...position };
    }
    throw new CaseProblem(position, 'not a value, a list or a map');
  }

  #buildEntry(key: unknown, value: unknown, fallback: Position): MapEntry {
    const keyNode = this.build(key as Node | null, fallback);
    if (keyNode.kind !== 'scalar') {
      throw new CaseProblem(keyNode, 'a key is a single word');
    }
    if (keyNode.text === '<<' && keyNode.isVerbatim) {
      throw new CaseProblem(keyNode, "merge keys ('<<') are not supported: anchor whole values");
    }
    return { key: keyNode, value: this.build(value as Node | null, keyNode) };
  }

  #buildAlias(node: Alias, position: Position): TreeNode {
    const target = node.resolve(this.#document);
    if (target === undefined || this.#open.has(target)) {
      throw new CaseProblem(position, `the alias '*${node.source}' leads nowhere`);
    }
    this.#open.add(target);
    const built = this.build(target as Node, position);
    this.#open.delete(target);
    return built;
  }
}

function buildScalar(node: Scalar, position: Position): ScalarNode {
  const isEmpty = node.value === null;
  const text = isEmpty ? '' : typeof node.value === 'string' ? node.value : (node.source ?? '');
  const isText = typeof node.value === 'string';
  const isVerbatim = node.type === 'PLAIN' && !text.includes('\n');
  return { kind: 'scalar', text, isEmpty, isText, isVerbatim, ...position };
}

/** The tree of `text`. Throws CaseProblem for the first thing that is not good YAML. */
export function parseYaml(text: string): TreeNode {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, merge: false });
  const builder = new TreeBuilder(document, lines);
  const mistake = document.errors[0] ?? document.warnings[0];
  if (mistake?.code === 'MULTIPLE_DOCS') {
    const where = builder.position(mistake.pos[0]);
    throw new CaseProblem(where, "a case file holds one case: '---' begins another document");
  }
  if (mistake !== undefined) {
    const message = mistake.message.split(/ at line \d+|\n/)[0] ?? 'bad YAML';
    const lowered = message.charAt(0).toLowerCase() + message.slice(1);
    throw new CaseProblem(builder.position(mistake.pos[0]), lowered);
  }
  return builder.build(document.contents as Node | null, { line: 1, column: 1 });
}
