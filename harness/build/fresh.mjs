// Starts a program from its bundle in dist/, which is built anew first when a source has changed.
// Every process that uses the bundle comes through here, so stale code never runs. It
// imports next to nothing: this is what every start pays for.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { compiledFolder } from './cache.cjs';
import { dist, fileStamp, manifestIn, packed, root } from './paths.mjs';
import { runBundle } from './run-bundle.cjs';

/** The manifest of the last build in `place`, or undefined when there is none that can be read. */
function readManifest(place) {
  try {
    return JSON.parse(readFileSync(manifestIn(place), 'utf8'));
  } catch (error) {
    if (error.code === undefined && !(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

/** The bundle of `entry` in `place`, if every source that went into it is as it was. */
function freshIn(place, entry) {
  const manifest = readManifest(place);
  if (manifest === undefined || !manifest.entries.includes(entry)) return undefined;
  const stamps = Object.entries(manifest.inputs);
  if (!stamps.every(([path, stamp]) => fileStamp(path) === stamp)) return undefined;
  const bundle = join(place, manifest.build, `${entry}.cjs`);
  return statSync(bundle, { throwIfNoEntry: false }) && bundle;
}

/** Absolute path of the up-to-date bundle of `entry`. Throws when it cannot be built. */
export async function freshBundle(entry) {
  const bundle = freshIn(dist, entry);
  if (bundle !== undefined) return bundle;
  const { cachedDist } = await import('./places.mjs');
  const elsewhere = cachedDist();
  const cached = elsewhere && freshIn(elsewhere, entry);
  if (cached !== undefined) return cached;
  const { build, toldIfSlow } = await import('./build.mjs');
  const { place, manifest } = await toldIfSlow(build(), process.stderr);
  return join(place, manifest.build, `${entry}.cjs`);
}

/** An installed package has bundles and no sources: nothing is built, nothing can be stale. */
const isInstalled = () => !existsSync(join(root, 'harness', 'build', 'build.mjs'));

/** Runs `entry` in this process. Exit status 2 when the sources do not build. */
export async function start(entry) {
  const [command = ''] = process.argv.slice(2);
  const use = /^[a-z]+$/.test(command) ? command : 'any';
  if (isInstalled()) {
    const folder = compiledFolder(readManifest(packed).build);
    runBundle(join(packed, `${entry}.cjs`), use, folder);
    return;
  }
  let bundle;
  try {
    bundle = await freshBundle(entry);
  } catch (error) {
    console.error(`${entry}: the sources do not build\n${error.message}`);
    process.exit(2);
  }
  runBundle(bundle, use);
}
