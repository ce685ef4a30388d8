// Drafts of cases: each case of the suites, multiplied out and written again, has the same steps.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadCase } from '../cases/load.ts';
import type { Step } from '../verbs/step.ts';
import { caseOfDraft, draftOf, draftText } from './draft.ts';

const textOf = (file: string): string => readFileSync(`suites/${file}`, 'utf8');

/** What a step does, wherever it stands. */
const deedOf = ({ line: _line, unit: _unit, title: _title, ...deed }: Step): unknown => deed;

test('a draft of a case has its steps: of every third one of the suites', () => {
  let count = 0;
  const files = readdirSync('suites').filter((name) => name.endsWith('.yaml'));
  for (const file of files.filter((_name, at) => at % 3 === 0)) {
    const text = textOf(file);
    const result = loadCase(`suites/${file}`, text);
    // Cases of many combinations say the same again and again.
    if ('problems' in result || result.loaded.steps.length > 40) continue;
    const { steps } = result.loaded;
    const again = caseOfDraft(draftOf(text, Infinity), '999');
    expect(again?.steps.map(deedOf), file).toEqual(steps.map(deedOf));
    count += 1;
  }
  expect(count).toBeGreaterThan(30);
});

test('a draft ends with the step that is asked for, and stands on lines of its own', () => {
  const text = textOf('585-write-into-a-discarded-cluster.yaml');
  const draft = draftOf(text, 3);
  expect(draftText(draft, "What's left")).toBe(
    [
      `purpose: "What's left"`,
      'groups: [rw]',
      'steps:',
      '  - create: 256k',
      '  - io: write -q -P 1 0 64k',
      '  - io: [discard -q 0 64k, write -q -P 4 128k 64k]',
      '    faults: { event: l2_update, errno: EIO }',
      '',
    ].join('\n'),
  );
});

test('what is no case makes none', () => {
  const draft = draftOf('purpose: p\nsteps: [create: 64k, check]\n', 2);
  const [create] = draft.steps;
  expect(caseOfDraft({ ...draft, steps: create ? [create] : [] }, '601')?.number).toBe('601');
  expect(caseOfDraft({ ...draft, steps: [] }, '601')).toBeUndefined();
});
