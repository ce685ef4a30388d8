// What is caught has a name: whatever else goes wrong is a mistake of ours and has to get through.
import ts from 'typescript';
import { findNodes, isTest, isUnder, type Rule } from './source.ts';

/** Folders in which a catch must throw on what it does not name. */
const STRICT = [
  'engine',
  'harness/commands',
  'harness/shapes',
  'harness/verbs',
  'harness/cases',
  'harness/golden',
];

/** Functions that turn what was caught into a known failure, and throw on everything else. */
const NAMING = ['ioErrorOf', 'failureOf'];

function throwsOn(block: ts.Block): boolean {
  let found = false;
  const visit = (node: ts.Node): void => {
    const isNaming = ts.isCallExpression(node) && NAMING.includes(node.expression.getText());
    if (ts.isThrowStatement(node) || isNaming) found = true;
    if (!ts.isFunctionLike(node)) ts.forEachChild(node, visit);
  };
  visit(block);
  return found;
}

/** No empty catch anywhere; in the engine and the deterministic harness none without a throw. */
export const namedCatches: Rule = (source) =>
  findNodes(source, (node) => {
    if (!ts.isCatchClause(node)) return undefined;
    if (node.block.statements.length === 0) return 'an empty catch';
    const isStrict = isUnder(source.path, STRICT) && !isTest(source.path);
    return isStrict && !throwsOn(node.block)
      ? 'a catch that throws nothing on: name what it catches'
      : undefined;
  });
