// The version of the project that this code belongs to, from a bundle or from the sources.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';

/** Looks upwards from this file; undefined where no package.json of ours lies above it. */
export function findVersion(): string | undefined {
  for (let folder = new URL('.', import.meta.url); folder.pathname !== '/';) {
    const found = readPackage(new URL('package.json', folder));
    if (found?.name === 'blkdrill') return found.version;
    folder = new URL('..', folder);
  }
  return undefined;
}

function readPackage(url: URL): { name?: string; version?: string } | undefined {
  try {
    return JSON.parse(readFileSync(url, 'utf8')) as { name?: string; version?: string };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return undefined;
  }
}

/**
 * The version, with a digest of these bundles, which lie beside that of this code: it changes with
 * anything that they contain. From the sources: with 'sources' in its place.
 */
export function versionOf(bundles: readonly string[]): string {
  const version = findVersion() ?? 'unknown';
  const urls = bundles.map((name) => new URL(`${name}.cjs`, import.meta.url));
  if (!urls.every((url) => existsSync(url))) return `${version}+sources`;
  const digest = createHash('sha256');
  for (const url of urls) digest.update(readFileSync(url));
  return `${version}+${digest.digest('hex').slice(0, 16)}`;
}
