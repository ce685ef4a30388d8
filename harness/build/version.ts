// The version of the project that this code belongs to, from a bundle or from the sources.
import { readFileSync } from 'node:fs';

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
