// Bundles the programs of a checkout: what goes into a bundle, and how it is made.
import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dist, fileStamp, root } from './paths.mjs';
import { PLACES } from './places.mjs';
import { store } from './store.mjs';

/** Programs, and what they start beside them: the name of the bundle and its source. */
export const PROGRAMS = {
  blkdrill: 'harness/cli/blkdrill.ts',
  'blkdrill-img': 'harness/cli/blkdrill-img.ts',
  'blkdrill-io': 'harness/cli/blkdrill-io.ts',
  worker: 'harness/cli/worker.ts',
  'run-lines': 'harness/cli/run-lines.ts',
  fuzz: 'harness/cli/fuzz.ts',
  survey: 'harness/cli/survey.ts',
  bench: 'harness/cli/bench.ts',
};

/**
 * Packages that programs contain. For npm they are packages of developers: who installs blkdrill
 * has them already.
 */
export const BUNDLED = ['commander', 'diff', 'pako', 'picocolors', 'seedrandom', 'yaml'];

/** Inputs that esbuild does not name: the recipe, and what `npm` last installed. */
const FIXED_INPUTS = [
  'harness/build/build.mjs',
  'harness/build/paths.mjs',
  'harness/build/run-bundle.cjs',
  'package.json',
  'node_modules/.package-lock.json',
];

/** A source changed this recently may change again without a new stamp: it counts as changed. */
const RACY_MS = 20;

/** Reads the sources for esbuild and notes their stamps, each taken before the file is read. */
const readSources = (stamps) => ({
  name: 'read-sources',
  setup(bundler) {
    bundler.onLoad({ filter: /\.ts$/ }, ({ path }) => {
      if (path.includes('/node_modules/')) return undefined;
      const name = relative(root, path);
      const isSettled = statSync(path).ctimeMs < Date.now() - RACY_MS;
      stamps[name] = isSettled ? fileStamp(name) : 'changed while it was read';
      return { contents: readFileSync(path, 'utf8'), loader: 'ts' };
    });
  },
});

/** Says in its own words that a package is not there, and passes on all other mistakes. */
function withoutPackage(error) {
  if (error.code !== 'ERR_MODULE_NOT_FOUND' && error.code !== 'MODULE_NOT_FOUND') throw error;
  throw new Error("a checkout needs the packages of developers as well: 'npm ci' installs them");
}

/** Where a package lies, wherever npm has put it. Throws where it is not installed. */
function packageFolder(name) {
  try {
    return dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
  } catch (error) {
    return withoutPackage(error);
  }
}

/** The bundler. Throws where it is not installed. */
export async function loadBundler() {
  return await import('esbuild').catch(withoutPackage);
}

/** esbuild's options for bundles that Node loads; `plugins` may replace how sources are read. */
export const bundleOptions = (entryPoints, outdir, plugins) => ({
  absWorkingDir: root,
  entryPoints,
  outdir,
  outExtension: { '.js': '.cjs' },
  bundle: true,
  // One file for each program: its compiled functions can be kept (see run-bundle.cjs).
  format: 'cjs',
  define: { 'import.meta.url': 'bundleUrl', 'import.meta.dirname': '__dirname' },
  banner: { js: "const bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
  platform: 'node',
  target: 'node20.19',
  sourcemap: true,
  // Fewer bytes to read and to scan at every start.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'none',
  logLevel: 'silent',
  // zstd-wasm and koffi read files that lie beside them, esbuild starts one.
  external: ['@bokuweb/zstd-wasm', 'esbuild', 'koffi'],
  // The same code as ES modules: it loads faster, and import() of it gives what Node's gives.
  alias: { yaml: join(packageFolder('yaml'), 'browser/index.js') },
  plugins,
  write: false,
});

/** What starts the worker's bundle. */
const WORKER_START = {
  path: 'start-worker.cjs',
  contents: Buffer.from(
    "require('../../harness/build/run-bundle.cjs')" +
      ".runBundle(require('node:path').join(__dirname, 'worker.cjs'), 'worker');\n",
  ),
};

/** Bundles everything; the stamps of what was read go into `inputs`. */
async function bundleAll(entries, inputs) {
  const { build: bundle } = await loadBundler();
  const options = bundleOptions(Object.fromEntries(entries), dist, [readSources(inputs)]);
  const { outputFiles } = await bundle(options);
  return [...outputFiles, WORKER_START];
}

/**
 * Builds everything, where it can be written. Returns the folder that holds the build, and its
 * manifest. Throws esbuild's error when a source is wrong.
 */
export async function build() {
  const entries = Object.entries(PROGRAMS).filter(([, source]) => existsSync(join(root, source)));
  const inputs = Object.fromEntries(FIXED_INPUTS.map((path) => [path, fileStamp(path)]));
  const files = await bundleAll(entries, inputs);
  const facts = { entries: entries.map(([entry]) => entry), inputs };
  const refusals = [];
  for (const makePlace of PLACES) {
    try {
      const place = makePlace();
      return { place, manifest: store(place, files, facts) };
    } catch (error) {
      if (error.code === undefined) throw error;
      refusals.push(error.message);
    }
  }
  throw new Error(refusals.join('\n'));
}

/** Milliseconds after which a terminal is told that a build is under way. */
const SLOW = 400;

/**
 * What `work` resolves to; a notice goes to `stream` where it takes long, if that is a terminal.
 */
export async function toldIfSlow(work, stream, slow = SLOW) {
  const tell = () => stream.write('the sources have changed: bundling them ...\n');
  const timer = stream.isTTY && !process.env.CI ? setTimeout(tell, slow) : undefined;
  try {
    return await work;
  } finally {
    clearTimeout(timer);
  }
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const started = performance.now();
  try {
    const { place, manifest } = await build();
    const ms = Math.round(performance.now() - started);
    const name = relative(root, join(place, manifest.build));
    console.log(`${name}: ${Object.keys(manifest.inputs).length} inputs, ${ms} ms`);
  } catch (error) {
    console.error(`blkdrill: ${error.message}`);
    process.exitCode = 1;
  }
}
