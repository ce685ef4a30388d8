// Where bundles of a checkout are put: into its dist/, or elsewhere where that cannot be written.
//
// Programs find packages, and each other, by their way up from the bundle. So a place elsewhere is
// a folder that looks like the checkout: it has a dist/ of its own, and links to all the rest.
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheHome } from './cache.cjs';
import { dist, root } from './paths.mjs';

const LINKED = ['engine', 'golden', 'harness', 'node_modules', 'package.json', 'suites'];

/** The folder of caches that stands in for this checkout; undefined where there are none. */
function standIn() {
  const home = cacheHome();
  const hash = createHash('sha256').update(root).digest('hex').slice(0, 16);
  return home && join(home, 'checkouts', hash);
}

/** The dist/ of this checkout among the user's caches, whether it is there or not. */
export function cachedDist() {
  const folder = standIn();
  return folder && join(folder, 'dist');
}

function linkInto(folder) {
  for (const name of LINKED) {
    try {
      symlinkSync(join(root, name), join(folder, name));
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
  }
  mkdirSync(join(folder, 'dist'), { recursive: true });
  return join(folder, 'dist');
}

/**
 * Ways to a folder for builds, the best first. Each makes it, returns its path, and throws where it
 * cannot be made. The last is gone when the process ends.
 */
export const PLACES = [
  () => {
    mkdirSync(dist, { recursive: true });
    return dist;
  },
  () => {
    const folder = standIn();
    if (folder === undefined) throw Object.assign(new Error('no home'), { code: 'ENOENT' });
    mkdirSync(folder, { recursive: true });
    return linkInto(folder);
  },
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'blkdrill-build-'));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    return linkInto(folder);
  },
];
