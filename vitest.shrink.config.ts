// A hundred findings cut down: minutes, so not a part of `npm test`.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['harness/**/*.samples.test.ts'],
    pool: 'forks',
    execArgv: ['--single-threaded-gc', '--min-semi-space-size=32'],
    // What a candidate may cost is counted, and not timed.
    testTimeout: 1_800_000,
    hookTimeout: 1_800_000,
  },
});
