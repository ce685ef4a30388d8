// `blkdrill explore`: a case under many schedules or with crashes, spread over workers. What is
// printed depends on the seeds alone, never on the number of workers.
import { availableParallelism } from 'node:os';
import { RequestError } from '../cases/request-error.ts';
import { ENCRYPTIONS } from '../engines/encrypted-argv.ts';
import { ENCRYPTION, fitsNumber, STRICT } from '../cases/with-options.ts';
import { DEFAULT_ENGINE, engineNamed } from '../engines/registry.ts';
import { scheduledAdapter } from '../explore/schedules/scheduled-engine.ts';
import { IMAGE_OPTION_NAMES } from '../verbs/create.ts';
import type { ImageOptions } from '../verbs/step.ts';
import { askedCases, statusBeside } from './asked-cases.ts';
import type { Request } from './command.ts';
import { exploreEngine } from './explore-engines.ts';
import { preparedEngine } from './prepared-engine.ts';
import { exploreSeeds, exploreSteps } from './explore-schedules.ts';
import { exploreSweep } from './explore-sweeps.ts';
import { numberRange, readImageOption, wholeNumber } from './values.ts';

/** What may happen to a step that is swept. */
const SWEPT = ['crashes', 'faults'] as const;

/** Explores what `request` asks for below `root`; resolves to the exit status. */
export async function explore(request: Request, root: string): Promise<number> {
  const last = (name: string): string | undefined => request.last(name);
  const isEvery = request.has('every');
  const hasOrders = request.has('orders');
  if (request.has('limit') && !isEvery && !hasOrders) {
    throw new RequestError(["'--limit' has no meaning without '--orders' or '--every'"]);
  }
  const seed = last('seed') ?? '0';
  if (!/^\d{1,15}$/.test(seed)) {
    throw new RequestError([`'--seed' needs a whole number, not '${seed}'`]);
  }
  const count = wholeNumber('schedules', last('schedules') ?? '64');
  const jobs = wholeNumber('jobs', last('jobs') ?? String(availableParallelism()));
  const deadline = wholeNumber('deadline', last('deadline') ?? '600') * 1000;
  const wantsEvents = request.has('events');
  if (wantsEvents && !request.has('faults')) {
    throw new RequestError(["'--events' has no meaning without '--faults'"]);
  }
  const what = SWEPT.find((name) => request.has(name));
  for (const name of ['distinct', 'work']) {
    if (request.has(name) && what === undefined) {
      throw new RequestError([`'--${name}' has no meaning without '--crashes' or '--faults'`]);
    }
  }
  const engine = last('engine');
  const isServing = engine !== undefined && isServedBy(engine, request, what);
  if (engine !== undefined && engine !== DEFAULT_ENGINE && !isServing) {
    const distinct = wholeNumber('distinct', last('distinct') ?? '1000');
    const steps = stepsOf(last('steps'));
    return await exploreEngine(request.words, root, { engine, distinct, jobs, deadline, steps });
  }
  if (what !== undefined || hasOrders) {
    const isCrossed = what !== undefined && hasOrders;
    const distinct = wholeNumber('distinct', last('distinct') ?? (isCrossed ? '200' : '1000'));
    const limit = wholeNumber('limit', last('limit') ?? (isCrossed ? '20' : '200'));
    const orders = hasOrders ? limit : undefined;
    const work = last('work');
    return await exploreSweep(what, request.words, root, {
      ...{ seed: Number(seed), distinct, jobs, deadline, wantsEvents, orders },
      work: work === undefined ? undefined : wholeNumber('work', work, 999_999_999),
      steps: stepsOf(last('steps')),
      ...(isServing && { engine: preparedEngine(engine, false) }),
      imageOptions: [
        ...request.all('image-option').map(readOption),
        ...(request.has('strict') ? [STRICT] : []),
      ],
    });
  }
  for (const name of ['steps', 'image-option', 'strict']) {
    if (!request.has(name)) continue;
    const sweeps = "'--crashes', '--faults' or '--orders'";
    throw new RequestError([`'--${name}' has no meaning without ${sweeps}`]);
  }
  const word = request.words.join(' ');
  if (request.words.length > 1) throw new RequestError([`'${word}' is more than one case`]);
  const asked = askedCases(root, { words: request.words });
  const [testCase, ...others] = asked.cases;
  if (others.length > 0) throw new RequestError([`'${word}' is more than one case`]);
  if (testCase === undefined || scheduledAdapter(testCase) === undefined) {
    throw new RequestError([`case ${word} does not run on our own engine`]);
  }
  const limit = wholeNumber('limit', last('limit') ?? '200');
  const isSound = isEvery
    ? await exploreSteps({ kind: 'orders', case: testCase, limit, deadline })
    : await exploreSeeds(testCase, { first: Number(seed), count, jobs, deadline });
  return statusBeside(asked, isSound ? 0 : 1);
}

/**
 * Whether the engine serves a part of each case, so that its steps are swept in the place of ours.
 * Throws RequestError for what does not go with it.
 */
function isServedBy(engine: string, request: Request, what: string | undefined): boolean {
  const isServing = engineNamed(engine).standsIn !== undefined;
  if (what !== 'faults' && !(isServing && what === 'crashes')) {
    const also = isServing ? " or '--crashes'" : '';
    throw new RequestError([`'--engine ${engine}' has no meaning without '--faults'${also}`]);
  }
  const stray = ['work', 'image-option'].find((name) => request.has(name));
  if (stray !== undefined && !isServing) {
    throw new RequestError([`'--${stray}' does not go with '--engine ${engine}'`]);
  }
  return isServing;
}

const stepsOf = (range: string | undefined): ReturnType<typeof numberRange> | undefined =>
  range === undefined ? undefined : numberRange('steps', range);

function requireMethod(method: string): void {
  if (ENCRYPTIONS.some((known) => known === method)) return;
  throw new RequestError([`'${ENCRYPTION}' is one of ${ENCRYPTIONS.join(', ')}, not '${method}'`]);
}

/** An image option that stands in tokens, too. */
function readOption(text: string): ImageOptions[number] {
  const option = readImageOption(text, [...IMAGE_OPTION_NAMES, ENCRYPTION]);
  if (option[0] === ENCRYPTION) requireMethod(option[1]);
  if (fitsNumber(option)) return option;
  throw new RequestError([`'--image-option' takes words and numbers, which '${text}' is not`]);
}
