// Which cases a request is about: numbers, ranges, names and files, groups and what is left out.
import { didYouMean } from '../shapes/problem.ts';
import { GROUPS } from './groups.ts';
import { RequestError } from './request-error.ts';

/** A case file that was not read yet. */
export interface CaseFile {
  readonly number: string;
  readonly slug: string;
  /** As messages name it. */
  readonly file: string;
}

/** What a user selects by. */
export interface Selection {
  /**
   * As the user wrote them: '121', '501-510', 'some-words', '121-some-words',
   * 'suites/121-some-words.yaml'; none: all cases.
   */
  readonly words: readonly string[];
  /** Cases of any of these; none: of all groups. */
  readonly groups: readonly string[];
  /** Cases of none of these. */
  readonly excluded: readonly string[];
}

/** Every case. */
export const ALL_CASES: Selection = { words: [], groups: [], excluded: [] };

const padded = (number: string): string => number.padStart(3, '0');

/** A slug without its number. */
const wordsOf = (slug: string): string => slug.slice(4);

/** A path without its folders. */
export const baseName = (path: string): string => path.split('/').at(-1) ?? path;

/** The first and the last number of a range, padded; undefined: the word is none. */
function rangeOf(word: string): readonly [first: string, last: string] | undefined {
  const [, low, high] = /^(\d{1,3})-(\d{1,3})$/.exec(word) ?? [];
  return low === undefined || high === undefined ? undefined : [padded(low), padded(high)];
}

/** The files that one word means, or what is wrong with it. */
function pick(files: readonly CaseFile[], word: string): readonly CaseFile[] | string {
  const number = /^\d{1,3}$/.test(word) ? padded(word) : undefined;
  if (number !== undefined) {
    const found = files.filter((file) => file.number === number);
    const known = files.map((file) => file.number);
    return found.length > 0 ? found : `there is no case ${number}${didYouMean(number, known)}`;
  }
  const range = rangeOf(word);
  if (range !== undefined) {
    const [first, last] = range;
    const found = files.filter((file) => file.number >= first && file.number <= last);
    return found.length > 0 ? found : `there is no case from ${first} to ${last}`;
  }
  const isPath = word.includes('/') || /\.ya?ml$/.test(word);
  const name = isPath ? baseName(word).replace(/\.ya?ml$/, '') : word;
  const found = files.filter(({ slug }) => slug === name || wordsOf(slug) === name);
  if (found.length > 0) return found;
  const isNumbered = /^\d{3}-/.test(name);
  const known = files.map(({ slug }) => (isNumbered ? slug : wordsOf(slug)));
  return `there is no case '${word}'${didYouMean(name, known)}`;
}

/**
 * The files that `words` mean, in the order of their numbers, each once. Throws RequestError where
 * a word means none.
 */
export function pickFiles(
  files: readonly CaseFile[],
  words: readonly string[],
): readonly CaseFile[] {
  if (words.length === 0) return files;
  const picked = words.map((word) => pick(files, word));
  const problems = picked.filter((found) => typeof found === 'string');
  if (problems.length > 0) throw new RequestError(problems);
  const wanted = new Set(picked.flat());
  return files.filter((file) => wanted.has(file));
}

/**
 * Whether `words` may mean a file that has not the name of a case: all cases do, and so does its
 * number, a range around that, or its name.
 */
export function mayBeMeant(
  { file, number }: { readonly file: string; readonly number: string | undefined },
  words: readonly string[],
): boolean {
  if (words.length === 0) return true;
  const bare = (path: string): string => baseName(path).replace(/\.ya?ml$/i, '');
  return words.some((word) => {
    if (bare(word) === bare(file)) return true;
    const [first, last] = rangeOf(word) ?? [];
    if (number === undefined) return false;
    if (first !== undefined && last !== undefined) return number >= first && number <= last;
    const [digits] = /^\d{1,3}(?!\d)/.exec(baseName(word)) ?? [];
    return digits !== undefined && padded(digits) === number;
  });
}

/** Throws RequestError where one of `groups` is not in the list of groups. */
export function checkGroups(groups: readonly string[]): void {
  const known = Object.keys(GROUPS);
  const unknown = groups.filter((group) => !known.includes(group));
  if (unknown.length === 0) return;
  throw new RequestError(
    unknown.map((group) => `unknown group '${group}'${didYouMean(group, known)}`),
  );
}

/** Whether a case with these groups is selected. */
export const isInGroups = (
  own: readonly string[],
  { groups, excluded }: Pick<Selection, 'groups' | 'excluded'>,
): boolean =>
  (groups.length === 0 || groups.some((group) => own.includes(group))) &&
  !excluded.some((group) => own.includes(group));
