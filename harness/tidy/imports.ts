// Who may import whom. Type-only imports count like any other: they tie designs together as well.
import ts from 'typescript';
import { CLOSED_LAYERS, ENGINE_LAYERS, ENGINE_TOP, HARNESS_LAYERS, TESTING } from './layers.ts';
import {
  at,
  folderOf,
  isConfiguration,
  isTest,
  isTestFile,
  isUnder,
  type Finding,
  type Rule,
  type Source,
} from './source.ts';

/** Packages that only some folders may import. */
const HOMES: Readonly<Record<string, readonly string[]>> = {
  yaml: ['harness/shapes'],
  diff: ['harness/golden'],
  pako: ['engine/base'],
  crypto: ['engine/crypto', 'harness'],
  fs: [
    'engine/storage/direct-io.ts',
    'engine/storage/host-errors.ts',
    'engine/storage/host-file.ts',
    'engine/storage/host-storage.ts',
    ...[
      'build',
      'host',
      'golden',
      'engines',
      'cases',
      'fuzz',
      'report',
      'upstream',
      'bench',
      'mutations',
      'tidy',
      'cli',
      'bin',
    ].map((folder) => `harness/${folder}`),
  ],
};

interface Import {
  readonly node: ts.Node;
  readonly specifier: string;
}

/** Every import of a file: declarations, re-exports, import types and import() of a literal. */
export function importsOf(source: Source): Import[] {
  const found: Import[] = [];
  const add = (node: ts.Node, name: ts.Node | undefined): void => {
    if (name !== undefined && ts.isStringLiteralLike(name)) {
      found.push({ node, specifier: name.text });
    }
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
      add(node, node.moduleSpecifier);
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node, node.argument.literal);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node, node.arguments[0]);
    }
    ts.forEachChild(node, visit);
  };
  visit(source.tree);
  return found;
}

/** The path a relative specifier leads to, from the project's root; undefined for a package. */
export function resolve(from: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) {
    return undefined;
  }
  const parts = folderOf(from)
    .split('/')
    .filter((part) => part !== '');
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

const TOWERS = [ENGINE_LAYERS, HARNESS_LAYERS];

/** The place of a file in its list of layers, higher is further up; undefined where it has none. */
function heightOf(path: string): number | undefined {
  if (isUnder(path, TESTING)) return 1000;
  if (ENGINE_TOP.includes(path)) return 900 + ENGINE_TOP.indexOf(path);
  const heights = TOWERS.map((layers) => layers.findIndex((layer) => isUnder(path, [layer])));
  const height = Math.max(...heights);
  return height < 0 ? undefined : height;
}

/** The harness comes into the engine through its door, and what tests share through another. */
function wrongEntry(from: string, to: string): string | undefined {
  const isHelper = isUnder(from, TESTING) && isUnder(to, TESTING);
  return to === 'engine/index.ts' || isHelper
    ? undefined
    : `the harness uses the engine through engine/index.ts, not ${to}`;
}

/** What is wrong with `from` importing `to`, both paths of the project. */
function wrongImport(from: string, to: string): string | undefined {
  if (isUnder(from, ['engine']) && isUnder(to, ['harness'])) {
    return 'the engine knows nothing of the harness';
  }
  // A test may look anywhere: nobody imports it.
  if (isTestFile(from) || isConfiguration(from)) return undefined;
  if (isTest(to) && !isTest(from)) return `${to} is for tests only`;
  if (isUnder(from, ['harness']) && isUnder(to, ['engine'])) return wrongEntry(from, to);
  const closed = CLOSED_LAYERS.find(({ layer }) => isUnder(from, [layer]));
  if (closed !== undefined && !isUnder(to, closed.may)) {
    return `${closed.layer} may not import ${to}: see CLOSED_LAYERS`;
  }
  const height = heightOf(to);
  return height === undefined || height > (heightOf(from) ?? 0)
    ? `a layer looks down only, and ${folderOf(to)} is above ${folderOf(from)}`
    : undefined;
}

/** Layers look down, the harness uses the door, and every layer is in the list. */
export const layerOrder: Rule = (source) => {
  const { path } = source;
  const findings = importsOf(source).flatMap(({ node, specifier }) => {
    const target = resolve(path, specifier);
    const wrong = target === undefined ? undefined : wrongImport(path, target);
    return wrong === undefined ? [] : [at(source, node, wrong)];
  });
  if (!isConfiguration(path) && heightOf(path) === undefined) {
    findings.push(`${path}:1: the folder is in no layer: see harness/tidy/layers.ts`);
  }
  return findings;
};

/** Layers that no file lies in any more. */
export const emptyLayers = (sources: readonly Source[]): Finding[] =>
  [...ENGINE_LAYERS, ...HARNESS_LAYERS, ...TESTING]
    .filter((layer) => !sources.some(({ path }) => isUnder(path, [layer])))
    .map((layer) => `harness/tidy/layers.ts: no file lies in ${layer}`);

/** Folders whose files run in a checkout alone, where what npm installs for developers is there. */
const DEVELOPERS = [
  'harness/build/build.mjs',
  'harness/build/build.d.mts',
  'harness/build/declarations.mjs',
  'harness/fuzz',
  'harness/tidy',
  'harness/mutations',
  ...TESTING,
];

/** What only developers have installed is imported by what only developers run. */
export const developersPackages =
  (names: readonly string[]): Rule =>
  (source) =>
    isTest(source.path) || isConfiguration(source.path) || isUnder(source.path, DEVELOPERS)
      ? []
      : importsOf(source)
          .filter(({ specifier }) =>
            names.some((name) => specifier === name || specifier.startsWith(`${name}/`)),
          )
          .map(({ node, specifier }) => at(source, node, `${specifier} is a devDependency`));

/** Packages stay in the folders that own them. */
export const packageHomes: Rule = (source) =>
  importsOf(source).flatMap(({ node, specifier }) => {
    const name = specifier.replace(/^node:/, '').replace(/\/promises$/, '');
    const homes = Object.hasOwn(HOMES, name) ? HOMES[name] : undefined;
    const isFree = isTest(source.path) || isConfiguration(source.path);
    return homes === undefined || isFree || isUnder(source.path, homes)
      ? []
      : [at(source, node, `${name} is imported only in ${homes.join(', ')}`)];
  });

/** seedrandom is imported in one folder, whichever that is. */
export function oneRandomFolder(sources: readonly Source[]): Finding[] {
  const users = sources
    .filter(({ path }) => !isTest(path))
    .filter((source) => importsOf(source).some(({ specifier }) => /^seedrandom/.test(specifier)))
    .map(({ path }) => path);
  return new Set(users.map(folderOf)).size > 1
    ? [`seedrandom is imported in more than one folder: ${users.join(', ')}`]
    : [];
}

/** Relative imports lead to a file, by its full name. */
export function importsExist(sources: readonly Source[]): Finding[] {
  const paths = new Set(sources.map(({ path }) => path));
  return sources.flatMap((source) =>
    importsOf(source).flatMap(({ node, specifier }) => {
      const target = resolve(source.path, specifier);
      return target === undefined || paths.has(target)
        ? []
        : [at(source, node, `no such file: ${specifier}`)];
    }),
  );
}

/** Each cycle once, as the files it runs through. Tests import freely but nobody imports them. */
export function importCycles(sources: readonly Source[]): Finding[] {
  const edges = new Map(
    sources.map((source) => [
      source.path,
      importsOf(source).flatMap(({ specifier }) => resolve(source.path, specifier) ?? []),
    ]),
  );
  const findings: Finding[] = [];
  const finished = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) {
      findings.push(`import cycle: ${[...trail.slice(start), path].join(' -> ')}`);
      return;
    }
    if (!finished.has(path)) {
      for (const next of edges.get(path) ?? []) visit(next, [...trail, path]);
      finished.add(path);
    }
  };
  for (const path of edges.keys()) visit(path, []);
  return findings;
}
