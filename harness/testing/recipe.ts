// A scratch copy of the project, in which a test follows a recipe of CONTRIBUTING.md word by word:
// files that the recipe adds, lines that it inserts, and the programs that are built from the
// result.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from '../build/paths.mjs';

/** How a program ended, and what it printed. */
export interface ProgramRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a recipe has changed: paths from the project's root, in the order of the changes. */
export interface RecipeChanges {
  readonly added: readonly string[];
  /** `path: line`, for each line that was put into a file. */
  readonly inserted: readonly string[];
}

/** The blocks of source in a recipe of CONTRIBUTING.md, without their indent. */
export function sourcesOf(title: string): readonly string[] {
  const text = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');
  const section = text.split(`### ${title}\n`)[1]?.split(/^##/m)[0] ?? '';
  return [...section.matchAll(/^ {3}```ts\n([\s\S]*?)^ {3}```$/gm)].map(([, block = '']) =>
    block.replaceAll(/^ {3}/gm, ''),
  );
}

/** A copy of the sources without their tests. Nothing outside of it is written. */
export class ScratchCopy {
  /** The absolute path of the copy. */
  readonly root: string;
  readonly #added: string[] = [];
  readonly #inserted: string[] = [];

  constructor() {
    this.root = realpathSync(mkdtempSync(join(tmpdir(), 'blkdrill-recipe-')));
    const filter = (path: string): boolean => !path.endsWith('.test.ts');
    for (const name of ['engine', 'harness', 'package.json']) {
      cpSync(join(root, name), join(this.root, name), { recursive: true, filter });
    }
    symlinkSync(join(root, 'node_modules'), join(this.root, 'node_modules'));
  }

  /** Writes a new file and the folders that lead to it. Throws where there is one already. */
  addFile(path: string, text: string): void {
    const target = join(this.root, path);
    if (existsSync(target)) throw new Error(`${path} is there already`);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
    this.#added.push(path);
  }

  /**
   * Puts `line` below the one line of `path` that reads `after`, blanks around it aside; it gets
   * the same indent. Throws where there is no such line, or more than one.
   */
  insertLine(path: string, after: string, line: string): void {
    const target = join(this.root, path);
    const lines = readFileSync(target, 'utf8').split('\n');
    const places = lines.flatMap((text, index) => (text.trim() === after.trim() ? [index] : []));
    const [place] = places;
    if (place === undefined || places.length > 1) {
      throw new Error(`${path}: ${places.length} lines read '${after}', not one`);
    }
    const indent = /^ */.exec(lines[place] ?? '')?.[0] ?? '';
    lines.splice(place + 1, 0, `${indent}${line}`);
    writeFileSync(target, lines.join('\n'));
    this.#inserted.push(`${path}: ${line}`);
  }

  /** What was changed so far. */
  get changes(): RecipeChanges {
    return { added: [...this.#added], inserted: [...this.#inserted] };
  }

  /** Builds all programs. Throws with the bundler's message where the sources do not build. */
  build(): void {
    const { status, stderr } = this.#node('build/build.mjs', []);
    if (status !== 0) throw new Error(stderr);
  }

  /**
   * Runs `blkdrill`, `blkdrill-img` or `blkdrill-io` as built from the copy, by default in its
   * root.
   */
  run(
    program: string,
    argv: readonly string[],
    options: { readonly cwd?: string } = {},
  ): ProgramRun {
    return this.#node(`bin/${program}.mjs`, argv, options.cwd);
  }

  /** Removes the copy. */
  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  #node(script: string, argv: readonly string[], cwd = this.root): ProgramRun {
    const path = join(this.root, 'harness', script);
    const { status, stdout, stderr } = spawnSync(process.execPath, [path, ...argv], {
      cwd,
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  }
}
