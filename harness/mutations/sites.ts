// Finds by itself what makes the engine safe: each barrier (a flush, or a cache that has to be
// written before another one) and each undo (what a catch or a finally takes back). Every one of
// them is taken away in turn (barriers.barriers.test.ts): a case has to notice it.
import ts from 'typescript';

/** One statement that can be taken away. */
export interface Site {
  /** Path from the root of the project. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly kind: 'barrier' | 'undo';
  /** The statement, its white space joined. */
  readonly text: string;
  /** Where it stands in the source. */
  readonly start: number;
  readonly end: number;
  /** What stands there instead. */
  readonly replacement: string;
}

/** Names of functions that order what reaches the disk. */
const BARRIER = /^(#?flush\w*|dependOn\w*|waitFor(Refcounts|Entries))$/i;

/** The name that a call calls. */
function calleeOf(node: ts.Expression): string {
  const inner = ts.isYieldExpression(node) ? node.expression : node;
  if (inner === undefined || !ts.isCallExpression(inner)) return '';
  const { expression } = inner;
  if (ts.isPropertyAccessExpression(expression)) return expression.name.text;
  return ts.isIdentifier(expression) ? expression.text : '';
}

/** Whether the statement stands in a catch or a finally of its function. */
function isUndo(node: ts.Node): boolean {
  for (let at: ts.Node = node; !ts.isFunctionLike(at) && at.parent !== undefined; at = at.parent) {
    if (ts.isCatchClause(at.parent)) return true;
    if (ts.isTryStatement(at.parent) && at.parent.finallyBlock === at) return true;
  }
  return false;
}

/** All sites of one source, in their order. */
export function sitesOf(file: string, source: string): readonly Site[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.ES2023, true);
  const sites: Site[] = [];
  const add = (node: ts.Node, kind: Site['kind'], replacement: string): void => {
    const start = node.getStart(tree);
    const { line } = tree.getLineAndCharacterOfPosition(start);
    const text = node.getText(tree).replace(/\s+/g, ' ');
    sites.push({ file, line: line + 1, kind, text, start, end: node.end, replacement });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isExpressionStatement(node)) {
      if (BARRIER.test(calleeOf(node.expression))) add(node, 'barrier', '{}');
      else if (isUndo(node)) add(node, 'undo', '{}');
    } else if (
      ts.isVariableDeclaration(node) &&
      node.initializer !== undefined &&
      BARRIER.test(calleeOf(node.initializer))
    ) {
      // The call tells whether it succeeded, so true stands in its place.
      add(node.initializer, 'barrier', 'true');
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return sites;
}

/** `source` with the site taken away. */
export const without = (source: string, { start, end, replacement }: Site): string =>
  source.slice(0, start) + replacement + source.slice(end);

/** What sites that are counted call with their number. */
export const SITE_COUNTER = 'siteReached';

/** `source` with a call in front of each site. `numberOf` tells a site's number. */
export function counted(
  source: string,
  sites: readonly Site[],
  numberOf: (site: Site) => number,
): string {
  let text = source;
  for (const site of sites.toReversed()) {
    const { start, end, replacement } = site;
    const call = `globalThis.${SITE_COUNTER}(${numberOf(site)})`;
    const own = source.slice(start, end);
    const both = replacement === '{}' ? `{ ${call}; ${own} }` : `(${call}, ${own})`;
    text = text.slice(0, start) + both + text.slice(end);
  }
  return text;
}
