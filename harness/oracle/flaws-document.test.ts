// FLAWS.md tells people what the table of known flaws tells sweeps: both name the same flaws.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../build/paths.mjs';
import { KNOWN_FLAWS } from './known-flaws.ts';

const text = readFileSync(join(root, 'harness/FLAWS.md'), 'utf8');
const rows = [...text.matchAll(/^\| (\d{3}) \| ([^|]+) \| yes [^|]+ \| [^|]+ \|$/gm)];
const told = new Map(rows.map(([, number, what]) => [Number(number), what]));

test('each known flaw has a row of its name', () => {
  expect(told.size).toBe(rows.length);
  expect(text.match(/^\| \d/gm)).toHaveLength(rows.length);
  for (const { name, case: number } of KNOWN_FLAWS) expect(told.get(number)).toBe(name);
});

test('each row names a case that exists, and is told of in one section', () => {
  const cases = readdirSync(join(root, 'suites')).map((name) => Number(name.slice(0, 3)));
  expect([...told.keys()].filter((number) => !cases.includes(number))).toEqual([]);
  const titles = [...text.matchAll(/^### ([\d, ]+): /gm)].flatMap(([, numbers = '']) =>
    numbers.split(', ').map(Number),
  );
  expect(titles.toSorted()).toEqual([...told.keys()].toSorted());
});
