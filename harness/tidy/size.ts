// Limits that keep a file readable on one screen at a time.
import ts from 'typescript';
import { findNodes, isTest, type Rule } from './source.ts';

const MAX_FILE_LINES = 400;
const MAX_FUNCTION_LINES = 70;
const MAX_COLUMNS = 100;

/** Files of at most 400 lines. */
export const fileLength: Rule = ({ path, text }) => {
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  return lines > MAX_FILE_LINES
    ? [`${path}:1: ${lines} lines, at most ${MAX_FILE_LINES}: split by activity`]
    : [];
};

/** Lines of at most 100 columns. */
export const lineLength: Rule = ({ path, text }) =>
  text
    .split('\n')
    .flatMap((line, index) =>
      line.length > MAX_COLUMNS
        ? [`${path}:${index + 1}: ${line.length} columns, at most ${MAX_COLUMNS}`]
        : [],
    );

/** Functions that only group tests (describe) have no limit. */
const groupsTests = (node: ts.Node): boolean =>
  ts.isCallExpression(node.parent) && /^describe\b/.test(node.parent.expression.getText());

/** Functions of at most 70 lines, from their first line to the closing brace. */
export const functionLength: Rule = (source) =>
  findNodes(source, (node) => {
    if (!ts.isFunctionLike(node) || (isTest(source.path) && groupsTests(node))) {
      return undefined;
    }
    const first = source.tree.getLineAndCharacterOfPosition(node.getStart(source.tree)).line;
    const last = source.tree.getLineAndCharacterOfPosition(node.getEnd()).line;
    const lines = last - first + 1;
    return lines > MAX_FUNCTION_LINES
      ? `a function of ${lines} lines, at most ${MAX_FUNCTION_LINES}`
      : undefined;
  });
