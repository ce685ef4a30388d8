// Starts a program from its bundle in dist/, which is built anew first when a source has changed.
// Every process that uses the bundle comes through here, so stale code never runs. It
// imports next to nothing: this is what every start pays for.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { dist, fileStamp, manifestPath } from './paths.mjs';
import { runBundle } from './run-bundle.cjs';

/** The manifest of the last build, or undefined when there is none that can be read. */
function readManifest() {
  try {
    return JSON.parse(readFileSync(manifestPath, 'utf8'));
  } catch (error) {
    if (error.code !== 'ENOENT' && !(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

/** True when every source that went into the bundle is as it was, and `entry` was built. */
function isFresh(manifest, entry) {
  return (
    manifest !== undefined &&
    manifest.entries.includes(entry) &&
    Object.entries(manifest.inputs).every(([path, stamp]) => fileStamp(path) === stamp) &&
    statSync(join(dist, manifest.build, `${entry}.cjs`), { throwIfNoEntry: false }) !== undefined
  );
}

/** Absolute path of the up-to-date bundle of `entry`. Throws when it cannot be built. */
export async function freshBundle(entry) {
  let manifest = readManifest();
  if (!isFresh(manifest, entry)) {
    const { build } = await import('./build.mjs');
    manifest = await build();
  }
  return join(dist, manifest.build, `${entry}.cjs`);
}

/** Runs `entry` in this process. Exit status 2 when the sources do not build. */
export async function start(entry) {
  let bundle;
  try {
    bundle = await freshBundle(entry);
  } catch (error) {
    console.error(`${entry}: the sources do not build\n${error.message}`);
    process.exit(2);
  }
  const [command = ''] = process.argv.slice(2);
  runBundle(bundle, /^[a-z]+$/.test(command) ? command : 'any');
}
