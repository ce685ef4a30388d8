// Random cases, surveys and soaks are a program of their own, as generators of random values are
// large. A package has none.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { RequestError } from '../cases/request-error.ts';
import type { RandomTest } from '../fuzz/random-test.ts';
import type { Request } from './command.ts';

const PROGRAM = new URL('./survey.cjs', import.meta.url);

/** What the program can do. */
export interface SurveyProgram {
  survey(request: Request, root: string): Promise<number | readonly string[]>;
  soak(request: Request): Promise<number | readonly string[]>;
  corpus(request: Request, root: string): number | readonly string[];
  madeCase(number: string): RandomTest | undefined;
}

/** Loads it. Throws RequestError, with `who` needs it, where there is none. */
export function surveyProgram(who: string): SurveyProgram {
  if (!existsSync(PROGRAM)) {
    throw new RequestError([`${who} needs a checkout: it is no part of the package`]);
  }
  return createRequire(import.meta.url)(fileURLToPath(PROGRAM)) as SurveyProgram;
}
