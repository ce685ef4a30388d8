// Fault layers in the words of a case.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadCase } from './load.ts';

const HEAD = 'purpose: p\nengines: [native]\nreason: layers\nsteps:\n';
const loaded = (steps: string) => loadCase('601-some-case.yaml', HEAD + steps);

test('layers are switched on, anew and off', () => {
  const found = loaded(`  - fail-nth: 3
    errno: ENOSPC
  - fail-nth: { at: 1, kinds: [read, flush], sticky: on, touching: 4k }
  - fail-nth: off
    may-not-fire: on
  - quota: 1M
`);
  expect(found).toMatchObject({
    loaded: {
      steps: [
        { verb: 'fail-nth', body: { options: { at: 3, errno: 28 }, mayNotFire: false } },
        { body: { options: { at: 1, kinds: ['read', 'flush'], sticky: true, touching: 4096 } } },
        { body: { options: undefined, mayNotFire: true } },
        { verb: 'quota', body: { options: { bytes: 2 ** 20 } } },
      ],
    },
  });
});

test('the example of the README is a case, and its first two steps say the same', () => {
  const readme = readFileSync(join(import.meta.dirname, '..', 'README.md'), 'utf8');
  const [, example = ''] = /```yaml\n([^`]*- fail-nth: \{ at: 3[^`]*)```/.exec(readme) ?? [];
  const found = loaded(`${example}  - fail-nth: off\n`);
  expect(found).toMatchObject({
    loaded: {
      steps: [
        { body: { options: { at: 3, sticky: true } } },
        { body: { options: { at: 3, sticky: true } } },
        { body: { options: { at: 1, kinds: ['write'], written: 300 } } },
        { body: { options: { at: 2, kinds: ['write', 'flush'], errno: 28 } } },
        { body: { options: undefined } },
      ],
    },
  });
});

describe('mistakes are told with line and column', () => {
  test.each([
    ['  - fail-nth: -1\n', "5:15: '-1' is not a whole number (from 0)"],
    ['  - fail-nth: { errno: EIO }\n', "5:5: 'fail-nth' needs 'at'"],
    ['  - fail-nth: { at: 1, often: on }\n', "5:24: unknown key 'often' in 'fail-nth'"],
    [
      '  - fail-nth: { at: 1, kinds: [read, wirte] }\n',
      "5:38: unknown word 'wirte' (did you mean 'write'?)",
    ],
    [
      '  - fail-nth: 3\n  - fail-nth: off\n  - fail-nth: 4\n',
      "7:1: 'fail-nth: off' is missing: only then it tells what it did",
    ],
  ])('%j', (steps, problem) => {
    expect(loaded(steps)).toEqual({ problems: [`601-some-case.yaml:${problem}`] });
  });
});
