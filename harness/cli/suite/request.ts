// What a user asked of `blkdrill suite`.
import { engineMeant } from '../../cases/engines-file.ts';
import { RequestError } from '../../cases/request-error.ts';
import type { Selection } from '../../cases/selection.ts';
import { DEFAULT_ENGINE, engineNamed } from '../../engines/registry.ts';
import { readSchedule, type Schedule, SCHEDULE_FORM } from '../../engines/schedule.ts';
import type { Request } from '../command.ts';
import { readImageOption, wholeNumber } from '../values.ts';

/** What is to be done with which cases. */
export interface SuiteRequest {
  readonly selection: Selection;
  readonly action: 'run' | 'list' | 'print';
  /** Undefined: as many as the machine has cores, or one for the real tools. */
  readonly jobs: number | undefined;
  readonly engine: string;
  readonly imageOptions: readonly (readonly [string, string])[];
  readonly reporter: string;
  readonly isUpdate: boolean;
  readonly isTwice: boolean;
  /** Order of completions on our own engine; undefined: its own. */
  readonly schedule: Schedule | undefined;
  /** Command lines of programs that read each sound image that a step leaves. */
  readonly readers: readonly string[];
  /** Seconds that one case may take. */
  readonly deadline: number;
}

const fail = (message: string): never => {
  throw new RequestError([message]);
};

function scheduleOf(text: string | undefined, engine: string): Schedule | undefined {
  if (text === undefined) return undefined;
  if (!engineNamed(engine).capabilities.has('schedule')) {
    fail(`'--schedule' does not go with '--engine ${engine}'`);
  }
  return readSchedule(text) ?? fail(`'--schedule' needs ${SCHEDULE_FORM}, not '${text}'`);
}

/**
 * Reads what follows `blkdrill suite`; `imageOptionNames` are the names that create knows. Throws
 * RequestError.
 */
export function readSuiteRequest(
  request: Request,
  imageOptionNames: readonly string[],
): SuiteRequest {
  const { words } = request;
  const jobs = request.last('jobs');
  const engine = engineMeant(process.cwd(), request.last('engine') ?? DEFAULT_ENGINE);
  return {
    selection: { words, groups: request.all('group'), excluded: request.all('exclude') },
    action: request.has('list') ? 'list' : request.has('print') ? 'print' : 'run',
    jobs: jobs === undefined ? undefined : wholeNumber('jobs', jobs),
    engine,
    imageOptions: request
      .all('image-option')
      .map((text) => readImageOption(text, imageOptionNames)),
    reporter: request.last('reporter') ?? 'console',
    isUpdate: request.has('update'),
    isTwice: request.has('twice'),
    schedule: scheduleOf(request.last('schedule'), engine),
    readers: request.all('reader'),
    deadline: wholeNumber('deadline', request.last('deadline') ?? '300'),
  };
}
