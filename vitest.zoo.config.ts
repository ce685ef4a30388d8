// Each mistake of the zoo, met twice: by its case, and by generated exploration alone. Many
// minutes, so not a part of `npm test`.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['harness/**/*.zoo.test.ts'],
    execArgv: ['--single-threaded-gc', '--min-semi-space-size=32'],
    // What an exploration may cost is counted, and not timed.
    testTimeout: 600_000,
    hookTimeout: 1_800_000,
  },
});
