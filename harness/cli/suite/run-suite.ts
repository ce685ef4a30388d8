// `blkdrill suite`: what was asked, on which cases and engine, and to whom it is reported.
import type { Worker } from 'node:worker_threads';
import { preparedEngine } from '../prepared-engine.ts';
import { RequestError } from '../../cases/request-error.ts';
import { readerTemplate } from '../../engines/command/foreign-reader.ts';
import { EngineUnavailable } from '../../engines/engine.ts';
import { engineNamed } from '../../engines/registry.ts';
import { makeScratch } from '../../host/environment.ts';
import type { Job } from '../../run/job.ts';
import { IMAGE_OPTION_NAMES } from '../../verbs/create.ts';
import type { Reporter } from '../../report/reporter.ts';
import { makeReporter } from '../../report/reporters.ts';
import { TranscriptReporter } from '../../report/transcript-reporter.ts';
import { askedCases, statusBeside } from '../asked-cases.ts';
import type { Request } from '../command.ts';
import { listText } from './list.ts';
import { readSuiteRequest, type SuiteRequest } from './request.ts';
import { SuiteRun } from './suite-run.ts';

const write = (text: string): void => void process.stdout.write(text);

/** Plain: the colours that are wanted are those of standard output. */
const ERRORS = {
  write: (text: string): void => void process.stderr.write(text),
  isTerminal: false,
  hasColor: false,
};

async function reporterOf({ reporter, action }: SuiteRequest): Promise<Reporter> {
  const { colorIsWanted } = await import('../../report/color.ts');
  const isTerminal = process.stdout.isTTY === true && !process.env['CI'];
  if (action === 'print') return new TranscriptReporter({ write }, ERRORS);
  return makeReporter(reporter, { write, isTerminal, hasColor: colorIsWanted() });
}

/** The readers of the request. Throws RequestError for one that is not there, or cannot help. */
function preparedReaders({ readers, engine }: SuiteRequest): Job['readers'] {
  if (readers.length === 0) return undefined;
  if (!engineNamed(engine).capabilities.has('instruments')) {
    throw new RequestError([`'--reader' does not go with '--engine ${engine}'`]);
  }
  try {
    return { templates: readers.map(readerTemplate), scratch: makeScratch() };
  } catch (error) {
    if (!(error instanceof EngineUnavailable)) throw error;
    throw new RequestError([error.message]);
  }
}

/**
 * Does what `asked` says below `root`, the first cases on the worker that was started early, if
 * one was; resolves to the exit status. Throws RequestError.
 */
export async function suite(asked: Request, root: string, started?: Worker): Promise<number> {
  const request = readSuiteRequest(asked, IMAGE_OPTION_NAMES);
  if (request.isUpdate && process.env['CI']) {
    const message = "'--update' is refused where CI is set: goldens are blessed by people";
    throw new RequestError([message]);
  }
  const found = askedCases(root, request.selection);
  if (request.action === 'list') {
    write(listText(found.cases, request));
    return statusBeside(found, 0);
  }
  const engine = preparedEngine(request.engine, request.isUpdate);
  const readers = preparedReaders(request);
  const reporter = await reporterOf(request);
  const run = new SuiteRun(root, request, reporter, engine, started, readers);
  return await run.run(found);
}
