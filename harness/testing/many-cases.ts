// Run by vitest before each test file of `npm run properties`: as many cases for every property as
// were asked for, whatever number it gives itself, until its time is up. Says how many it had.
import type { IRawProperty, Parameters, Plugin } from 'fast-check';
import { expect, vi } from 'vitest';

type FastCheck = typeof import('fast-check');

/** A number from the environment; vitest.properties.config.ts puts it there. */
const setting = (name: string): number => Number(process.env[`BLKDRILL_PROPERTY_${name}`]);

const LIMITS = {
  seed: setting('SEED'),
  numRuns: setting('RUNS'),
  interruptAfterTimeLimit: setting('SECONDS') * 1000,
};

/** Prints a line for each property that has ended. */
const counting: Plugin<unknown> = () => ({
  onAllRunsComplete: ({ numRuns, failed, interrupted }) => {
    const { currentTestName = 'outside of a test' } = expect.getState();
    const end = failed ? 'FAILED' : interrupted ? 'time is up' : 'all';
    process.stdout.write(`${currentTestName}: ${numRuns} cases, ${end}\n`);
  },
});

// Numbers that a property gives itself override configureGlobal(), so assert() overrides those.
vi.mock('fast-check', async (importOriginal) => {
  const real = await importOriginal<FastCheck>();
  real.configureGlobal(LIMITS);
  const assert = ((property: IRawProperty<unknown, boolean>, given?: Parameters<unknown>) =>
    real.assert(property, { ...given, ...LIMITS, plugins: [counting] })) as FastCheck['assert'];
  return { ...real, assert, default: { ...real.default, assert } };
});
