// Image formats stay in their folders: whoever else holds a node asks its driver what can be done
// with it. And the door of the engine exports what is used, and nothing else.
import ts from 'typescript';
import { importsOf, resolve } from './imports.ts';
import { findNodes, isTest, isUnder, type Finding, type Source } from './source.ts';

const DOOR = 'engine/index.ts';

/** What users of `blkdrill/engine` need beside what the harness does: to build, and to name. */
export const FOR_USERS: readonly string[] = [
  ...['InvariantError', 'GuestOffset', 'HostCluster', 'HostOffset', 'IoType', 'IoKind'],
  ...['inSubmissionOrder', 'describeStack', 'chainOf', 'Child', 'Limits', 'OptionValue'],
  ...['ChainStatus', 'MemoryFile', 'RuleReport', 'OptionForm', 'CreateSpec', 'ImageMetadata'],
  ...['Bitmap', 'Bitmaps', 'Overlays', 'Progress', 'RebaseRequest', 'DepthFirstResult'],
  ...['BenchSpec', 'CompareObserver', 'ConvertObserver', 'CopyEnd', 'Layout'],
  // Findings, and layers that fail or record I/O.
  ...['CheckReport', 'FindingOf', 'Severity', 'printedBy', 'ReadFinding', 'FailNth', 'NthFailure'],
  ...['Change', 'Crash', 'CrashRecorder', 'CrashTarget', 'Landed', 'landedInOrder'],
  ...['mustPrecede', 'RecordedChange', 'replay'],
];

/** The folder of the format that a file belongs to; undefined where it belongs to none. */
const formatOf = (path: string): string | undefined =>
  /^engine\/(?:qcow2|formats\/[^/]+)(?=\/)/.exec(path)?.[0];

/** Classes of open images by name, with the folder of their format. */
function imageClasses(sources: readonly Source[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const source of sources) {
    const format = formatOf(source.path);
    if (format === undefined || isTest(source.path)) continue;
    findNodes(source, (node) => {
      if (!ts.isClassDeclaration(node) || node.name === undefined) return undefined;
      const base = node.heritageClauses?.[0]?.types[0]?.expression.getText(source.tree) ?? '';
      if (base.endsWith('Node') || node.name.text === 'Image') found.set(node.name.text, format);
      return undefined;
    });
  }
  return found;
}

/** `instanceof` a class of an open image outside of its format, and such a class at the door. */
export function formatsAtHome(sources: readonly Source[]): Finding[] {
  const classes = imageClasses(sources);
  return sources
    .filter(({ path }) => !isTest(path))
    .flatMap((source) =>
      findNodes(source, (node) => {
        const name = ts.isExportSpecifier(node)
          ? source.path === DOOR && (node.propertyName ?? node.name).text
          : ts.isBinaryExpression(node) &&
            node.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword &&
            node.right.getText(source.tree);
        const home = name === false ? undefined : classes.get(name);
        return home === undefined || isUnder(source.path, [home])
          ? undefined
          : `${String(name)} is known in ${home} alone: ask the driver of the node`;
      }),
    );
}

/** Names that a file exports from others. */
const exportedNames = (door: Source): string[] =>
  door.tree.statements.flatMap((statement) =>
    ts.isExportDeclaration(statement) &&
    statement.exportClause !== undefined &&
    ts.isNamedExports(statement.exportClause)
      ? statement.exportClause.elements.map(({ name }) => name.text)
      : [],
  );

/** Names that a file imports, or passes on, from the door. */
const namesFromDoor = (source: Source): string[] =>
  importsOf(source).flatMap(({ node, specifier }) => {
    if (resolve(source.path, specifier) !== DOOR) return [];
    const list = ts.isImportDeclaration(node)
      ? node.importClause?.namedBindings
      : ts.isExportDeclaration(node)
        ? node.exportClause
        : undefined;
    return list !== undefined && (ts.isNamedImports(list) || ts.isNamedExports(list))
      ? list.elements.map(({ name, propertyName }) => (propertyName ?? name).text)
      : [];
  });

/**
 * Names at the door that nobody in the harness imports, no example shows and `forUsers` does not
 * list; and names of that list that are gone.
 */
export function unusedAtDoor(sources: readonly Source[], forUsers: readonly string[]): Finding[] {
  const door = sources.find(({ path }) => path === DOOR);
  const used = new Set(sources.flatMap(namesFromDoor));
  for (const { text } of sources) {
    for (const line of text.match(/^ \* .*\bengine\.\w+.*$/gm) ?? []) {
      for (const [, name = ''] of line.matchAll(/\bengine\.(\w+)/g)) used.add(name);
    }
  }
  const names = door === undefined ? [] : exportedNames(door);
  return [
    ...names
      .filter((name) => !used.has(name) && !forUsers.includes(name))
      .map((name) => `${DOOR}: nobody uses ${name}`),
    ...forUsers
      .filter((name) => !names.includes(name))
      .map((name) => `${name} is not at the door: take it out of the list`),
  ];
}
