// The table of mistakes as a whole: how many there are of which kind. A change that is asked of two
// cases stands in it twice, and counts once.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../build/paths.mjs';
import { applyMutation, MUTATION_KINDS } from './mutation.ts';
import { MUTATIONS } from './subjects/all.ts';

/** Mistakes by the text that their file becomes: those that are the same change once. */
const different = [
  ...new Map(
    MUTATIONS.map((one) => {
      const text = applyMutation(readFileSync(join(root, one.file), 'utf8'), one);
      return [`${one.file}\n${text}`, one];
    }),
  ).values(),
];

test('there are mistakes of every kind, forty and more that only a loss of power shows', () => {
  const countOf = (kind: string): number => different.filter((one) => one.kind === kind).length;
  for (const kind of MUTATION_KINDS) expect(countOf(kind), kind).toBeGreaterThan(0);
  expect(countOf('crash')).toBeGreaterThanOrEqual(40);
});

test('there are at least 125 different ones, each with a name of its own', () => {
  expect(different.length).toBeGreaterThanOrEqual(125);
  expect(new Set(MUTATIONS.map(({ name }) => name)).size).toBe(MUTATIONS.length);
});
