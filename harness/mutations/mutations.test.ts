// Every declared mistake turns its case red, and without it the same cases are green. Those whose
// cases are swept are left to swept-mutations.sweeps.test.ts.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../build/paths.mjs';
import { applyMutation } from './mutation.ts';
import { testMutations } from './mutations.test-support.ts';
import { MUTATIONS, PLAIN_MUTATIONS } from './subjects/all.ts';

test('there are at least thirty, each with a name of its own', () => {
  const names = MUTATIONS.map(({ name }) => name);
  expect(names.length).toBeGreaterThanOrEqual(30);
  expect(new Set(names).size).toBe(names.length);
});

test.each(MUTATIONS)('it still applies: $name', (mutation) => {
  const text = readFileSync(join(root, mutation.file), 'utf8');
  expect(applyMutation(text, mutation)).not.toBe(text);
});

describe('with the suites', { timeout: 120_000 }, () => testMutations(PLAIN_MUTATIONS));
