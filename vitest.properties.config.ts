// Every property with many cases and a new seed, for hours if need be: what `npm test` leaves out.
//
// BLKDRILL_PROPERTY_RUNS   cases of each property (50,000)
// BLKDRILL_PROPERTY_SEED   where they begin (from the clock; printed)
// BLKDRILL_PROPERTY_SECONDS  time for each property; then it ends with what it had (600)
import { readdirSync, readFileSync } from 'node:fs';
import { configDefaults, defineConfig } from 'vitest/config';

const DEFAULTS = { RUNS: 50_000, SEED: Date.now() % 2 ** 31, SECONDS: 600 };
for (const [name, value] of Object.entries(DEFAULTS)) {
  process.env[`BLKDRILL_PROPERTY_${name}`] ??= String(value);
}
console.log(`seed ${process.env['BLKDRILL_PROPERTY_SEED']}`);

/** Test files with properties in them. */
const files = ['engine', 'harness'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name}`)
    .filter((path) => /(?<!\.qemu)\.test\.ts$/.test(path))
    .filter((path) => /from 'fast-check'/.test(readFileSync(path, 'utf8'))),
);

export default defineConfig({
  test: {
    include: files,
    exclude: configDefaults.exclude,
    pool: 'threads',
    setupFiles: ['harness/testing/many-cases.ts'],
    testTimeout: 0,
  },
});
