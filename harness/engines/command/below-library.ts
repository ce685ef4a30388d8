// The library that stands below an engine: made once for a scratch folder, by `cc`.
import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EngineUnavailable } from '../engine.ts';
import { ASK_BELOW } from './ask-below.ts';
import { makeLibrary } from '../preloaded.ts';

/** Where it is, or why there is none. */
export type Library =
  | { readonly path: string; readonly lacks?: undefined }
  | { readonly path?: undefined; readonly lacks: string };

/** Makes it, unless somebody has. Several workers may do so at once: one of them is kept. */
export function makeBelow(scratch: string): Library {
  const path = join(scratch, 'ask-below.so');
  if (existsSync(path)) return { path };
  const folder = mkdtempSync(join(scratch, 'making-'));
  try {
    const source = join(folder, 'ask-below.c');
    writeFileSync(source, ASK_BELOW);
    renameSync(makeLibrary(folder, source), path);
    return { path };
  } catch (error) {
    if (!(error instanceof EngineUnavailable)) throw error;
    return { lacks: error.message };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
