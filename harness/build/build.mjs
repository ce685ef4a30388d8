// Bundles the programs into dist/<hash of the content>/ and points dist/manifest.json at it.
//
// A build never touches an older one: programs that still run from it keep their workers and their
// lazily loaded parts. Both steps are renames, so any number of builds may run at once.
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { dist, fileStamp, manifestPath, root } from './paths.mjs';

/** Programs, and what they start beside them: the name of the bundle and its source. */
const ENTRIES = {
  blkdrill: 'harness/cli/blkdrill.ts',
  'blkdrill-img': 'harness/cli/blkdrill-img.ts',
  'blkdrill-io': 'harness/cli/blkdrill-io.ts',
  worker: 'harness/cli/worker.ts',
  'run-lines': 'harness/cli/run-lines.ts',
  bench: 'harness/cli/bench.ts',
};

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
/** Builds that were replaced this long ago are removed, but for the newest few. */
const KEEP_MS = 30 * 60_000;
const KEEP_BUILDS = 3;

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
  alias: { yaml: './node_modules/yaml/browser/index.js' },
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

/** Puts `files` into dist/<hash>/ and returns the name of that folder. */
function store(files) {
  const hash = createHash('sha256');
  for (const { path, contents } of files) {
    hash.update(`${basename(path)}\0${contents.length}\0`).update(contents);
  }
  const name = hash.digest('hex').slice(0, 16);
  const target = join(dist, name);
  if (existsSync(target)) {
    utimesSync(target, new Date(), new Date()); // young again: not to be removed by another build
    return name;
  }
  const scratch = mkdtempSync(join(dist, 'new-'));
  chmodSync(scratch, 0o755); // mkdtemp keeps other users out
  for (const { path, contents } of files) {
    writeFileSync(join(scratch, basename(path)), contents);
  }
  try {
    renameSync(scratch, target);
  } catch (error) {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    rmSync(scratch, { recursive: true }); // another process was quicker, with the same content
  }
  return name;
}

/** Removes builds that nobody can still need. */
function removeOldBuilds(current) {
  const builds = readdirSync(dist, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== current)
    .map((entry) => join(dist, entry.name))
    .map((path) => ({ path, age: Date.now() - (statSync(path, gone)?.mtimeMs ?? Date.now()) }))
    .sort((a, b) => a.age - b.age);
  for (const { path, age } of builds.slice(KEEP_BUILDS)) {
    if (age > KEEP_MS) rmSync(path, { recursive: true, force: true });
  }
}
const gone = { throwIfNoEntry: false };

/** Builds everything and returns the manifest. Throws esbuild's error when a source is wrong. */
export async function build() {
  const entries = Object.entries(ENTRIES).filter(([, source]) => existsSync(join(root, source)));
  const inputs = Object.fromEntries(FIXED_INPUTS.map((path) => [path, fileStamp(path)]));
  const plugins = [readSources(inputs)];
  const options = bundleOptions(Object.fromEntries(entries), dist, plugins);
  const { outputFiles } = await esbuild.build(options);
  mkdirSync(dist, { recursive: true });
  const name = store([...outputFiles, WORKER_START]);
  const manifest = { build: name, entries: entries.map(([entry]) => entry), inputs };
  const scratch = `${manifestPath}.${process.pid}`;
  writeFileSync(scratch, JSON.stringify(manifest));
  renameSync(scratch, manifestPath);
  removeOldBuilds(manifest.build);
  return manifest;
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const started = performance.now();
  try {
    const { build: name, inputs } = await build();
    const ms = Math.round(performance.now() - started);
    console.log(`dist/${name}: ${Object.keys(inputs).length} inputs, ${ms} ms`);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
