// Libraries for LD_PRELOAD that are made once for a scratch folder, by whoever needs one first.
import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EngineUnavailable } from './engine.ts';
import { makeLibrary } from './preloaded.ts';

/** Where a library is, or why there is none. */
export type SharedLibrary =
  | { readonly path: string; readonly lacks?: undefined }
  | { readonly path?: undefined; readonly lacks: string };

/**
 * Makes the library of that name from C source, unless somebody has. Several workers may do so at
 * once: one of theirs is kept.
 */
export function sharedLibrary(scratch: string, name: string, source: string): SharedLibrary {
  const path = join(scratch, `${name}.so`);
  if (existsSync(path)) return { path };
  const folder = mkdtempSync(join(scratch, 'making-'));
  try {
    const file = join(folder, `${name}.c`);
    writeFileSync(file, source);
    renameSync(makeLibrary(folder, file), path);
    return { path };
  } catch (error) {
    if (!(error instanceof EngineUnavailable)) throw error;
    return { lacks: error.message };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
