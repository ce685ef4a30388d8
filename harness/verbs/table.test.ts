// The vocabulary as it is told to people: the README's table is checked against the table of verbs.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { enginesWith } from '../engines/registry.ts';
import { VERBS } from './table.ts';

const readme = readFileSync(join(import.meta.dirname, '..', 'README.md'), 'utf8');

/** The rows of the table of verbs: the verbs of a row, and the whole row. */
const rows = readme
  .slice(readme.indexOf('| verb | main value | options |'))
  .split('\n\n')[0]
  ?.split('\n')
  .slice(2)
  .map((row) => {
    const [first = ''] = row.split('|').slice(1);
    return { names: [...first.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ''), row };
  });

const rowOf = (name: string): string => rows?.find(({ names }) => names.includes(name))?.row ?? '';

test('every verb has a row in the README, and every row has a verb', () => {
  expect(rows?.flatMap(({ names }) => names).toSorted()).toEqual([...VERBS.keys()].toSorted());
});

test.each([...VERBS.values()])('the row of $name names its options', (verb) => {
  const row = rowOf(verb.name);
  const own = Object.keys(verb.fields).filter((field) => field !== verb.main);
  const untold = own.filter((field) => !new RegExp(`\`[^\`]*\\b${field}\\b[^\`]*\``).test(row));
  expect(untold).toEqual([]);
  expect(row.includes('faults')).toBe(verb.tool !== undefined && verb.faults !== undefined);
  const isOnlyOurs = enginesWith(verb.needs ?? []).length === 1;
  expect(/native only/.test(row)).toBe(
    isOnlyOurs || Object.values(verb.fields).some(({ needs }) => needs),
  );
});

test.each([...VERBS.values()])('the row of $name calls its main value by its name', (verb) => {
  const [, main = ''] = rowOf(verb.name).split('|').slice(1);
  if (verb.main === undefined) expect(main.trim()).toBe('–');
  else if (verb.isMainMap !== true) expect(main.startsWith(` \`${verb.main}\``), main).toBe(true);
});

test('every verb says what it does, in a sentence', () => {
  for (const { name, description } of VERBS.values()) {
    expect(description, name).toMatch(/^[A-Z].*\.$/s);
  }
});
