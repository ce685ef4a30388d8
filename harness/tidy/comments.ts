// Comments that have to be there, and words that may not stay in them.
import ts from 'typescript';
import { findNodes, isDeclaration, isTest, type Rule } from './source.ts';

/** Every file opens with a comment; a program's may stand below its `#!` line. */
export const openingComment: Rule = ({ path, text }) =>
  /^(#!.*\n)?\/[/*]/.test(text) ? [] : [`${path}:1: the file does not open with a comment`];

const isExported = (node: ts.Node): boolean =>
  ts.canHaveModifiers(node) &&
  (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);

/** Every exported function, class and interface has a doc comment. */
export const docComments: Rule = (source) =>
  isTest(source.path) || isDeclaration(source.path)
    ? []
    : findNodes(source, (node) => {
        const isDocumented =
          ts.isFunctionDeclaration(node) ||
          ts.isClassDeclaration(node) ||
          ts.isInterfaceDeclaration(node);
        return isDocumented && isExported(node) && ts.getJSDocCommentsAndTags(node).length === 0
          ? `no doc comment on ${node.name?.text ?? 'an export'}`
          : undefined;
      });

const LEFT_OPEN = /\b(TODO|FIXME|XXX|HACK)\b/;

/** Nothing is left for later in a comment. A string may name these words. */
export const leftOpen: Rule = ({ path, text }) =>
  text.split('\n').flatMap((line, index) => {
    const comment = /(\/\/|\/\*|^\s*\*).*$/.exec(line)?.[0] ?? '';
    const word = LEFT_OPEN.exec(comment)?.[0];
    return word === undefined ? [] : [`${path}:${index + 1}: ${word} is left open`];
  });

/** No skipped tests, and no `only`. */
export const noSkippedTests: Rule = (source) =>
  !isTest(source.path)
    ? []
    : findNodes(source, (node) => {
        const isHeld =
          ts.isPropertyAccessExpression(node) &&
          /^(skip|only|todo|skipIf|runIf|fails)$/.test(node.name.text) &&
          /^(it|test|describe|suite)\b/.test(node.expression.getText());
        return isHeld ? `${node.getText()}: every test runs` : undefined;
      });
