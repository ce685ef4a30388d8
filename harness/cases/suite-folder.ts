// The folder of case files: what lies in it, and which cases a request selects.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { whySpecial } from '../host/special-file.ts';
import { isSystemError, systemErrorText } from '../host/system-error.ts';
import { loadCase, type LoadResult, parseCaseName } from './load.ts';
import { RequestError } from './request-error.ts';
import {
  baseName,
  type CaseFile,
  checkGroups,
  isInGroups,
  mayBeMeant,
  pickFiles,
  type Selection,
} from './selection.ts';
import type { TestCase } from './types.ts';

/** A file in suites/ that may be a case, and that no request can mean. */
export interface Stray {
  /** As messages name it. */
  readonly file: string;
  /** Of a case, as far as its name tells; undefined: the name has none. */
  readonly number: string | undefined;
  /** What is wrong with it, with its place. */
  readonly problem: string;
}

/** What lies in suites/. Files that are not YAML by their names are no cases, and not looked at. */
interface SuiteFolder {
  /** In the order of their numbers. */
  readonly files: readonly CaseFile[];
  /** In the order of their names. */
  readonly strays: readonly Stray[];
}

function namesIn(root: string): readonly string[] {
  try {
    return readdirSync(join(root, 'suites')).toSorted();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const isMissing = error.code === 'ENOENT';
    const reason = `suites/ cannot be read: ${systemErrorText(error)}`;
    throw new RequestError([isMissing ? 'there is no folder suites/ here' : reason]);
  }
}

/**
 * Takes the folder below `root` apart. Of cases with one number all but the first are strays, and
 * the first is no case either: nobody knows whose the golden is. Throws RequestError when there is
 * no folder that can be read.
 */
function readSuiteFolder(root: string): SuiteFolder {
  const files = new Map<string, CaseFile>();
  const strays: Stray[] = [];
  for (const name of namesIn(root)) {
    const file = `suites/${name}`;
    const parsed = parseCaseName(name);
    if (parsed === undefined) {
      const isCase = /\.ya?ml$/i.test(name);
      const [digits] = /^\d{1,3}(?!\d)/.exec(name) ?? [];
      const problem = `${file}:1:1: a case file is named NNN-some-words.yaml`;
      if (isCase) strays.push({ file, number: digits?.padStart(3, '0'), problem });
      continue;
    }
    const { number } = parsed;
    const first = files.get(number);
    if (first === undefined) {
      files.set(number, { ...parsed, file });
      continue;
    }
    const twice = `the number ${number} is used twice, first by ${first.file}`;
    strays.push({ file, number, problem: `${file}:1:1: ${twice}` });
  }
  const isTwice = new Set(strays.filter((one) => isNumbered(one)).map(({ number }) => number));
  return { files: [...files.values()].filter(({ number }) => !isTwice.has(number)), strays };
}

/** Whether it has the name of a case. */
const isNumbered = ({ file }: Stray): boolean => parseCaseName(baseName(file)) !== undefined;

/** Numbers that are taken in `root`/suites, in any order. Throws RequestError as selectCases(). */
export function takenNumbers(root: string): readonly string[] {
  const { files, strays } = readSuiteFolder(root);
  return [...files, ...strays].flatMap(({ number }) => number ?? []);
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

/** Cases that were asked for. */
export interface FoundCases {
  /** In the order of their numbers. */
  readonly cases: readonly TestCase[];
  /** Problems of strays that may be cases that were asked for. */
  readonly hidden: readonly string[];
}

/**
 * The cases that `selection` asks for, whatever else lies in the folder: `tell` gets the problem of
 * every stray, before anything is thrown. Throws RequestError when a case file that is asked for is
 * wrong, when a word or group selects nothing, and when no case is left.
 */
export function findCases(
  root: string,
  selection: Selection,
  tell: (problem: string) => void,
): FoundCases {
  const { files, strays } = readSuiteFolder(root);
  for (const { problem } of strays) tell(problem);
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
  const hidden = strays.filter((stray) => mayBeMeant(stray, selection.words));
  return { cases: selected, hidden: hidden.map(({ problem }) => problem) };
}

/**
 * The same, all or nothing: throws RequestError also when a file has a name that no case has, or a
 * number is used twice.
 */
export function selectCases(root: string, selection: Selection): readonly TestCase[] {
  const { strays } = readSuiteFolder(root);
  if (strays.length > 0) throw new RequestError(strays.map(({ problem }) => problem));
  return findCases(root, selection, () => {}).cases;
}
