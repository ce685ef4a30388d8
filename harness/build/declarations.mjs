// The declarations of a TypeScript module and of all that its types lead to.
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { root } from './paths.mjs';

/** A relative import of declarations: the part before the ending, and the one after. */
const IMPORT = /((?:from |import\()(['"]))(\.[^'"]+)\.ts\2/g;

const OPTIONS = {
  noEmit: false,
  declaration: true,
  emitDeclarationOnly: true,
  rootDir: root,
  outDir: root,
};

function readOptions() {
  const path = join(root, 'tsconfig.json');
  const { config } = ts.readConfigFile(path, ts.sys.readFile);
  return { ...ts.parseJsonConfigFileContent(config, ts.sys, root).options, ...OPTIONS };
}

/**
 * The declarations of the modules `entries` (paths from the root) and of what they import, by their
 * own paths from the root. Throws where the sources have mistakes that declarations would show.
 */
export function declarationsOf(entries) {
  const program = ts.createProgram(
    entries.map((entry) => join(root, entry)),
    readOptions(),
  );
  const emitted = new Map();
  const { diagnostics } = program.emit(undefined, (path, text) => {
    emitted.set(relative(root, path), text.replaceAll(IMPORT, '$1$3.js$2'));
  });
  if (diagnostics.length > 0) {
    const host = { getCanonicalFileName: (name) => name, getCurrentDirectory: () => root };
    throw new Error(ts.formatDiagnostics(diagnostics, { ...host, getNewLine: () => '\n' }));
  }
  return reachable(
    emitted,
    entries.map((entry) => entry.replace(/\.ts$/, '.d.ts')),
  );
}

/** What can be reached from `entries`: types do not lead to all that the code needs. */
function reachable(declarations, entries) {
  const found = new Map();
  const wanted = [...entries];
  for (let path = wanted.pop(); path !== undefined; path = wanted.pop()) {
    const text = declarations.get(path);
    if (text === undefined) throw new Error(`there are no declarations ${path}`);
    if (found.has(path)) continue;
    found.set(path, text);
    for (const [, specifier] of text.matchAll(/(?:from |import\()['"](\.[^'"]+)\.js['"]/g)) {
      wanted.push(join(dirname(path), `${specifier}.d.ts`));
    }
  }
  return found;
}
