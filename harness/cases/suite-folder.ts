// The folder of case files: what lies in it, and which cases a request selects.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadCase, parseCaseName } from './load.ts';
import { didYouMean } from './problem.ts';
import { RequestError } from './request-error.ts';
import type { Case } from './types.ts';

/** A case file that was not read yet. */
export interface CaseFile {
  readonly number: string;
  readonly slug: string;
  /** As messages name it. */
  readonly file: string;
}

/** Which cases a request is about. */
export interface Selection {
  /** Numbers as the user wrote them; empty: all. */
  readonly numbers: readonly string[];
  readonly groups: readonly string[];
}

/**
 * The case files below `root`/suites in the order of their numbers. Throws RequestError when the
 * folder is missing, a file has a name that no case has, or a number is used twice.
 */
export function listCaseFiles(root: string): readonly CaseFile[] {
  let names: string[];
  try {
    names = readdirSync(join(root, 'suites'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new RequestError(['there is no folder suites/ here']);
  }
  const problems: string[] = [];
  const files = new Map<string, CaseFile>();
  for (const name of names.toSorted()) {
    const file = `suites/${name}`;
    const parsed = parseCaseName(name);
    if (parsed === undefined) {
      const isCase = /\.ya?ml$/i.test(name);
      if (isCase) problems.push(`${file}:1:1: a case file is named NNN-some-words.yaml`);
      continue;
    }
    const first = files.get(parsed.number);
    if (first !== undefined) {
      const twice = `the number ${parsed.number} is used twice, first by ${first.file}`;
      problems.push(`${file}:1:1: ${twice}`);
    }
    files.set(parsed.number, { ...parsed, file });
  }
  if (problems.length > 0) throw new RequestError(problems);
  return [...files.values()];
}

function pickNumbers(files: readonly CaseFile[], numbers: readonly string[]): readonly CaseFile[] {
  const known = new Map(files.map((file) => [file.number, file]));
  const wanted = new Set(numbers.map((number) => number.padStart(3, '0')));
  const missing = [...wanted].filter((number) => !known.has(number));
  if (missing.length > 0) {
    throw new RequestError(
      missing.map((number) => `there is no case ${number}${didYouMean(number, known.keys())}`),
    );
  }
  return files.filter(({ number }) => wanted.has(number));
}

/**
 * The cases that `selection` asks for, in the order of their numbers. Throws RequestError when a
 * case file is wrong, when a number or group does not exist, and when nothing is left.
 */
export function selectCases(root: string, selection: Selection): readonly Case[] {
  const files = listCaseFiles(root);
  const picked = selection.numbers.length === 0 ? files : pickNumbers(files, selection.numbers);
  const problems: string[] = [];
  const cases: Case[] = [];
  for (const { file } of picked) {
    const result = loadCase(file, readFileSync(join(root, file), 'utf8'));
    if ('problems' in result) problems.push(...result.problems);
    else cases.push(result.loaded);
  }
  if (problems.length > 0) throw new RequestError(problems);
  const groups = new Set(cases.flatMap((found) => found.groups));
  const unknown = selection.groups.filter((group) => !groups.has(group));
  if (unknown.length > 0) {
    throw new RequestError(
      unknown.map((group) => `no case is in the group '${group}'${didYouMean(group, groups)}`),
    );
  }
  const inGroups = (found: Case) => selection.groups.every((group) => found.groups.includes(group));
  const selected = cases.filter(inGroups);
  if (selected.length === 0) throw new RequestError(['the selection is empty: no case would run']);
  return selected;
}
