// Whole programs, each in a process of its own as users start it: command lines, exit status,
// signals, what stands in the way, builds, and what hostile images cost in time and memory.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['harness/**/*.process.test.ts'],
    setupFiles: ['harness/testing/fixed-seed.ts', 'harness/testing/byte-equality.ts'],
    pool: 'threads',
    isolate: false,
    // They wait for their programs more than they work.
    maxWorkers: 2,
    maxConcurrency: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
