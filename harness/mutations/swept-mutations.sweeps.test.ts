// Mistakes that sweeps of faults and crashes notice, and all in the strict order: each turns its
// case red, and without it the same cases are green.
import { describe } from 'vitest';
import { testMutations } from './mutations.test-support.ts';
import { STRICT_MUTATIONS, SWEPT_MUTATIONS } from './subjects/all.ts';

describe('with the suites', { timeout: 120_000 }, () =>
  testMutations([...SWEPT_MUTATIONS, ...STRICT_MUTATIONS]),
);
