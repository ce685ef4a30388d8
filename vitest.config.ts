// What `npm test` runs: all that is tested within one process. Programs as a whole, house rules,
// the real QEMU tools and the package have configurations of their own.
import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';
import { HOUSE_TESTS } from './vitest.check.config.ts';

export default defineConfig({
  test: {
    include: ['engine/**/*.test.ts', 'harness/**/*.test.ts'],
    exclude: [
      ...configDefaults.exclude,
      '**/*.{lot,news,package,process,qemu,samples,sites,sweeps,zoo}.test.ts',
      ...HOUSE_TESTS,
    ],
    // Files and tests run in the order in which they stand, properties with one seed.
    sequence: { shuffle: false },
    setupFiles: ['harness/testing/fixed-seed.ts', 'harness/testing/byte-equality.ts'],
    // Workers are processes: threads of one process wait for each other in V8, a fifth more
    // processor time, which is more than processes need to start.
    pool: 'forks',
    // Collectors side by side wait for each other on two processors, and what a case leaves behind
    // is mostly dead when a young generation of this size is full: a fifth less processor time.
    execArgv: ['--single-threaded-gc', '--min-semi-space-size=96', '--semi-space-growth-factor=4'],
    // Files share a worker's modules: what a file changes for all of them it puts back.
    isolate: false,
    // Some files wait more than they work: on two processors two of them at a time.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    env: process.argv.includes('--coverage') ? { BLKDRILL_COVERAGE: '1' } : {},
    // Mutations run two at a time, each in a worker.
    maxConcurrency: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    coverage: {
      provider: 'v8',
      include: ['engine/**/*.ts'],
      exclude: ['**/*.test.ts', '**/testing/**'],
      reportOnFailure: true,
      reporter: ['text-summary', 'html', 'json-summary'],
    },
  },
});
