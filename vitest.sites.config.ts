// Each barrier and each undo of the engine taken away: minutes, so not a part of `npm test`.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['harness/**/*.sites.test.ts'],
    maxConcurrency: 2,
  },
});
