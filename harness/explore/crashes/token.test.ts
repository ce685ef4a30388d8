// Tokens say what they were made of, and the state that they name is made again.
import { expect, test } from 'vitest';
import { loadCase } from '../../cases/load.ts';
import type { TestCase } from '../../cases/types.ts';
import { crashSteps } from './crash-job.ts';
import { TokenError } from '../token-fit.ts';
import { replayCrash } from './replay-crash.ts';
import { parseToken } from './token.ts';

function load(steps: string): TestCase {
  const result = loadCase('suites/601-x.yaml', `purpose: p\nsteps:\n${steps}`);
  if ('problems' in result) throw new Error(result.problems.join('\n'));
  return result.loaded;
}

/** A snapshot that is being made contradicts its flags for a moment. */
const CASE = load(`  - create: { size: 1M }
  - io: write -P 1 0 64k
  - snapshot: create one
`);

const job = { kind: 'crashes', case: CASE, seed: 1, distinct: 500, deadline: 1 } as const;

test('tokens are read as they are written, and nothing else is', () => {
  expect(parseToken('121/17/power/37/keep=3,5/torn=5:0-512/grown=6')).toEqual({
    number: '121',
    step: 17,
    cause: 'power',
    moment: 37,
    kept: [3, 5],
    torn: { change: 5, from: 0, to: 512 },
    grown: 6,
  });
  expect(parseToken('121/17/process/0')).toMatchObject({ kept: [], torn: undefined });
  expect(parseToken('r1234/17/process/0')).toMatchObject({ number: 'r1234', step: 17 });
  for (const text of ['', '121', '121/x/power/1', '121/1/power/1/keep=', '121/1/fire/1']) {
    expect(parseToken(text)).toBeUndefined();
  }
});

test('any number of parts finds the same', () => {
  const whole = crashSteps({ ...job, part: 0, parts: 1 });
  const parts = [0, 1, 2].flatMap((part) => crashSteps({ ...job, part, parts: 3 }));
  expect(parts.sort((a, b) => a.step - b.step)).toEqual(whole);
  expect(crashSteps({ ...job, part: 0, parts: 1 })).toEqual(whole);
});

test('steps that nobody asks for are run and not swept', () => {
  const whole = crashSteps({ ...job, part: 0, parts: 1 });
  const some = crashSteps({ ...job, part: 0, parts: 1, only: [2] });
  expect(some).toEqual(whole.filter(({ step }) => step === 2));
});

test('a step that crashes by itself is told, and ends no sweep in silence', () => {
  const [first, second, third] = CASE.steps;
  if (!first || !second || !third) throw new Error('it has three steps');
  const steps = [first, { ...second, verb: 'nothing' }, third];
  const whole = { ...job, case: { ...CASE, steps }, part: 0, parts: 1 };
  expect(crashSteps({ ...whole, only: [1] })).toHaveLength(0);
  expect(() => crashSteps({ ...whole, only: [3] })).toThrow(
    "suites/601-x.yaml:4: io: write -P 1 0 64k: it crashes: there is no verb 'nothing'",
  );
});

test('the state of a token breaks the promises that the sweep says, and its story is told', () => {
  const found = crashSteps({ ...job, part: 0, parts: 1 }).flatMap(({ classes }) => classes);
  expect(found.length).toBeGreaterThan(0);
  for (const { name, token, violations } of found) {
    const read = parseToken(token);
    if (read === undefined) throw new Error(token);
    const story = replayCrash(CASE, read);
    expect(story.name).toBe(name);
    expect(story.violations).toEqual(violations);
    expect(story.changes.some(({ fate }) => fate === 'on the disk')).toBe(true);
    expect(story.inevitable).toBeDefined();
    expect(story.changes.find(({ change }) => change.number === story.inevitable)?.fate).not.toBe(
      'lost',
    );
    const places = story.clusters.map(({ file, number }) => `${number} of ${file}`);
    expect(new Set(places).size).toBe(places.length);
    expect(story.files.has('t.qcow2')).toBe(true);
  }
});

test('a state without a broken promise tells so', () => {
  const token = parseToken('601/2/process/2');
  if (token === undefined) throw new Error('no token');
  const story = replayCrash(CASE, token);
  expect(story).toMatchObject({ violations: [], inevitable: undefined, cluster: undefined });
});

test('a token of another case is told what does not fit', () => {
  const replay = (text: string) => () => {
    const token = parseToken(text);
    if (token === undefined) throw new Error('no token');
    return replayCrash(CASE, token);
  };
  expect(replay('601/9/power/1')).toThrow(new TokenError('case 601 has 3 steps'));
  expect(replay('601/2/power/9999')).toThrow(/^the step has \d+ moments, not 9999$/);
  expect(replay('601/2/power/1/keep=77')).toThrow('change 77 is not pending then');
});
