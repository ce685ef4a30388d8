// The sources of the project as the rules see them: text and syntax tree, no types.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** One file, named from the project's root with forward slashes. */
export interface Source {
  readonly path: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
}

/** One place that breaks a rule, as `file:line: what is wrong`. */
export type Finding = string;

/** A rule that looks at one file at a time. */
export type Rule = (source: Source) => Finding[];

/** Files of tests. */
export const isTestFile = (path: string): boolean => path.endsWith('.test.ts');

/** Tests, and what only tests import. */
export const isTest = (path: string): boolean =>
  /\.test(-support)?\.ts$/.test(path) || /^(engine|harness)\/testing\//.test(path);

export const isConfiguration = (path: string): boolean => /^[^/]+\.config\.ts$/.test(path);

/** Declarations for plain modules: their rules are TypeScript's. */
export const isDeclaration = (path: string): boolean => /\.d\.m?ts$/.test(path);

export const isUnder = (path: string, folders: readonly string[]): boolean =>
  folders.some((folder) => path === folder || path.startsWith(`${folder}/`));

/** The folder of a path: `a/b` for `a/b/c.ts`. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** A source from text alone: what the rules' own tests break the rules with. */
export function parseSource(path: string, text: string): Source {
  const kind = /\.[cm]js$/.test(path) ? ts.ScriptKind.JS : ts.ScriptKind.TS;
  return { path, text, tree: ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true, kind) };
}

/** All of engine/ and harness/, and the configurations beside them, sorted by path. */
export function readSources(root: string): Source[] {
  const paths = ['engine', 'harness'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
      .filter((path) => /\.(ts|mts|mjs|cjs)$/.test(path)),
  );
  const configurations = readdirSync(root).filter((name) => /\.config\.ts$/.test(name));
  return [...paths, ...configurations]
    .sort()
    .map((path) => parseSource(path, readFileSync(join(root, path), 'utf8')));
}

/** `message` with the place of `node` before it. */
export function at(source: Source, node: ts.Node, message: string): Finding {
  const { line } = source.tree.getLineAndCharacterOfPosition(node.getStart(source.tree));
  return `${source.path}:${line + 1}: ${message}`;
}

/** All nodes of a tree, from top to bottom: many rules ask for them. */
const nodes = new WeakMap<ts.SourceFile, readonly ts.Node[]>();

function nodesOf(tree: ts.SourceFile): readonly ts.Node[] {
  const known = nodes.get(tree);
  if (known !== undefined) return known;
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  nodes.set(tree, found);
  return found;
}

/** Calls `look` for every node of the tree; what it returns is collected. */
export function findNodes(source: Source, look: (node: ts.Node) => string | undefined): Finding[] {
  return nodesOf(source.tree).flatMap((node) => {
    const message = look(node);
    return message === undefined ? [] : [at(source, node, message)];
  });
}
