// The rules of the house over the whole tree, and the recipes of CONTRIBUTING.md followed in a copy
// of it: with formatting and types they are `npm run check`. They say nothing of what programs do.
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** What `npm test` leaves to `npm run check`. */
export const HOUSE_TESTS = ['harness/tidy/**/*.test.ts', 'harness/testing/*recipe*.test.ts'];

export default defineConfig({
  test: {
    include: HOUSE_TESTS,
    pool: 'threads',
    isolate: false,
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
