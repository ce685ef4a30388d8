// A Task that nobody runs compiles and does nothing. Only the types show it, so this rule alone
// asks the compiler: it needs a program, and looks for generators whose value is dropped.
import ts from 'typescript';
import type { Finding } from './source.ts';

const isGenerator = (type: ts.Type): boolean =>
  type.isUnion()
    ? type.types.some(isGenerator)
    : /^(Async)?Generator$/.test(type.getSymbol()?.getName() ?? '');

const isVoid = (type: ts.Type | undefined): boolean =>
  type !== undefined && type.getFlags() % (2 * ts.TypeFlags.Void) >= ts.TypeFlags.Void;

/** True for a function whose caller expects nothing back, and is given a Task. */
function returnsTaskToNobody(node: ts.Node, checker: ts.TypeChecker): boolean {
  if (!ts.isArrowFunction(node) && !ts.isFunctionExpression(node)) {
    return false;
  }
  const expected = checker.getContextualType(node)?.getCallSignatures()[0];
  const given = checker.getSignatureFromDeclaration(node);
  return (
    expected !== undefined &&
    given !== undefined &&
    isVoid(checker.getReturnTypeOfSignature(expected)) &&
    isGenerator(checker.getReturnTypeOfSignature(given))
  );
}

/** The generator function around `node`, unless a plain function stands between. */
function enclosingGenerator(node: ts.Node): boolean {
  for (let up = node.parent; up !== undefined; up = up.parent) {
    if (ts.isFunctionLike(up)) {
      return 'asteriskToken' in up && up.asteriskToken !== undefined;
    }
  }
  return false;
}

/** The part of `node` that decides which way to go, if `node` decides anything. */
function conditionOf(node: ts.Node): ts.Expression | undefined {
  if (ts.isIfStatement(node) || ts.isWhileStatement(node) || ts.isDoStatement(node)) {
    return node.expression;
  }
  if (ts.isForStatement(node) || ts.isConditionalExpression(node)) {
    return node.condition;
  }
  if (ts.isPrefixUnaryExpression(node)) {
    return node.operator === ts.SyntaxKind.ExclamationToken ? node.operand : undefined;
  }
  const isLogical = ts.isBinaryExpression(node) && /^(&&|\|\|)$/.test(node.operatorToken.getText());
  return isLogical ? node.left : undefined;
}

function whatFloats(node: ts.Node, checker: ts.TypeChecker): string | undefined {
  const isTask = (expression: ts.Expression): boolean =>
    isGenerator(checker.getTypeAtLocation(expression));
  if (ts.isExpressionStatement(node) && !ts.isYieldExpression(node.expression)) {
    const dropped = ts.isVoidExpression(node.expression)
      ? node.expression.expression
      : node.expression;
    const isStored =
      ts.isBinaryExpression(dropped) && /^(\?\?|\|\||&&)?=$/.test(dropped.operatorToken.getText());
    return !isStored && isTask(dropped) ? 'a Task that nobody runs: yield* is missing' : undefined;
  }
  if (ts.isReturnStatement(node) && node.expression && enclosingGenerator(node)) {
    return isTask(node.expression) ? 'a Task returned by a Task: yield* is missing' : undefined;
  }
  const condition = conditionOf(node);
  if (condition !== undefined) {
    // A condition on "Task or undefined" is fine; a Task alone is always true.
    const type = checker.getTypeAtLocation(condition);
    return !type.isUnion() && isGenerator(type) ? 'a Task as a condition: always true' : undefined;
  }
  return returnsTaskToNobody(node, checker) ? 'a Task for a caller that runs none' : undefined;
}

/** Every place in `paths`, files of `program`, where a Task is made and dropped. */
export function floatingTasks(program: ts.Program, paths: readonly string[]): Finding[] {
  const checker = program.getTypeChecker();
  const findings: Finding[] = [];
  for (const path of paths) {
    const tree = program.getSourceFile(path);
    if (tree === undefined) {
      findings.push(`${path}: not in the program`);
      continue;
    }
    const visit = (node: ts.Node): void => {
      const message = whatFloats(node, checker);
      if (message !== undefined) {
        const { line } = tree.getLineAndCharacterOfPosition(node.getStart(tree));
        findings.push(`${path}:${line + 1}: ${message}`);
      }
      ts.forEachChild(node, visit);
    };
    visit(tree);
  }
  return findings;
}

/** What packages and the compiler's library declare: every program reads the same. */
const declarations = new Map<string, ts.SourceFile | undefined>();

/** A program over `paths`, relative to `root`, with the project's compiler options. */
export function createProgram(root: string, paths: readonly string[]): ts.Program {
  const file = ts.readConfigFile(`${root}/tsconfig.json`, ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(file.config.compilerOptions, root);
  const host = ts.createCompilerHost(options);
  host.getCurrentDirectory = () => root;
  const read = host.getSourceFile;
  host.getSourceFile = (path, ...rest) => {
    if (!path.includes('/node_modules/')) return read(path, ...rest);
    const tree = declarations.get(path) ?? read(path, ...rest);
    declarations.set(path, tree);
    return tree;
  };
  return ts.createProgram(paths, options, host);
}
