// Every small mistake that somebody could make in a source: a statement forgotten, a condition that
// is always or never so, half of one left out, a comparison that is off by one, a sum that is a
// difference. Which of them are tried is drawn by lot (drawn.lot.test.ts).
import ts from 'typescript';
import { SITE_COUNTER } from '../sites.ts';

/** One mistake that can be made. */
export interface Mistake {
  /** Path from the root of the project. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** In words: 'left out', 'always so', '< is <='. */
  readonly kind: string;
  /** What stands there, its white space joined. */
  readonly text: string;
  /** Where it stands in the source. */
  readonly start: number;
  readonly end: number;
  /** What stands there instead. */
  readonly replacement: string;
  /** Where the innermost statement of a block begins that holds it; undefined: none does. */
  readonly statement: number | undefined;
}

const OFF_BY_ONE: Readonly<Record<string, string>> = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '+': '-',
  '-': '+',
};

type Place = Pick<Mistake, 'kind' | 'replacement'>;

/** Those of a comparison, a sum or a condition of two halves. */
function ofBinary(node: ts.BinaryExpression, tree: ts.SourceFile): readonly Place[] {
  const [left, right] = [node.left.getText(tree), node.right.getText(tree)];
  const operator = node.operatorToken.getText(tree);
  if (operator === '&&' || operator === '||') {
    return [
      { kind: `the right of ${operator} left out`, replacement: `(${left})` },
      { kind: `the left of ${operator} left out`, replacement: `(${right})` },
    ];
  }
  const other = OFF_BY_ONE[operator];
  // Texts are put together with +.
  if (other === undefined || /['`]/.test(left + right)) return [];
  return [{ kind: `${operator} is ${other}`, replacement: `(${left} ${other} ${right})` }];
}

/** Those of one node, with the node that they take the place of. */
function ofNode(node: ts.Node, tree: ts.SourceFile): readonly (Place & { at: ts.Node })[] {
  if (ts.isExpressionStatement(node)) {
    if (node.getText(tree).startsWith('super(')) return [];
    return [{ at: node, kind: 'left out', replacement: '{}' }];
  }
  if (ts.isIfStatement(node)) {
    const at = node.expression;
    return [
      { at, kind: 'never so', replacement: 'false' },
      { at, kind: 'always so', replacement: 'true' },
    ];
  }
  if (ts.isConditionalExpression(node)) {
    const [first, second] = [node.whenTrue, node.whenFalse].map((one) => `(${one.getText(tree)})`);
    return [
      { at: node, kind: 'always the first', replacement: first ?? '' },
      { at: node, kind: 'always the second', replacement: second ?? '' },
    ];
  }
  if (!ts.isBinaryExpression(node)) return [];
  return ofBinary(node, tree).map((one) => ({ ...one, at: node }));
}

/** All mistakes within the functions of one source, in their order. */
export function mistakesOf(file: string, source: string): readonly Mistake[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.ES2023, true);
  const mistakes: Mistake[] = [];
  const visit = (node: ts.Node, isInside: boolean, around: ts.Node | undefined): void => {
    if (ts.isTypeNode(node)) return;
    const isStatement = ts.isStatement(node) && !ts.isBlock(node) && ts.isBlock(node.parent);
    const statement = isStatement ? node : around;
    if (isInside) {
      for (const { at, kind, replacement } of ofNode(node, tree)) {
        const start = at.getStart(tree);
        const { line } = tree.getLineAndCharacterOfPosition(start);
        mistakes.push({
          ...{ file, line: line + 1, kind, replacement, start, end: at.end },
          text: at.getText(tree).replace(/\s+/g, ' '),
          statement: statement?.getStart(tree),
        });
      }
    }
    const isNext = isInside || ts.isFunctionLike(node);
    ts.forEachChild(node, (child) => visit(child, isNext, statement));
  };
  visit(tree, false, undefined);
  return mistakes;
}

/** `source` with the mistake in it. */
export const withMistake = (source: string, { start, end, replacement }: Mistake): string =>
  source.slice(0, start) + replacement + source.slice(end);

/**
 * `source` with a call in front of the statement of each mistake. `numberOf` tells a mistake's
 * number. One without a statement is not counted.
 */
export function countedAround(
  source: string,
  mistakes: readonly Mistake[],
  numberOf: (mistake: Mistake) => number,
): string {
  let text = source;
  const places = mistakes.flatMap((one) =>
    one.statement === undefined ? [] : [[one.statement, numberOf(one)] as const],
  );
  for (const [at, number] of places.toSorted(([a], [b]) => b - a)) {
    text = `${text.slice(0, at)}globalThis.${SITE_COUNTER}(${number}); ${text.slice(at)}`;
  }
  return text;
}
