// The order of writes of a case's images, in the case and in its number.
import { expect, test } from 'vitest';
import { knownFlaws } from '../faults/step-flaws.ts';
import { loadCase } from './load.ts';
import { caseWithOptions, STRICT, takeNumberApart } from './with-options.ts';

const load = (head: string) =>
  loadCase('601-some-case.yaml', `purpose: p\n${head}steps:\n  - create: 1M\n  - io: flush\n`);
const NATIVE = 'engines: [native]\nreason: ours alone\n';

test('all steps of a strict case are strict, and of others none is', () => {
  expect(load(`${NATIVE}crash-safety: strict\n`)).toMatchObject({
    loaded: { steps: [{ crashSafety: 'strict' }, { crashSafety: 'strict' }] },
  });
  const plain = load('');
  if ('problems' in plain) throw new Error(plain.problems.join());
  expect(plain.loaded.steps.map((step) => 'crashSafety' in step)).toEqual([false, false]);
  const strict = caseWithOptions(plain.loaded, [STRICT]);
  expect(strict.number).toBe('601,crash_safety=strict');
  expect(takeNumberApart(strict.number)?.options).toEqual([STRICT]);
  expect(strict.steps.map(({ crashSafety }) => crashSafety)).toEqual(['strict', 'strict']);
});

test('no flaw of QEMU explains what a strict step breaks', () => {
  const plain = load('');
  if ('problems' in plain) throw new Error(plain.problems.join());
  const [, io] = plain.loaded.steps;
  if (io === undefined) throw new Error('the case has two steps');
  expect(knownFlaws(io, 'fault', [])).toEqual([]);
  expect(knownFlaws({ ...io, crashSafety: 'strict' }, 'fault', [])).toBeUndefined();
});

test('mistakes are told with line and column', () => {
  expect(load('crash-safety: strict\n')).toEqual({
    problems: ["601-some-case.yaml:2:1: 'crash-safety' needs 'engines: [native]' and a reason"],
  });
  expect(load(`${NATIVE}crash-safety: strickt\n`)).toEqual({
    problems: [
      "601-some-case.yaml:4:15: unknown order of writes 'strickt' (did you mean 'strict'?)",
    ],
  });
});
