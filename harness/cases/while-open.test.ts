// Another program beside the one of a step, in the words of a case.
import { expect, test } from 'vitest';
import { loadCase } from './load.ts';

const HEAD = 'purpose: p\nsteps:\n';
const loaded = (steps: string, head = HEAD) => loadCase('601-some-case.yaml', head + steps);

test('an image alone is one that is written', () => {
  const found = loaded(
    '  - check\n    while-open: a\n  - info: { while-open: { image: b, readonly: on } }\n'.replace(
      'check\n   ',
      'check:\n   ',
    ),
  );
  const plain = { format: 'qcow2', isReadOnly: false, sharesAll: false };
  const needs = ['two-programs'];
  expect(found).toMatchObject({
    loaded: {
      steps: [
        { needs, whileOpen: { ...plain, image: 'a' } },
        { needs, whileOpen: { ...plain, image: 'b', isReadOnly: true } },
      ],
    },
  });
});

test.each([
  ['  - while-open: a\n', "3:5: 'while-open' is no step of its own"],
  ['  - check: { while-open: ../a }\n', "3:26: '../a' is not a plain file name"],
  ['  - check: { while-open: { readonly: on } }\n', "3:26: 'while-open' needs 'image'"],
  [
    '  - check: { while-open: { image: a, read-only: on } }\n',
    "3:38: unknown key 'read-only' in 'while-open' (did you mean 'readonly'?)",
  ],
])('%j is a mistake', (steps, problem) => {
  const found = loaded(steps);
  expect('problems' in found && found.problems.join('\n')).toContain(problem);
});
