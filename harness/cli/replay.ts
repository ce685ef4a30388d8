// What `blkdrill replay` does.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RequestError } from '../cases/request-error.ts';
import { ALL_CASES } from '../cases/selection.ts';
import { selectCases } from '../cases/suite-folder.ts';
import { canBeCrashed } from '../explore/crashes/crash-job.ts';
import { replayCrash, TokenError } from '../explore/crashes/replay-crash.ts';
import { parseToken } from '../explore/crashes/token.ts';
import { storyLines } from '../report/crash-table.ts';
import type { Request } from './command.ts';

/** Tells the story of the token; returns the exit status. */
export function replay(request: Request, root: string): number {
  const [word = ''] = request.words;
  const token = parseToken(word);
  if (token === undefined) {
    throw new RequestError([`'${word}' is no token of 'blkdrill explore --crashes'`]);
  }
  const [testCase] = selectCases(root, { ...ALL_CASES, words: [token.number] });
  if (testCase === undefined || !canBeCrashed(testCase)) {
    throw new RequestError([`case ${token.number} runs on no engine that can be crashed`]);
  }
  try {
    const story = replayCrash(testCase, token);
    process.stdout.write(`${storyLines(testCase, token, story).join('\n')}\n`);
    const folder = request.last('keep');
    if (folder !== undefined) keep(folder, story.files);
    return story.violations.length === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof TokenError)) throw error;
    throw new RequestError([`'${word}' does not fit case ${token.number}: ${error.message}`]);
  }
}

function keep(folder: string, files: ReadonlyMap<string, Uint8Array>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes);
  process.stdout.write(`the files are in ${folder}\n`);
}
