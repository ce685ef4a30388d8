// Words that are forbidden in some folders: those that make a run depend on anything but its input,
// and those that our style does without.
import ts from 'typescript';
import {
  findNodes,
  isConfiguration,
  isDeclaration,
  isTest,
  isUnder,
  type Finding,
  type Rule,
  type Source,
} from './source.ts';

/** Folders whose behaviour is decided by the scheduler and the case alone. */
const DETERMINISTIC = [
  'engine',
  'harness/commands',
  'harness/shapes',
  'harness/verbs',
  'harness/cases',
  'harness/golden',
  'harness/run',
];

/** Files of those folders that deal with processes, threads and clocks all the same: none. */
export const RUN_OUTSIDE_WORLD: readonly string[] = [];

/** Names of the global scope that bring time, chance, locale or another scheduler. */
const UNSTEADY = new Set([
  'Date',
  'Intl',
  'Promise',
  'performance',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'randomBytes',
  'randomUUID',
  'getRandomValues',
  'toLocaleString',
  'localeCompare',
]);

const BIT_OPERATORS = new Set([
  ts.SyntaxKind.AmpersandToken,
  ts.SyntaxKind.BarToken,
  ts.SyntaxKind.CaretToken,
  ts.SyntaxKind.TildeToken,
  ts.SyntaxKind.LessThanLessThanToken,
  ts.SyntaxKind.GreaterThanGreaterThanToken,
  ts.SyntaxKind.GreaterThanGreaterThanGreaterThanToken,
  ts.SyntaxKind.AmpersandEqualsToken,
  ts.SyntaxKind.BarEqualsToken,
  ts.SyntaxKind.CaretEqualsToken,
  ts.SyntaxKind.LessThanLessThanEqualsToken,
  ts.SyntaxKind.GreaterThanGreaterThanEqualsToken,
  ts.SyntaxKind.GreaterThanGreaterThanGreaterThanEqualsToken,
]);

const isDeterministic = (path: string): boolean =>
  isUnder(path, DETERMINISTIC) && !isTest(path) && !RUN_OUTSIDE_WORLD.includes(path);

/** What makes a run that uses `node` depend on more than its input, if anything. */
function unsteady(node: ts.Node): string | undefined {
  if (ts.isIdentifier(node) && UNSTEADY.has(node.text)) {
    return node.text;
  }
  if (ts.isPropertyAccessExpression(node) && /^Math\.random$/.test(node.getText())) {
    return 'Math.random';
  }
  const isAsync =
    ts.isAwaitExpression(node) ||
    node.kind === ts.SyntaxKind.AwaitKeyword || // as in: for await
    node.kind === ts.SyntaxKind.AsyncKeyword;
  return isAsync ? 'async' : undefined;
}

const unsteadyPlaces: Rule = (source) =>
  findNodes(source, (node) => {
    const word = unsteady(node);
    return word === undefined ? undefined : `${word} has no place in the deterministic part`;
  });

/** No clock, chance or promise where the scheduler decides. */
export const steadyWords: Rule = (source) =>
  isDeterministic(source.path) ? unsteadyPlaces(source) : [];

/** Files listed as dealing with the outside world that are gone, or no longer do. */
export const staleExceptions = (
  sources: readonly Source[],
  listed = RUN_OUTSIDE_WORLD,
): Finding[] =>
  listed
    .filter((path) => {
      const source = sources.find((candidate) => candidate.path === path);
      return source === undefined || unsteadyPlaces(source).length === 0;
    })
    .map((path) => `${path} needs no place in RUN_OUTSIDE_WORLD`);

const TALKING = ['harness/report', 'harness/cli', 'harness/bin', 'harness/build'];

/** Only what people start talks to the terminal. */
export const noConsole: Rule = (source) =>
  isUnder(source.path, TALKING) || isConfiguration(source.path)
    ? []
    : findNodes(source, (node) =>
        ts.isIdentifier(node) && node.text === 'console'
          ? `only ${TALKING.join(', ')} use console`
          : undefined,
      );

/** Bit operators cut values to 32 bits: they stay where bytes are decoded. */
export const bitOperators: Rule = (source) =>
  isUnder(source.path, ['engine/base', 'engine/qcow2/format']) || isTest(source.path)
    ? []
    : findNodes(source, (node) => {
        const operator =
          (ts.isBinaryExpression(node) && node.operatorToken.kind) ||
          (ts.isPrefixUnaryExpression(node) && node.operator);
        return operator !== false && BIT_OPERATORS.has(operator)
          ? `bit operator ${ts.tokenToString(operator)} outside engine/base and qcow2/format`
          : undefined;
      });

/**
 * Test files share a worker's modules: one that another file has loaded before can no longer be
 * replaced, and whether one has hangs on the order of the files.
 */
export const noModuleMocks: Rule = (source) =>
  source.path.endsWith('.test.ts')
    ? findNodes(source, (node) =>
        ts.isCallExpression(node) && /^vi\.(do)?[mM]ock$/.test(node.expression.getText())
          ? 'a module is replaced: hand what differs to what is tested'
          : undefined,
      )
    : [];

/** Escapes from the type system and from the import style, allowed in tests alone. */
export const strictTypes: Rule = (source) =>
  isTest(source.path) || isDeclaration(source.path) || isConfiguration(source.path)
    ? []
    : findNodes(source, (node) => {
        if (node.kind === ts.SyntaxKind.AnyKeyword) return 'any';
        if (ts.isNonNullExpression(node)) return 'non-null assertion (!)';
        if (ts.isExportAssignment(node)) return 'default export';
        return node.kind === ts.SyntaxKind.DefaultKeyword && ts.isFunctionLike(node.parent)
          ? 'default export'
          : undefined;
      });
