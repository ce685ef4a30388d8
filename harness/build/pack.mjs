// Makes what `npm pack` puts into the package beside the launchers: dist/package/, with the bundles
// of all programs and their source maps, the library with its types, and the licences of what they
// contain. Nothing is built where the package is installed.
import { mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BUNDLED, bundleOptions, loadBundler, PROGRAMS } from './build.mjs';
import { declarationsOf } from './declarations.mjs';
import { manifestIn, packed, root } from './paths.mjs';
import { contentHash } from './store.mjs';

/** What can be imported: `blkdrill` and `blkdrill/engine`. */
const LIBRARY = { index: 'harness/api/index.ts', engine: 'engine/index.ts' };
const LIBRARY_FOLDER = join(packed, 'library');

const {
  'run-lines': _ofTests,
  fuzz: _ofCheckouts,
  survey: _ofCheckoutsToo,
  bench: _ofDevelopers,
  ...INSTALLED
} = PROGRAMS;

/** Starts the worker's bundle; its compiled functions are kept outside of the package. */
const workerStart = (build) => `'use strict';
const { runBundle } = require('../../harness/build/run-bundle.cjs');
const { compiledFolder } = require('../../harness/build/cache.cjs');
runBundle(require('node:path').join(__dirname, 'worker.cjs'), 'worker', compiledFolder('${build}'));
`;

/** Folders of the packages that the inputs of a bundle belong to, from the root. */
const packagesOf = (inputs) =>
  [
    ...new Set(inputs.flatMap((path) => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? [])),
  ].sort();

/** The text of a package's licence: a file of its own, or the end of its README. */
function licenceIn(folder) {
  const names = readdirSync(folder);
  const read = (pattern) => {
    const name = names.find((entry) => pattern.test(entry));
    return name === undefined ? '' : readFileSync(join(folder, name), 'utf8');
  };
  const ownFile = read(/^licen[cs]e/i);
  return ownFile === '' ? (/^licen[cs]e .*$[^]*/im.exec(read(/^readme/i))?.[0] ?? '') : ownFile;
}

/**
 * The licence of every package that was bundled, as each of them asks for. Throws for a package
 * that was not meant to be.
 */
function licences(folders) {
  return folders
    .map((folder) => {
      const path = join(root, folder);
      const { name, version } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
      if (!BUNDLED.includes(name)) throw new Error(`${name} is bundled and not in BUNDLED`);
      const licence = licenceIn(path).trim();
      if (licence === '') throw new Error(`${name} has no licence that could go along`);
      return `${name} ${version}\n\n${licence}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}

/** Bundles the programs. */
async function bundlePrograms(bundle) {
  const options = bundleOptions(INSTALLED, packed, []);
  // Places of a crash are wanted, sources are not shown.
  return await bundle({ ...options, sourcesContent: false, metafile: true });
}

/** Bundles what can be imported: as modules that share their parts, for people to read. */
async function bundleLibrary(bundle) {
  const { target, platform, external, alias } = bundleOptions(LIBRARY, LIBRARY_FOLDER, []);
  return await bundle({
    ...{ target, platform, external, alias, absWorkingDir: root, logLevel: 'silent' },
    ...{ entryPoints: LIBRARY, outdir: LIBRARY_FOLDER, bundle: true, write: false, metafile: true },
    format: 'esm',
    splitting: true,
    legalComments: 'none',
  });
}

/** The declarations of the library, as files. */
const typeFiles = () =>
  [...declarationsOf(Object.values(LIBRARY))].map(([path, text]) => ({
    path: join(LIBRARY_FOLDER, 'types', path),
    contents: text,
  }));

/** Makes dist/package/ anew; returns the packages that are bundled, from the root. */
export async function pack() {
  const { build: bundle } = await loadBundler();
  const results = [await bundlePrograms(bundle), await bundleLibrary(bundle)];
  const [programs, library] = results.map(({ outputFiles }) => outputFiles);
  const build = contentHash(programs);
  const bundled = packagesOf(results.flatMap(({ metafile }) => Object.keys(metafile.inputs)));
  rmSync(packed, { recursive: true, force: true });
  for (const { path, contents } of [
    ...[programs, library].flat(),
    ...typeFiles(),
    { path: join(packed, 'start-worker.cjs'), contents: workerStart(build) },
    { path: join(packed, 'LICENSES.txt'), contents: licences(bundled) },
    { path: manifestIn(packed), contents: JSON.stringify({ build }) },
  ]) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, contents);
  }
  return bundled;
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    const bundled = await pack();
    console.log(
      `${relative(root, packed)}: with ${bundled.map((path) => basename(path)).join(', ')}`,
    );
  } catch (error) {
    console.error(`blkdrill: ${error.message}`);
    process.exitCode = 1;
  }
}
