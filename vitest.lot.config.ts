// Mistakes in the engine that are drawn by lot: what share of them the cases meet. Many minutes.
//
// LOT_COUNT    mistakes (40)
// LOT_SEED     draws them (0)
// LOT_CASES    most cases for each, the quickest of those that come by it (60)
// LOT_FOLDERS  where they are made (the write path: five folders of engine/qcow2)
// LOT_LOG      a file that gets a line of JSON for each at once
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['harness/**/*.lot.test.ts'],
    // What a mistake may cost is bounded by its cases.
    testTimeout: 7_200_000,
    hookTimeout: 60_000,
  },
});
