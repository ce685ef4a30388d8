// The case that a token names, for the commands that take tokens.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadCase } from '../cases/load.ts';
import { RequestError } from '../cases/request-error.ts';
import type { TestCase } from '../cases/types.ts';
import { caseWithOptions, takeNumberApart } from '../cases/with-options.ts';
import { canBeSwept } from '../explore/instrumented-engine.ts';
import { TokenError } from '../explore/token-fit.ts';
import { isSystemError, systemErrorText } from '../host/system-error.ts';
import type { Source } from '../promote/source.ts';
import { askedCases } from './asked-cases.ts';
import { surveyProgram } from './survey-program.ts';

/** What is said of a word that is no token. */
export const noToken = (word: string): string => `'${word}' is no token of 'blkdrill explore'`;

/** The same with one that is. */
export const unlikeTokens = (word: string): string =>
  `${noToken(word)}; these look like 585/3/power/3/keep=1`;

/**
 * The case of that number, as tokens have it: with image options, or of a random case, or that of
 * the file. Throws RequestError.
 */
export const caseOf = (root: string, word: string, file?: string): TestCase =>
  sourceOf(root, word, file).testCase;

/** The same with the text of the case. */
export function sourceOf(root: string, word: string, file?: string): Source {
  const apart = takeNumberApart(word);
  if (apart === undefined) throw new RequestError([`'${word}' has an unknown image option`]);
  const { options, number } = apart;
  const { testCase, text } =
    file === undefined ? plainSourceOf(root, number) : sourceIn(file, number);
  return { testCase: caseWithOptions(testCase, options), text, options };
}

/** Whether a word is the number of a case that is made from it, and lies in no folder. */
export const isMadeNumber = (word: string): boolean => /^[mrs]\d{1,9}$/.test(word);

/** What such a number is that of, by its letter. */
const KINDS: Readonly<Record<string, string>> = {
  m: 'modelled case',
  r: 'random case',
  s: 'sequence',
};

/** The case that is made from such a number. Throws RequestError where it makes none. */
export function madeSourceOf(number: string): Pick<Source, 'testCase' | 'text'> {
  const what = KINDS[number.charAt(0)] ?? 'case';
  const made = surveyProgram(`a ${what}`).madeCase(number);
  if (made === undefined) throw new RequestError([`there is no ${what} ${number}`]);
  return made;
}

function plainSourceOf(root: string, number: string): Pick<Source, 'testCase' | 'text'> {
  if (isMadeNumber(number)) return madeSourceOf(number);
  const [testCase] = askedCases(root, { words: [number] }).cases;
  if (testCase === undefined || !canBeSwept(testCase)) {
    throw new RequestError([`case ${number} runs on no engine that can be swept`]);
  }
  return { testCase, text: readFileSync(join(root, testCase.file), 'utf8') };
}

/** A file of any name is read under this one. */
const READ_AS = 'suites/999-given.yaml';

function sourceIn(file: string, number: string): Pick<Source, 'testCase' | 'text'> {
  const text = textIn(file);
  const result = loadCase(READ_AS, text);
  if ('problems' in result) {
    throw new RequestError(result.problems.map((line) => line.replace(READ_AS, file)));
  }
  const testCase = { ...result.loaded, number, file };
  if (canBeSwept(testCase)) return { testCase, text };
  throw new RequestError([`the case in ${file} runs on no engine that can be swept`]);
}

function textIn(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new RequestError([`cannot read '${file}': ${systemErrorText(error)}`]);
  }
}

/** What `make` returns; that the token `word` does not fit its case becomes a RequestError. */
export function fitting<T>(word: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof TokenError)) throw error;
    throw new RequestError([`'${word}' does not fit its case: ${error.message}`]);
  }
}
