// Steps within something that a later step ends: they are cut down as all others are, and what is
// still begun in what is left is ended there.
import { expect, test } from 'vitest';
import { caseOfDraft, draftOf, draftText } from './draft.ts';
import { shrinkFinding, shrunkText, sizeOf } from './shrink-finding.ts';
import { readTrouble } from './trouble.ts';

const HEAD = 'purpose: p\ngroups: [rw]\nengines: [native]\nreason: it fails by number\nsteps:\n';

/** The text of the steps that are left, and how many commands they have. */
function left(steps: readonly string[], token: string): readonly [string, number] {
  const trouble = readTrouble(token);
  if (trouble === undefined) throw new Error(token);
  const search = shrinkFinding(HEAD + steps.map((step) => `  - ${step}\n`).join(''), trouble);
  let step = search.next();
  while (step.done !== true) step = search.next();
  if (step.value === undefined) throw new Error('nothing is broken');
  const text = shrunkText(step.value, token);
  return [text.split('\nsteps:\n')[1] ?? '', sizeOf(step.value.testCase).commands];
}

test('a layer that the finding does not need goes, together with its end', () => {
  const [text, commands] = left(
    [
      'create: 256k',
      'io: write -q -P 1 0 64k',
      'fail-nth: { at: 1000 }',
      'io: [discard -q 0 64k, write -q -P 4 128k 64k]',
      'fail-nth: { at: off, may-not-fire: on }',
    ],
    '999/4/process/3/keep=1',
  );
  expect(text).not.toContain('fail-nth');
  expect(commands).toBe(4);
});

test('a layer that the finding needs stays, and is ended behind the last step', () => {
  const [text, commands] = left(
    ['create: 256k', 'fail-nth: { at: 12 }', 'io: write -q -P 1 0 64k', 'fail-nth: off'],
    '999/3/process/15/keep=4',
  );
  expect(text).toMatch(/ {2}- fail-nth: \{ at: 12 \}\n.*\n {2}- fail-nth: off\n {4}may-not-fire/);
  expect(commands).toBe(3);
});

test('a recording is no part of what is left', () => {
  const io = 'io: [write -q -P 1 0 64k, discard -q 0 64k, write -q -P 4 128k 64k]';
  const steps = ['create: 256k', 'crash-recorder: on', io, 'power-cut'];
  const [text, commands] = left(steps, '999/3/process/25/keep=7');
  expect(text).not.toMatch(/crash-recorder|power-cut/);
  expect(commands).toBe(4);
});

test('the judged step is the last one of the case, whatever ends something behind it', () => {
  const steps = '  - create: 64k\n  - fail-nth: 3\n  - check\n  - fail-nth: off\n';
  const draft = draftOf(HEAD + steps, 3);
  expect(caseOfDraft(draft, '999')?.steps.map(({ verb }) => verb)).toEqual([
    ...['create', 'fail-nth', 'check'],
  ]);
  expect(draftText(draft, 'p').trimEnd().split('\n').slice(-2)).toEqual([
    ...['  - fail-nth: off', '    may-not-fire: on'],
  ]);
  expect(draftOf(HEAD + steps, 4).tail).toEqual([]);
});
