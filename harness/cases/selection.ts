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

const baseName = (path: string): string => path.split('/').at(-1) ?? path;

/** The files that one word means, or what is wrong with it. */
function pick(files: readonly CaseFile[], word: string): readonly CaseFile[] | string {
  const number = /^\d{1,3}$/.test(word) ? padded(word) : undefined;
  if (number !== undefined) {
    const found = files.filter((file) => file.number === number);
    const known = files.map((file) => file.number);
    return found.length > 0 ? found : `there is no case ${number}${didYouMean(number, known)}`;
  }
  const [, low, high] = /^(\d{1,3})-(\d{1,3})$/.exec(word) ?? [];
  if (low !== undefined && high !== undefined) {
    const [first, last] = [padded(low), padded(high)];
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
