// Every declared mistake in the strict order turns its case red, and without it the same cases are
// green: mostly by sweeps of faults and crashes.
import { describe } from 'vitest';
import { testMutations } from './mutations.test-support.ts';
import { STRICT_MUTATIONS } from './subjects/all.ts';

describe('with the suites', { timeout: 120_000 }, () => testMutations(STRICT_MUTATIONS));
