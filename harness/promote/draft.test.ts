// Cases written anew: each case of the suite, multiplied out and written step by step, is read back
// as the same steps.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../build/paths.mjs';
import { flatSteps } from '../cases/flat-steps.ts';
import { loadCase } from '../cases/load.ts';
import { allCases } from '../testing/all-cases.ts';
import type { Step } from '../verbs/step.ts';
import { draftText, NoCase, readDraft } from './draft.ts';

/** What a step does, wherever it stands. */
const acts = ({ line: _line, title: _title, unit: _unit, ...rest }: Step): unknown => rest;

const cases = allCases();

test.each(cases.map((one) => [one.number, one] as const))('%s', (_number, testCase) => {
  const { purpose, groups, engines, reason } = testCase;
  const steps = flatSteps(readFileSync(join(root, testCase.file), 'utf8'));
  const [{ crashSafety, encryption: { method: encryption } = {} } = {}] = testCase.steps;
  const text = draftText({ purpose, groups, engines, reason, crashSafety, encryption, steps });
  const result = loadCase(testCase.file, text);
  if ('problems' in result) throw new Error(result.problems.join('\n'));
  expect(result.loaded.steps.map(acts)).toEqual(testCase.steps.map(acts));
  expect(result.loaded.purpose).toBe(purpose);
});

const draft = { purpose: 'A case', groups: ['rw'], engines: ['native', 'qemu'], reason: undefined };

test('what the real tools cannot do makes it a case for our own engine', () => {
  const steps = [{ create: '1M' }, 'trace', 'check'];
  const { draft: bounded } = readDraft({ ...draft, steps });
  expect(bounded.engines).toEqual(['native']);
  expect(draftText(bounded)).toContain('\nengines: [native]\nreason: ');
  expect(readDraft({ ...draft, steps: [{ create: '1M' }] }).draft.engines).toEqual(draft.engines);
});

test('what is no case says why', () => {
  const steps = [{ create: '1M' }, { 'fail-nth': 3 }];
  expect(() => readDraft({ ...draft, steps })).toThrow(NoCase);
  expect(() => readDraft({ ...draft, steps })).toThrow("'fail-nth: off' is missing");
});
