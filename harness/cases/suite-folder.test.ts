// Selecting cases from a folder of files.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ALL_CASES } from './selection.ts';
import { RequestError } from './request-error.ts';
import { findCases, selectCases, takenNumbers } from './suite-folder.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'blkdrill-test-'));
  mkdirSync(join(root, 'suites'));
  put('501-one.yaml', 'purpose: one\ngroups: [rw, quick]\nsteps: [check]\n');
  put('502-two.yaml', 'purpose: two\ngroups: [rw]\nsteps: [check]\n');
});

afterEach(() => rmSync(root, { recursive: true }));

const put = (name: string, text: string): void => writeFileSync(join(root, 'suites', name), text);

const select = (words: string[], groups: string[] = [], excluded: string[] = []): string[] =>
  selectCases(root, { words, groups, excluded }).map(({ number }) => number);

const refusal = (
  words: string[],
  groups: string[] = [],
  excluded: string[] = [],
): readonly string[] => {
  try {
    select(words, groups, excluded);
  } catch (error) {
    if (error instanceof RequestError) return error.lines;
    throw error;
  }
  return [];
};

test('cases come in the order of their numbers, each once', () => {
  expect(select([])).toEqual(['501', '502']);
  expect(select(['502', '501', '502'])).toEqual(['501', '502']);
  expect(select([], ['quick'])).toEqual(['501']);
});

test('two groups are either of them, and a group may be left out', () => {
  put('503-three.yaml', 'purpose: three\ngroups: [quota]\nsteps: [check]\n');
  expect(select([], ['quota', 'quick'])).toEqual(['501', '503']);
  expect(select([], ['rw', 'quota'], ['quick'])).toEqual(['502', '503']);
  expect(select([], [], ['rw'])).toEqual(['503']);
  expect(refusal([], [], ['wr'])).toEqual(["unknown group 'wr' (did you mean 'rw'?)"]);
});

test('a case is known by number, range, name with and without number, and file', () => {
  put('510-one-more.yaml', 'purpose: ten\nsteps: [check]\n');
  expect(select(['501-509'])).toEqual(['501', '502']);
  expect(select(['502-999', '1-501'])).toEqual(['501', '502', '510']);
  expect(select(['one-more'])).toEqual(['510']);
  expect(select(['510-one-more'])).toEqual(['510']);
  expect(select(['suites/510-one-more.yaml', '501-one.yaml'])).toEqual(['501', '510']);
  expect(select(['./suites/510-one-more.yaml'])).toEqual(['510']);
  expect(refusal(['503-509', 'on', '501-two', 'suites/510-on-more.yaml'])).toEqual([
    'there is no case from 503 to 509',
    "there is no case 'on' (did you mean 'one'?)",
    "there is no case '501-two' (did you mean '502-two'?)",
    "there is no case 'suites/510-on-more.yaml' (did you mean '510-one-more'?)",
  ]);
});

test('what does not exist is refused, with the nearest that does', () => {
  expect(refusal(['503'])).toEqual(["there is no case 503 (did you mean '501'?)"]);
  expect(refusal([], ['quik'])).toEqual(["unknown group 'quik' (did you mean 'quick'?)"]);
});

test('a selection that leaves nothing is refused', () => {
  expect(refusal(['502'], ['rw'])).toEqual([]);
  put('503-three.yaml', 'purpose: three\ngroups: [quota]\nsteps: [check]\n');
  expect(refusal(['502', '503'], ['rw', 'quota'], ['rw', 'quota'])).toEqual([
    'the selection is empty: no case would run',
  ]);
});

test('a number that is used twice is refused whatever is selected', () => {
  put('501-uno.yaml', 'purpose: uno\nsteps: [check]\n');
  expect(refusal(['502'])).toEqual([
    'suites/501-uno.yaml:1:1: the number 501 is used twice, first by suites/501-one.yaml',
  ]);
});

test('a case file with a wrong name is not passed over', () => {
  put('5-five.yaml', 'purpose: five\nsteps: [check]\n');
  put('504.yml', 'purpose: four\nsteps: [check]\n');
  expect(refusal([])).toEqual([
    'suites/5-five.yaml:1:1: a case file is named NNN-some-words.yaml',
    'suites/504.yml:1:1: a case file is named NNN-some-words.yaml',
  ]);
});

/** Numbers of the cases that were found, and the files that were told and that hide one. */
function find(words: string[]): { found: string[]; told: string[]; hidden: readonly string[] } {
  const told: string[] = [];
  const tell = (problem: string): void => void told.push(problem.split(':')[0] ?? '');
  const { cases, hidden } = findCases(root, { ...ALL_CASES, words }, tell);
  return {
    found: cases.map(({ number }) => number),
    told,
    hidden: hidden.map((problem) => problem.split(':')[0] ?? ''),
  };
}

test('a file with a wrong name keeps no other case from being found', () => {
  put('five.yaml', 'purpose: five\nsteps: [check]\n');
  put('504_four.yml', 'purpose: four\nsteps: [check]\n');
  put('notes.txt', 'no case');
  put('505-five.yaml.orig', 'no case');
  const told = ['suites/504_four.yml', 'suites/five.yaml'];
  expect(find([])).toEqual({ found: ['501', '502'], told, hidden: told });
  expect(find(['501'])).toEqual({ found: ['501'], told, hidden: [] });
  expect(find(['501', '502-503'])).toEqual({ found: ['501', '502'], told, hidden: [] });
  expect(find(['502-504'])).toEqual({ found: ['502'], told, hidden: ['suites/504_four.yml'] });
});

test('a file with a wrong name may be the case that a number or a name means', () => {
  put('one.yaml', 'purpose: one\nsteps: [check]\n');
  put('2.yaml', 'purpose: two\nsteps: [check]\n');
  put('002-two.yaml', 'purpose: two\nsteps: [check]\n');
  expect(find(['one']).hidden).toEqual(['suites/one.yaml']);
  expect(find(['2']).hidden).toEqual(['suites/2.yaml']);
  expect(find(['002-two']).hidden).toEqual(['suites/2.yaml']);
  expect(find(['502']).hidden).toEqual([]);
});

test('cases with one number are found by nobody, and all others are', () => {
  put('501-uno.yaml', 'purpose: uno\nsteps: [check]\n');
  const told = ['suites/501-uno.yaml'];
  expect(find([])).toEqual({ found: ['502'], told, hidden: told });
  expect(find(['502'])).toEqual({ found: ['502'], told, hidden: [] });
  expect(() => find(['501'])).toThrow(RequestError);
});

test('numbers of files with wrong names are taken', () => {
  put('five.yaml', '');
  put('7.yaml', '');
  put('501-uno.yaml', '');
  expect([...new Set(takenNumbers(root))].toSorted()).toEqual(['007', '501', '502']);
});

test('the mistakes of all selected files are told together', () => {
  put('503-three.yaml', 'purpose: three\nsteps: [chek]\n');
  put('504-four.yaml', 'purpose: four\nsteps: [stta]\n');
  expect(refusal([])).toEqual([
    "suites/503-three.yaml:2:9: unknown step 'chek' (did you mean 'check'?)",
    "suites/504-four.yaml:2:9: unknown step 'stta' (did you mean 'stat'?)",
  ]);
  expect(select(['501'])).toEqual(['501']);
});

test('a case file that is a folder, or a link that leads nowhere, has a place as well', () => {
  mkdirSync(join(root, 'suites/503-folder.yaml'));
  symlinkSync('nowhere', join(root, 'suites/504-link.yaml'));
  const told = 'the file cannot be read';
  expect(refusal([])).toEqual([
    `suites/503-folder.yaml:1:1: ${told}: illegal operation on a directory (EISDIR)`,
    `suites/504-link.yaml:1:1: ${told}: no such file or directory (ENOENT)`,
  ]);
  expect(select(['501'])).toEqual(['501']);
});

test('a folder without cases is told', () => {
  rmSync(join(root, 'suites'), { recursive: true });
  expect(refusal([])).toEqual(['there is no folder suites/ here']);
});
