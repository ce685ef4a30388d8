// The modules of the project as scripts that are compiled once, and graphs of them: each graph has
// its own state, and may have another text in the place of one module.
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

/** Makes graphs of the same modules. */
export class ModuleGraphs {
  readonly #root: string;
  readonly #modules: Modules;
  readonly #require: NodeJS.Require;
  readonly #scripts = new Map<string, Script>();

  constructor(root: string, modules: Modules) {
    this.#root = root;
    this.#modules = modules;
    this.#require = createRequire(join(root, 'package.json'));
  }

  /**
   * The exports of `entry` in a new graph. Throws what a module throws while it is loaded, and
   * Error for a module that is not there.
   */
  load(entry: string, replacement?: Replacement): Exports {
    const graph = new Map<string, { exports: Exports }>();
    const own = replacement && this.#compile(replacement.file, replacement.code);
    const load = (file: string): Exports => {
      const known = graph.get(file);
      if (known !== undefined) return known.exports;
      const module = { exports: {} };
      graph.set(file, module);
      const script = file === replacement?.file ? own : undefined;
      const body = (script ?? this.#scriptOf(file)).runInThisContext() as Body;
      const path = join(this.#root, file);
      const require = (specifier: string): unknown =>
        specifier.startsWith('.')
          ? load(posix.join(posix.dirname(file), specifier))
          : this.#require(specifier);
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
