// A hundred findings of all sources cut down: all of them stay what they were, and become small.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { median } from '../bench/median.ts';
import { type SampleSource, samplesOf, sweptSteps } from '../bench/shrink-samples.ts';
import { type Shrunk, shrinkSample, shrunkLine } from '../bench/shrink-sizes.ts';
import { root } from '../build/paths.mjs';
import { ALL_CASES } from '../cases/selection.ts';
import { selectCases } from '../cases/suite-folder.ts';
import { canBeSwept } from '../explore/instrumented-engine.ts';
import { differentChanges } from './different.ts';
import { Mutants } from './run.ts';
import { type NewsSubject, shrunkOf } from './shrink-news.ts';
import { ZOO } from './subjects/zoo.ts';

/** How many findings of each source. */
const COUNTS: readonly (readonly [SampleSource, number])[] = [
  ['numbered', 36],
  ['random', 22],
  ['sequence', 20],
  ['orders', 10],
];
const MUTANTS = 12;

/** Milliseconds after which a mutation is taken for one without end; another one is taken then. */
const DEADLINE = 120_000;

const all: Shrunk[] = [];

function take(shrunk: Shrunk): void {
  all.push(shrunk);
  process.stdout.write(`${shrunkLine(shrunk)}\n`);
}

test.each(COUNTS)('findings of %s: %i', (source, count) => {
  const before = all.length;
  for (const sample of samplesOf(source, root, count)) take(shrinkSample(sample));
  expect(all.length - before).toBe(count);
});

test(`findings on engines with a mistake in them: ${MUTANTS}`, async () => {
  const mutants = await Mutants.of('harness/mutations/shrink-news.ts', DEADLINE);
  try {
    const before = all.length;
    for (const { file, text, mutations } of differentChanges(ZOO)) {
      if (all.length - before === MUTANTS) break;
      const [mutation] = mutations;
      if (mutation?.kind !== 'crash' && mutation?.kind !== 'fault') continue;
      const [testCase] = selectCases(root, { ...ALL_CASES, words: [mutation.case] });
      if (testCase === undefined || !canBeSwept(testCase)) continue;
      const subject: NewsSubject = {
        case: testCase,
        text: readFileSync(join(root, testCase.file), 'utf8'),
        only: sweptSteps(testCase),
      };
      const { verdict, output } = await mutants.runChanged(subject, { file, text });
      expect(verdict, output).not.toBe('broken');
      if (verdict === 'red' && output.startsWith('{')) take(shrunkOf(output));
    }
    expect(all.length - before).toBe(MUTANTS);
  } finally {
    mutants.close();
  }
});

test('all of them keep their signature', () => {
  expect(all.length).toBe(100);
  expect(all.filter(({ isKept }) => !isKept).map(shrunkLine)).toEqual([]);
});

test('the median has at most 4 commands, and one fault or crash', () => {
  expect(median(all.map(({ after }) => after.commands))).toBeLessThanOrEqual(4);
  expect(median(all.map(({ troubles }) => troubles))).toBe(1);
});

test('each takes at most 10 s of processor time', () => {
  expect(all.filter(({ seconds }) => seconds > 10).map(shrunkLine)).toEqual([]);
});
