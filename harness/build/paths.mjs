// Where the bundles lie, and how a changed file is recognised.
import { statSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');
export const dist = join(root, 'dist');
/** The bundles of an installed package: made by pack.mjs, and the only ones there. */
export const packed = join(dist, 'package');

/** The file in `folder` that names its newest build, and what went into it. */
export const manifestIn = (folder) => join(folder, 'manifest.json');

/**
 * What identifies the present content of a file without reading it; undefined when it is missing.
 * The change time, unlike the modification time, moves as well when an older file takes its place.
 */
export function fileStamp(path) {
  const found = statSync(join(root, path), { throwIfNoEntry: false });
  return found && `${found.ctimeMs} ${found.size}`;
}

/** The file in harness/bin/ that starts a program from its bundle. */
export const launcher = (program) => join(root, 'harness', 'bin', `${program}.mjs`);
