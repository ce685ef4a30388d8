// Tests of the package: it is packed, and installed elsewhere. No network is needed.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['harness/**/*.package.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
});
