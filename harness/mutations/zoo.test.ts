// The table of mistakes as a whole: how many there are of which kind. A change that is asked of two
// cases stands in it twice, and counts once.
import { expect, test } from 'vitest';
import { differentChanges } from './different.ts';
import { MUTATION_KINDS } from './mutation.ts';
import { ZOO } from './subjects/zoo.ts';
import { judgeOf, median, zooJudges, zooLine, type ZooRow, zooSums } from './zoo-table.ts';

const kinds = differentChanges(ZOO).map(({ mutations: [first] }) => first?.kind);

test('there are mistakes of every kind, forty and more that only a loss of power shows', () => {
  const countOf = (wanted: string): number => kinds.filter((kind) => kind === wanted).length;
  for (const kind of MUTATION_KINDS) expect(countOf(kind), kind).toBeGreaterThan(0);
  expect(countOf('crash')).toBeGreaterThanOrEqual(40);
});

test('there are at least 150 different ones, each with a name of its own', () => {
  expect(kinds.length).toBeGreaterThanOrEqual(150);
  expect(new Set(ZOO.map(({ name }) => name)).size).toBe(ZOO.length);
});

test('the table has a line for each, and sums of what exploration met', () => {
  const mutation = {
    name: 'one too many',
    kind: 'plain',
    origin: 'off by one at a border',
    why: 'for the test',
    file: 'a.ts',
    find: 'a',
    replace: 'b',
    case: '121',
  } as const;
  const rows: readonly ZooRow[] = [
    { mutation, cases: ['121'], met: 'm3, end: text', took: 1234 },
    { mutation: { ...mutation, kind: 'tool' }, cases: undefined, met: undefined, took: 5000 },
  ];
  expect(rows.map(zooLine)).toEqual([
    'plain      one too many [off by one at a border]: case 121; m3, end: text, after 1.23 s',
    'tool       one too many [off by one at a border]: survived, after 5.00 s',
  ]);
  const sums = zooSums(rows).map((line) => line.split(/ {2,}/));
  expect(sums[1]).toEqual(['plain', '1', '1', '100.0 %', '1.23 s']);
  expect(sums[6]).toEqual(['tool', '1', '0', '0.0 %', '0.00 s']);
  expect(sums.at(-1)).toEqual(['all', '2', '1', '50.0 %', '1.23 s']);
  expect(median([])).toBe(0);
});

test('what met a mutation is a relation, a kind of sweep, or an end that did not come', () => {
  expect(judgeOf('m3, end: content: t.qcow2: the guest reads')).toBe('end: content');
  expect(judgeOf('m3, end: crash: no end after 300000 I/Os')).toBe('end: crash');
  expect(judgeOf('m3, strict end: space: t.qcow2')).toBe('strict end: space');
  expect(judgeOf('m3, strict faults of step 2: damage told, sound')).toBe('strict faults');
  expect(judgeOf('m12, crashes of step 4: power, written')).toBe('crashes');
  expect(judgeOf('r12, crashes of step 4: power, written')).toBe('crashes');
  expect(judgeOf('s7, orders of step 4: order, written')).toBe('orders');
  expect(judgeOf('no end after 400 s')).toBe('no end, or no program left');
  expect(judgeOf(undefined)).toBeUndefined();
  const [mutation] = ZOO;
  if (mutation === undefined) throw new Error('the zoo is empty');
  const row = (met: string): ZooRow => ({ mutation, cases: undefined, met, took: 1 });
  const rows = [row('m1, end: map: a'), row('m1, faults of step 1: b'), row('m2, end: map: c')];
  expect(zooJudges(rows).map((line) => line.split(/ {2,}/))).toEqual([
    ['end: map', '2'],
    ['faults', '1'],
  ]);
});
