// The modules of the project as scripts that are compiled once, and graphs of them: a graph may
// have another text in the place of one module.
//
// There are two ways to replace one. exchanged() puts another text in the place of a module, for as
// long as a run takes, in a graph that lives on: V8 has compiled the others for the runs before.
// What other modules took from it while they were loaded, such as a base class or an entry of their
// tables, stays what it was. load() makes anew that module and all that lead to it, so that nothing
// stays; those that do not lead to it are the ones of the graph that lives on.
//
// Modules must keep no state from one run to the next; the engine's keep none.
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

/** What stands before a module's text where it is compiled. */
export const FACTORY = `(function (exports, require, module, ${URL_NAME}, __dirname) {`;

/** A module that is loaded, and what those that import it hold. */
class LiveModule {
  /** As the module's text sets it: esbuild's getters. */
  exports: Exports = {};
  /** The exports of another text that stands in for them. */
  substitute: Exports | undefined;
  #live: Exports | undefined;

  /** The module's own exports until it is settled. */
  get live(): Exports {
    return this.#live ?? this.exports;
  }

  /** Its text has run: from now on importers get plain values, which are read sooner. */
  settle(): void {
    this.#live = { ...this.exports };
  }

  /** Importers get the values of now. Whether one was another. */
  refresh(): boolean {
    const now = this.substitute ?? this.exports;
    const stale = Object.keys(this.live).filter((name) => !Object.is(this.live[name], now[name]));
    for (const name of stale) this.live[name] = now[name];
    return stale.length > 0;
  }
}

/** Modules that are loaded, by their paths. */
type Graph = Map<string, LiveModule>;

/** Importers get the values of now, those as well that other modules hand on. */
function refresh(graph: Graph): void {
  for (let hasChanged = true; hasChanged;) {
    hasChanged = false;
    for (const module of graph.values()) hasChanged = module.refresh() || hasChanged;
  }
}

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

  /**
   * What `use` makes of the exports of `entry`, in the graph that lives on, while `replacements`
   * are in the places of their modules. Throws as load() does, and what `use` throws.
   */
  exchanged<T>(
    entry: string,
    replacements: readonly Replacement[],
    use: (exports: Exports) => T,
  ): T {
    const graph = this.#sharedOf(entry);
    const exports = this.#loadInto(graph, entry);
    const exchanges = replacements.map(({ file, code }) => {
      const module = graph.get(file);
      if (module === undefined) throw new Error(`${file} is not loaded`);
      const made = { exports: {} };
      this.#run(this.#compile(file, code), file, made, (asked) => this.#loadInto(graph, asked));
      return { module, made };
    });
    try {
      for (const { module, made } of exchanges) module.substitute = made.exports;
      refresh(graph);
      return use(exports);
    } finally {
      for (const { module } of exchanges) module.substitute = undefined;
      refresh(graph);
    }
  }

  /** The text of a module as it is, for a place of its own. Throws Error where there is none. */
  asItIs(file: string): Replacement {
    const code = this.#modules[file];
    if (code === undefined) throw new Error(`${file} is no part of the program`);
    return { file, code };
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
      if (known !== undefined) return known.live;
      const module = new LiveModule();
      graph.set(file, module);
      const script = file === replacement?.file ? own : undefined;
      this.#run(script ?? this.#scriptOf(file), file, module, load);
      module.settle();
      return module.live;
    };
    return load(entry);
  }

  /** Runs the text of a module, which asks `load` for others of the project. */
  #run(
    script: Script,
    file: string,
    module: { exports: Exports },
    load: (file: string) => Exports,
  ): void {
    const body = script.runInThisContext() as Body;
    const path = join(this.#root, file);
    const require = (specifier: string): unknown => {
      if (!specifier.startsWith('.')) return this.#require(specifier);
      const asked = posix.join(posix.dirname(file), specifier);
      this.#importers.set(asked, (this.#importers.get(asked) ?? new Set()).add(file));
      return load(asked);
    };
    body(module.exports, require, module, pathToFileURL(path).href, dirname(path));
  }

  #scriptOf(file: string): Script {
    const script = this.#scripts.get(file) ?? this.#compile(file, this.asItIs(file).code);
    this.#scripts.set(file, script);
    return script;
  }

  #compile(file: string, code: string): Script {
    return new Script(`${FACTORY}${code}\n})`, {
      filename: join(this.#root, file),
    });
  }
}
