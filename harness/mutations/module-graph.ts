// The modules of the project as scripts that are compiled once, and graphs of them: a graph may
// have another text in the place of one module.
//
// Such a graph makes anew that module and all that lead to it. The others are those of one graph in
// which nothing was replaced: they have run before, so that they need not be compiled again by V8.
// They must keep no state from one run to the next; the engine's modules keep none.
import { createRequire } from 'node:module';
import { dirname, join, posix } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Script } from 'node:vm';

/** A CommonJS text for each module, by its path from the root of the project. */
export type Modules = Readonly<Record<string, string>>;

/** One module with a text of its own in a graph. */
export interface Replacement {
  readonly file: string;
  readonly code: string;
}

type Exports = Record<string, unknown>;
type Body = (
  exports: Exports,
  require: (specifier: string) => unknown,
  module: { exports: Exports },
  url: string,
  folder: string,
) => void;

/** What a module's text calls its own address; its folder has Node's name. */
export const URL_NAME = 'moduleUrl';

/** Modules that are loaded, by their paths. */
type Graph = Map<string, { exports: Exports }>;

/** Makes graphs of the same modules. */
export class ModuleGraphs {
  readonly #root: string;
  readonly #modules: Modules;
  readonly #require: NodeJS.Require;
  readonly #scripts = new Map<string, Script>();
  /** Which modules ask for a module. */
  readonly #importers = new Map<string, Set<string>>();
  /** By the entry, all that it leads to, and nothing replaced. */
  readonly #shared = new Map<string, Graph>();

  constructor(root: string, modules: Modules) {
    this.#root = root;
    this.#modules = modules;
    this.#require = createRequire(join(root, 'package.json'));
  }

  /**
   * The exports of `entry` in a new graph, or in one that shares what does not lead to the module
   * that is replaced. Throws what a module throws while it is loaded, and Error for a module that
   * is not there.
   */
  load(entry: string, replacement?: Replacement): Exports {
    if (replacement === undefined) return this.#loadInto(new Map(), entry);
    const shared = this.#sharedOf(entry);
    const leading = this.#leadingTo(replacement.file);
    const graph = new Map([...shared].filter(([file]) => !leading.has(file)));
    return this.#loadInto(graph, entry, replacement);
  }

  /** The exports of `entry` in the graph that the others share. Throws as load() does. */
  loadShared(entry: string): Exports {
    return this.#loadInto(this.#sharedOf(entry), entry);
  }

  #sharedOf(entry: string): Graph {
    const known = this.#shared.get(entry);
    if (known !== undefined) return known;
    const graph: Graph = new Map();
    this.#loadInto(graph, entry);
    this.#shared.set(entry, graph);
    return graph;
  }

  /** The module, and all that ask for it or for one that does. */
  #leadingTo(file: string): ReadonlySet<string> {
    const leading = new Set([file]);
    // A set is walked with what is added on the way.
    for (const one of leading) {
      for (const importer of this.#importers.get(one) ?? []) leading.add(importer);
    }
    return leading;
  }

  #loadInto(graph: Graph, entry: string, replacement?: Replacement): Exports {
    const own = replacement && this.#compile(replacement.file, replacement.code);
    const load = (file: string): Exports => {
      const known = graph.get(file);
      if (known !== undefined) return known.exports;
      const module = { exports: {} };
      graph.set(file, module);
      const script = file === replacement?.file ? own : undefined;
      const body = (script ?? this.#scriptOf(file)).runInThisContext() as Body;
      const path = join(this.#root, file);
      const require = (specifier: string): unknown => {
        if (!specifier.startsWith('.')) return this.#require(specifier);
        const asked = posix.join(posix.dirname(file), specifier);
        this.#importers.set(asked, (this.#importers.get(asked) ?? new Set()).add(file));
        return load(asked);
      };
      body(module.exports, require, module, pathToFileURL(path).href, dirname(path));
      return module.exports;
    };
    return load(entry);
  }

  #scriptOf(file: string): Script {
    const code = this.#modules[file];
    if (code === undefined) throw new Error(`${file} is no part of the program`);
    const script = this.#scripts.get(file) ?? this.#compile(file, code);
    this.#scripts.set(file, script);
    return script;
  }

  #compile(file: string, code: string): Script {
    const parameters = `exports, require, module, ${URL_NAME}, __dirname`;
    return new Script(`(function (${parameters}) {${code}\n})`, {
      filename: join(this.#root, file),
    });
  }
}
