// Faults and crashes of many numbered cases at once, findings cut down, what the strict order costs
// over all, and mistakes in it: a minute of its own, so not a part of `npm test`.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['harness/**/*.sweeps.test.ts'],
    pool: 'forks',
    isolate: false,
    execArgv: ['--single-threaded-gc', '--min-semi-space-size=96', '--semi-space-growth-factor=4'],
    // Mutations run two at a time, each in a worker.
    maxConcurrency: 2,
    testTimeout: 120_000,
    hookTimeout: 240_000,
  },
});
