// Who may import whom. Type-only imports count like any other: they tie designs together as well.
import ts from 'typescript';
import {
  at,
  folderOf,
  isConfiguration,
  isTest,
  isUnder,
  type Finding,
  type Rule,
  type Source,
} from './source.ts';

/** Folders of engine/, lowest first: a layer imports only from those before it. */
export const LAYERS = [
  'base',
  'task',
  'block',
  'storage',
  'filters',
  'raw',
  'luks',
  'qcow2/format',
  'qcow2/owners',
  'qcow2/cache',
  'qcow2/state',
  'qcow2/overlap',
  'qcow2/refcounts',
  'qcow2/mapping',
  'qcow2/bitmaps',
  'qcow2/image',
  'qcow2/snapshots',
  'qcow2/check',
  'qcow2/repair',
  'qcow2/inspect',
  'tools',
].map((layer) => `engine/${layer}`);

/** Files above all layers: the door, and the table of drivers that only the door imports. */
const TOP = ['engine/index.ts', 'engine/drivers.ts'];

/** What a layer may import from where the order alone would allow more, and why. */
const CLOSED_LAYERS: readonly { readonly layer: string; readonly may: readonly string[] }[] = [
  // Bytes to values and back: pure.
  { layer: 'engine/qcow2/format', may: ['engine/base', 'engine/qcow2/format'] },
  // The checker must not believe what the writer believes: of qcow2 it shares the codecs alone, and
  // what reads snapshot and bitmap tables, which nothing here writes.
  {
    layer: 'engine/qcow2/check',
    may: [
      'engine/qcow2/format',
      'engine/qcow2/image/metadata-snapshots.ts',
      'engine/qcow2/check',
      ...LAYERS.filter((layer) => !/qcow2/.test(layer)),
    ],
  },
  // Nor must what shows and breaks images by name.
  {
    layer: 'engine/qcow2/inspect',
    may: [
      'engine/qcow2/format',
      'engine/qcow2/image/metadata-snapshots.ts',
      'engine/qcow2/check',
      'engine/qcow2/inspect',
      ...LAYERS.filter((layer) => !/qcow2/.test(layer)),
    ],
  },
];

/** Packages that only some folders may import. */
const HOMES: Readonly<Record<string, readonly string[]>> = {
  yaml: ['harness/cases'],
  diff: ['harness/golden'],
  fs: [
    'engine/storage/host-file.ts',
    ...[
      'bin',
      'cases',
      'golden',
      'engines',
      'run',
      'mutants',
      'bench',
      'tidy',
      'report',
      'upstream',
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
  const parts = folderOf(from).split('/');
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

const layerOf = (path: string): number => LAYERS.findIndex((layer) => isUnder(path, [layer]));

/** What is wrong with `from` importing `to`, both paths of the project. */
function wrongImport(from: string, to: string): string | undefined {
  if (isUnder(from, ['engine']) && isUnder(to, ['harness'])) {
    return 'the engine knows nothing of the harness';
  }
  if (isTest(from)) {
    return undefined;
  }
  if (isUnder(from, ['harness']) && isUnder(to, ['engine']) && to !== 'engine/index.ts') {
    return `the harness uses the engine through engine/index.ts, not ${to}`;
  }
  if (isUnder(from, ['engine']) && !TOP.includes(from) && isUnder(to, ['engine'])) {
    const closed = CLOSED_LAYERS.find(({ layer }) => isUnder(from, [layer]));
    if (closed !== undefined && !isUnder(to, closed.may)) {
      return `${closed.layer} may not import ${to}: see CLOSED_LAYERS`;
    }
    if (layerOf(to) > layerOf(from) || layerOf(to) < 0) {
      return `a layer looks down only, and ${folderOf(to)} is above ${folderOf(from)}`;
    }
  }
  return undefined;
}

/** Layers look down, the harness uses the door, and every layer is in the list. */
export const layerOrder: Rule = (source) => {
  const { path } = source;
  const findings = importsOf(source).flatMap(({ node, specifier }) => {
    const target = resolve(path, specifier);
    const wrong = target === undefined ? undefined : wrongImport(path, target);
    return wrong === undefined ? [] : [at(source, node, wrong)];
  });
  if (isUnder(path, ['engine']) && !TOP.includes(path) && layerOf(path) < 0) {
    findings.push(`${path}:1: the folder is in no layer: see LAYERS`);
  }
  return findings;
};

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
