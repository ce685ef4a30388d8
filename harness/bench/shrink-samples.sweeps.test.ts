// One finding of each source cut down; a hundred of them: `npm run test:shrink`.
import { expect, test } from 'vitest';
import { root } from '../build/paths.mjs';
import { readTrouble } from '../shrink/trouble.ts';
import { samplesOf } from './shrink-samples.ts';
import { shrinkSample, shrunkLine, troublesIn } from './shrink-sizes.ts';

test.each(['random', 'sequence'] as const)('a finding of %s stays what it was', (source) => {
  const [sample] = samplesOf(source, root, 1);
  if (sample === undefined) throw new Error('nothing is drawn');
  const shrunk = shrinkSample(sample);
  expect(shrunk.isKept, shrunkLine(shrunk)).toBe(true);
  expect(shrunk.after.commands).toBeLessThan(shrunk.before.commands);
  expect(shrunk.troubles).toBe(1);
});

test('the same findings are drawn each time, each of a case of its own', () => {
  const tokens = (): readonly string[] =>
    [...samplesOf('sequence', root, 3)].map(({ token }) => token);
  expect(tokens()).toEqual(tokens());
  expect(new Set(tokens().map((token) => token.split('/')[0])).size).toBe(3);
});

test('several failures count as several, and one that lasts as one', () => {
  const countOf = (word: string): number | undefined => {
    const trouble = readTrouble(word);
    return trouble && troublesIn(trouble);
  };
  expect(countOf('585/2/fault/io=1/errno=5/times=3/written=0/end')).toBe(3);
  expect(countOf('585/2/fault/io=1/errno=5/times=0/written=0/end')).toBe(1);
  expect(countOf('585/2/fault/io=1/errno=5/times=1/written=0/end/then=2:5')).toBe(2);
  expect(countOf('585/3/power/3/keep=1')).toBe(1);
});
