// What `blkdrill promote` does: the case of a token, its golden and its write log are written.
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loadCase } from '../cases/load.ts';
import { RequestError } from '../cases/request-error.ts';
import { schemaReference } from '../cases/schema-reference.ts';
import type { TestCase } from '../cases/types.ts';
import { engineNamed, enginesWith } from '../engines/registry.ts';
import { GoldenError, goldenFile, writeGolden } from '../golden/golden-folder.ts';
import { draftText, NoCase } from '../promote/draft.ts';
import type { Promoted } from '../promote/fault-case.ts';
import { numberOfToken, promote } from '../promote/promote.ts';
import type { EngineChoice } from '../run/job.ts';
import { type CaseRun, transcriptOf, writeLogOf } from '../run/outcome.ts';
import { runCase } from '../run/run-case.ts';
import type { Request } from './command.ts';
import { exportFinding } from './export-finding.ts';
import { nextNumber, slugWords } from './new-case.ts';
import { otherEngine } from './other-engine.ts';
import { fitting, sourceOf, unlikeTokens } from './token-case.ts';

/** A number and the words of a file name, and what stands in the file. */
interface CaseFile {
  readonly file: string;
  readonly text: string;
  readonly testCase: TestCase;
}

/**
 * Makes a case of the token, and writes it below `root` with its golden; returns the exit status.
 * Throws RequestError where that cannot be; nothing is written then, or the file that is told.
 */
export function promoteToken(request: Request, root: string): number {
  const [word = ''] = request.words;
  const other = otherEngine(request.last('engine'));
  if (other !== undefined && request.has('export')) {
    throw new RequestError(["'--export' is for the real tools, and does not go with '--engine'"]);
  }
  const promoted = promotedOf(word, root, request.last('case'), other);
  const made = caseFileOf(promoted, root);
  const run = runOnce(made.testCase);
  const write = (text: string): void => void process.stdout.write(text);
  const folder = request.last('export');
  if (folder !== undefined) {
    const said = asCase(word, () => exportFinding(promoted, resolve(root, folder)));
    write(said === undefined ? `${folder} (not tried: no qemu-img here)\n` : `${folder}\n${said}`);
    return 0;
  }
  if (request.has('print')) {
    write(made.text);
    return 0;
  }
  const { number } = made.testCase;
  try {
    writeFileSync(join(root, made.file), made.text, { flag: 'wx' });
    writeGolden(root, number, transcriptOf(run));
    writeGolden(root, number, writeLogOf(run), 'io');
  } catch (error) {
    if (!(error instanceof GoldenError)) throw error;
    throw new RequestError([`${made.file} is written, and its golden is not: ${error.message}`]);
  }
  write(`${[made.file, goldenFile(number), goldenFile(number, 'io')].join('\n')}\n`);
  return 0;
}

function promotedOf(
  word: string,
  root: string,
  given: string | undefined,
  other: EngineChoice | undefined,
): Promoted {
  const number = numberOfToken(word);
  if (number === undefined) throw new RequestError([unlikeTokens(word)]);
  const source = sourceOf(root, number, given);
  return asCase(word, () => fitting(word, () => promote(source, word, other)));
}

/** What `make` returns; that it is no case becomes a RequestError. */
function asCase<T>(word: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof NoCase)) throw error;
    throw new RequestError([`'${word}' cannot be a case: ${error.message}`]);
  }
}

function caseFileOf({ draft, title }: Promoted, root: string): CaseFile {
  const file = `suites/${nextNumber(root)}-${slugWords(title).join('-')}.yaml`;
  const text = draftText(draft, schemaReference(root));
  const result = loadCase(file, text);
  if ('problems' in result) throw new Error(result.problems.join('\n'));
  return { file, text, testCase: result.loaded };
}

/** The run that the golden is taken from. Throws RequestError where it is no case to keep. */
function runOnce(testCase: TestCase): CaseRun {
  const able = enginesWith(['trace']).find(({ name }) => testCase.engines.includes(name));
  if (able === undefined) throw new RequestError(['no engine of the case tells what it writes']);
  const setup = able.prepare({ isUpdate: true, warn: () => {} });
  const options = { setup, deadline: Infinity, keepsTrace: true, keepsWriteLog: true };
  const engine = engineNamed(able.name).make(options);
  try {
    const run = runCase(testCase, engine, [], undefined, false, { text: undefined });
    const [wrong] = run.crash === undefined ? run.failures : [run.crash];
    if (wrong === undefined) return run;
    throw new RequestError([`the case would be red at '${wrong.title}': ${wrong.message}`]);
  } finally {
    engine.close();
  }
}
