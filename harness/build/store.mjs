// Keeps builds: folders named by the hash of their content, and a manifest that names the newest.
//
// A build never touches an older one: programs that still run from it keep their workers and their
// lazily loaded parts. Both steps are renames, so any number of builds may run at once.
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { manifestIn } from './paths.mjs';

/** Builds that were replaced this long ago are removed, but for the newest few. */
const KEEP_MS = 30 * 60_000;
const KEEP_BUILDS = 3;

/** What identifies `files` by their content and names. */
export function contentHash(files) {
  const hash = createHash('sha256');
  for (const { path, contents } of files) {
    hash.update(`${basename(path)}\0${contents.length}\0`).update(contents);
  }
  return hash.digest('hex').slice(0, 16);
}

/** Puts `files` into a folder of their own in `place` and returns its name. */
function storeFiles(place, files) {
  const name = contentHash(files);
  const target = join(place, name);
  if (existsSync(target)) {
    utimesSync(target, new Date(), new Date()); // young again: not to be removed by another build
    return name;
  }
  const scratch = mkdtempSync(join(place, 'new-'));
  chmodSync(scratch, 0o755); // mkdtemp keeps other users out
  try {
    for (const { path, contents } of files) {
      writeFileSync(join(scratch, basename(path)), contents);
    }
    renameSync(scratch, target);
  } catch (error) {
    rmSync(scratch, { recursive: true });
    // Else another process was quicker, with the same content.
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  }
  return name;
}

/** Removes builds that nobody can still need. */
function removeOldBuilds(place, current) {
  const builds = readdirSync(place, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== current)
    .map((entry) => join(place, entry.name))
    .map((path) => ({ path, age: Date.now() - (statSync(path, gone)?.mtimeMs ?? Date.now()) }))
    .sort((a, b) => a.age - b.age);
  for (const { path, age } of builds.slice(KEEP_BUILDS)) {
    if (age > KEEP_MS) rmSync(path, { recursive: true, force: true });
  }
}
const gone = { throwIfNoEntry: false };

/**
 * Makes `files` the newest build in `place`, with what `facts` says about it, and returns the
 * manifest. Throws where the folder cannot be written.
 */
export function store(place, files, facts) {
  const build = storeFiles(place, files);
  const manifest = { build, ...facts };
  const scratch = `${manifestIn(place)}.${process.pid}`;
  writeFileSync(scratch, JSON.stringify(manifest));
  renameSync(scratch, manifestIn(place));
  removeOldBuilds(place, build);
  return manifest;
}
