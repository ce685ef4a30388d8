// Sources as the programs run them: bundled, and loaded into this process. Code that vitest has
// transformed takes about twice as long, which counts where all cases are run.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { bundleOptions, loadBundler } from '../build/build.mjs';
import { dist, root } from '../build/paths.mjs';

/**
 * What `source` (from the project's root) exports, with all that it imports in instances of their
 * own. Nothing is left behind. Throws esbuild's error where it does not build.
 */
export async function loadBundled(source: string): Promise<Record<string, unknown>> {
  mkdirSync(dist, { recursive: true });
  // Below dist/, from where packages and the project's root are found as from any bundle.
  const folder = mkdtempSync(join(dist, 'test-'));
  try {
    const { build } = await loadBundler();
    const options = bundleOptions({ bundled: join(root, source) }, folder, []);
    const { outputFiles } = await build({ ...options, sourcemap: 'inline' });
    for (const { path, contents } of outputFiles ?? []) {
      writeFileSync(join(folder, basename(path)), contents);
    }
    return createRequire(import.meta.url)(join(folder, 'bundled.cjs')) as Record<string, unknown>;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
