// Each rule of goldens.ts, shown to find what breaks it and to leave alone what does not.
import { expect, test } from 'vitest';
import { unexplainedGoldens, unpairedGoldens } from './goldens.ts';

test('cases and goldens that belong together are left alone', () => {
  expect(unpairedGoldens(['026-errors.yaml'], ['026.out', '026.out.bad'])).toEqual([]);
});

test('a write log stands beside the golden of its case', () => {
  const golden = ['026.out', '026.io', '026.io.bad'];
  expect(unpairedGoldens(['026-errors.yaml'], golden)).toEqual([]);
  expect(unpairedGoldens([], ['026.io'])).toEqual(['golden/026.io: belongs to no case']);
});

test('goldens of variants belong to cases as well, beside the causes why they differ', () => {
  const golden = ['026.out', '11.1/026.out', '11.1/026.out.bad', '11.1/causes.json'];
  expect(unpairedGoldens(['026-errors.yaml'], golden)).toEqual([]);
  const [finding] = unpairedGoldens(['026-errors.yaml'], ['026.out', '11.1/027.out']);
  expect(finding).toBe('golden/11.1/027.out: belongs to no case');
});

test.each([
  [['026-errors.yaml'], [], 'suites/026-errors.yaml: no golden/026.out'],
  [[], ['026.out'], 'golden/026.out: belongs to no case'],
  [['026-a.yaml', '026-b.yaml'], ['026.out'], 'suites/026-b.yaml: number 026 is used twice'],
  [['26-errors.yml'], [], 'suites/26-errors.yml: not NNN-slug.yaml'],
  [[], ['notes.txt'], 'golden/notes.txt: belongs to no case'],
])('%j with %j is found', (suites, golden, finding) => {
  expect(unpairedGoldens(suites, golden)).toEqual([finding]);
});

test('a golden of a variant has a cause, and a cause has a golden', () => {
  const golden = ['533.out', '545.out', '545.io', '545.out.bad', 'causes.json'];
  expect(unexplainedGoldens('11.1', golden, ['533', '545'])).toEqual([]);
  expect(unexplainedGoldens('11.1', golden, ['533', '999'])).toEqual([
    'golden/11.1/545.out: no cause in golden/11.1/causes.json',
    'golden/11.1/causes.json: no golden/11.1/999.out',
  ]);
});
