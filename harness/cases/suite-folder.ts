// The folder of case files: what lies in it, and which cases a request selects.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { whySpecial } from '../host/special-file.ts';
import { isSystemError, systemErrorText } from '../host/system-error.ts';
import { loadCase, type LoadResult, parseCaseName } from './load.ts';
import { RequestError } from './request-error.ts';
import { type CaseFile, checkGroups, isInGroups, pickFiles, type Selection } from './selection.ts';
import type { TestCase } from './types.ts';

/**
 * The case files below `root`/suites in the order of their numbers. Throws RequestError when the
 * folder is missing, a file has a name that no case has, or a number is used twice.
 */
export function listCaseFiles(root: string): readonly CaseFile[] {
  let names: string[];
  try {
    names = readdirSync(join(root, 'suites'));
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const isMissing = error.code === 'ENOENT';
    const reason = `suites/ cannot be read: ${systemErrorText(error)}`;
    throw new RequestError([isMissing ? 'there is no folder suites/ here' : reason]);
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

function readCase(root: string, file: string): LoadResult {
  const unread = (reason: string): LoadResult => ({
    problems: [`${file}:1:1: the file cannot be read: ${reason}`],
  });
  try {
    const path = join(root, file);
    const special = whySpecial(path);
    return special === undefined ? loadCase(file, readFileSync(path, 'utf8')) : unread(special);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return unread(systemErrorText(error));
  }
}

/**
 * The cases that `selection` asks for, in the order of their numbers. Throws RequestError when a
 * case file is wrong, when a word or group selects nothing, and when no case is left.
 */
export function selectCases(root: string, selection: Selection): readonly TestCase[] {
  const files = listCaseFiles(root);
  const picked = pickFiles(files, selection.words);
  const problems: string[] = [];
  const cases: TestCase[] = [];
  for (const { file } of picked) {
    const result = readCase(root, file);
    if ('problems' in result) problems.push(...result.problems);
    else cases.push(result.loaded);
  }
  if (problems.length > 0) throw new RequestError(problems);
  checkGroups([...selection.groups, ...selection.excluded]);
  const selected = cases.filter(({ groups }) => isInGroups(groups, selection));
  if (selected.length === 0) throw new RequestError(['the selection is empty: no case would run']);
  return selected;
}
