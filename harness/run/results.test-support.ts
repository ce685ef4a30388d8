// Cases and runs for tests of what is made of them.
import type { TestCase } from '../cases/types.ts';
import type { EndedRun } from './outcome.ts';

/** A case without steps. */
export const caseOf = (number: string): TestCase => ({
  number,
  slug: `${number}-x`,
  file: `suites/${number}-x.yaml`,
  purpose: 'p',
  groups: [],
  engines: ['native'],
  reason: undefined,
  requires: [],
  unsupported: [],
  steps: [],
});

/** A run that printed nothing, and came to its end. */
export const ENDED: EndedRun = {
  outputs: [],
  failures: [],
  variations: [],
  traceDigest: undefined,
  writeLog: { state: 'not compared' },
  crash: undefined,
};
