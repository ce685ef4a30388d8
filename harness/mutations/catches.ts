// Finds by itself where the engine catches that I/O has failed. Sweeps of faults have to come by
// each of them (all-catches.sites.test.ts): what no fault reaches, nobody has tried.
import ts from 'typescript';

/** One catch of an IoError. */
export interface CatchSite {
  /** Path from the root of the project. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** The function that it stands in. */
  readonly owner: string;
  /** Which of those in the function it is, from 1. */
  readonly occurrence: number;
  /** The name of what is caught. */
  readonly variable: string;
  /** Where its block begins in the source, behind the brace. */
  readonly start: number;
}

/** The name of the innermost function with one. */
function ownerOf(node: ts.Node): string {
  for (let at = node.parent; at !== undefined; at = at.parent) {
    if ((ts.isFunctionDeclaration(at) || ts.isMethodDeclaration(at)) && at.name !== undefined) {
      return at.name.getText();
    }
    if (ts.isVariableDeclaration(at) && ts.isIdentifier(at.name)) return at.name.text;
  }
  return '';
}

/** Whether the block asks if what it has is an IoError. */
function namesIoError(block: ts.Block, variable: string): boolean {
  let found = false;
  const visit = (node: ts.Node): void => {
    if (
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword &&
      node.left.getText() === variable &&
      node.right.getText() === 'IoError'
    ) {
      found = true;
    }
    ts.forEachChild(node, visit);
  };
  visit(block);
  return found;
}

/** All of one source, in their order. */
export function catchesOf(file: string, source: string): readonly CatchSite[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.ES2023, true);
  const sites: CatchSite[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCatchClause(node)) {
      const variable = node.variableDeclaration?.name.getText();
      if (variable !== undefined && namesIoError(node.block, variable)) {
        const owner = ownerOf(node);
        const occurrence = sites.filter((one) => one.owner === owner).length + 1;
        const start = node.block.getStart(tree) + 1;
        const line = tree.getLineAndCharacterOfPosition(start).line + 1;
        sites.push({ file, line, owner, occurrence, variable, start });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return sites;
}

/** What catches that are counted call with their number. */
export const CATCH_COUNTER = 'catchReached';

/** `source` with a call in each catch, made where it has an IoError. */
export function countedCatches(
  source: string,
  sites: readonly CatchSite[],
  numberOf: (site: CatchSite) => number,
): string {
  let text = source;
  for (const site of sites.toReversed()) {
    const { start, variable } = site;
    const count = `globalThis.${CATCH_COUNTER}(${numberOf(site)});`;
    const call = ` if (${variable} instanceof IoError) ${count}`;
    text = text.slice(0, start) + call + text.slice(start);
  }
  return text;
}
