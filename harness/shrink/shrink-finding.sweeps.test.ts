// Findings cut down: what is left still shows the same, is small, and is the same each time.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { caseWithOptions, takeNumberApart } from '../cases/with-options.ts';
import { TokenError } from '../explore/token-fit.ts';
import { WorkBudget } from '../oracle/work-budget.ts';
import { caseOfDraft, draftOf } from './draft.ts';
import { LastStep } from './last-step.ts';
import { type Shrinking, shrinkFinding, shrunkText, sizeOf } from './shrink-finding.ts';
import type { Signature } from './signature.ts';
import { readTrouble, type Trouble, troubleWord } from './trouble.ts';

const troubleOf = (word: string): Trouble => {
  const trouble = readTrouble(word);
  if (trouble === undefined) throw new Error(word);
  return trouble;
};

function textFor(word: string): string {
  const file = readdirSync('suites').find((name) => name.startsWith(word.slice(0, 3)));
  return readFileSync(`suites/${file}`, 'utf8');
}

function shrunk(word: string, calls?: number, work = Infinity): Shrinking | undefined {
  const budget = calls === undefined ? undefined : { calls, work };
  const search = shrinkFinding(textFor(word), troubleOf(word), budget);
  let step = search.next();
  while (step.done !== true) step = search.next();
  return step.value;
}

/** What the trouble shows in the case of that text, read anew. */
function shownIn(text: string, trouble: Trouble): Signature | undefined {
  const { number, step } = trouble.token;
  const apart = takeNumberApart(number);
  const testCase = apart && caseOfDraft(draftOf(text, step), apart.number);
  if (apart === undefined || testCase === undefined) return undefined;
  const last = new LastStep(caseWithOptions(testCase, apart.options), new WorkBudget(Infinity));
  try {
    return last.look(trouble);
  } finally {
    last.close();
  }
}

test.each([
  ['581/2/process/15/keep=4', 2],
  ['585/3/power/3/keep=1', 4],
])('%s keeps its signature, with at most %i commands', (word, most) => {
  const found = shrunk(word);
  if (found === undefined) throw new Error('nothing is broken');
  const before = shownIn(textFor(word), troubleOf(word));
  // The text alone has to show it, read as any case is.
  const again = troubleOf(troubleWord(found.trouble));
  expect(shownIn(shrunkText(found, word), again)).toEqual(before);
  expect(before).toBeDefined();
  expect(sizeOf(found.testCase).commands).toBeLessThanOrEqual(most);
});

test('is the same each time, and tries no more cases than it may', () => {
  const word = '585/3/power/3/keep=1';
  const [one, other] = [shrunk(word, 9), shrunk(word, 9)];
  expect(one?.calls).toBe(9);
  expect(one && shrunkText(one, word)).toBe(other && shrunkText(other, word));
});

test('tries nothing more once its work is spent', () => {
  const word = '585/3/power/3/keep=1';
  const [none, some] = [shrunk(word, 600, 1), shrunk(word, 600, 30_000)];
  expect(none).toMatchObject({ calls: 0, trouble: troubleOf(word) });
  expect(some?.calls).toBeGreaterThan(0);
  expect(some?.calls).toBeLessThan(shrunk(word)?.calls ?? 0);
});

test('what breaks nothing is not cut, and what fits nothing is told', () => {
  expect(shrunk('606/4/fault/io=1/errno=5/times=1/written=0/end')).toBeUndefined();
  expect(shrunk('606/1/power/0')).toBeUndefined();
  expect(() => shrunk('606/99/power/0')).toThrow(TokenError);
  // Within `fail-nth`, which is ended behind it.
  expect(shrunk('574/105/power/0')).toBeUndefined();
});
