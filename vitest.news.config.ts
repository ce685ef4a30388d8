// Faults and crashes of every step of every numbered case: long, so not a part of `npm test`.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['harness/**/*.news.test.ts'],
    pool: 'threads',
    maxWorkers: 2,
    // What a sweep may cost is counted, and not timed.
    testTimeout: 3_600_000,
    hookTimeout: 60_000,
  },
});
