// Bundles a program with a mutation in it and runs suites with it, in a process of its own: a
// mistake may also be an endless loop.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { bundleOptions } from '../build/build.mjs';
import { dist, root } from '../build/paths.mjs';
import { applyMutation, type Mutation } from './mutation.ts';

const TIME_LIMIT_MS = 60_000;

/** What a run of suites says: all as their goldens, or not, or no verdict at all. */
export type Verdict = 'green' | 'red' | 'broken';

/** Verdict and both streams of one run. */
export interface MutantRun {
  readonly verdict: Verdict;
  readonly output: string;
}

/** Bundles that belong together, name to source: the program, and the workers it starts. */
export interface Entries {
  readonly program: string;
  readonly [worker: string]: string;
}

/** Gives esbuild the mutated text in place of the file's own. */
function mutate(mutation: Mutation): Plugin {
  const path = join(root, mutation.file);
  return {
    name: 'mutate',
    setup(bundler) {
      let wasLoaded = false;
      bundler.onLoad({ filter: /\.ts$/ }, (loaded) => {
        if (loaded.path !== path) return undefined;
        wasLoaded = true;
        return { contents: applyMutation(readFileSync(path, 'utf8'), mutation), loader: 'ts' };
      });
      bundler.onEnd(() => {
        if (wasLoaded) return undefined;
        return { errors: [{ text: `${mutation.file} is no part of the program` }] };
      });
    },
  };
}

/** Writes the bundles into `folder`, each under its name in `entries`. */
async function bundle(entries: Entries, folder: string, mutation?: Mutation): Promise<void> {
  const plugins = mutation === undefined ? [] : [mutate(mutation)];
  const options = { ...bundleOptions(entries, folder, plugins), sourcemap: false };
  const { outputFiles } = await build(options);
  for (const { path, contents } of outputFiles ?? []) {
    writeFileSync(join(folder, basename(path)), contents);
  }
}

/** Runs a program to its end: status 0 is green, 1 red, all else broken. */
const execute = (program: string, argv: readonly string[]): Promise<MutantRun> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...argv], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: TIME_LIMIT_MS,
      killSignal: 'SIGKILL',
    });
    let output = '';
    child.stdout.on('data', (bytes: Buffer) => (output += bytes.toString()));
    child.stderr.on('data', (bytes: Buffer) => (output += bytes.toString()));
    child.on('error', reject);
    child.on('close', (status) => {
      const verdict = status === 0 ? 'green' : status === 1 ? 'red' : 'broken';
      resolve({ verdict, output });
    });
  });

/**
 * Runs the program of `entries` with `argv`, mutated when a mutation is given. Nothing is left
 * behind. Throws MutationError when the mutation does not fit, and esbuild's error when the result
 * does not build.
 */
export async function runMutant(
  entries: Entries,
  argv: readonly string[],
  mutation?: Mutation,
): Promise<MutantRun> {
  // Below dist/, from where packages and the project's root are found as from any bundle.
  mkdirSync(dist, { recursive: true });
  const folder = mkdtempSync(join(dist, 'mutant-'));
  try {
    await bundle(entries, folder, mutation);
    return await execute(join(folder, 'program.cjs'), argv);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
