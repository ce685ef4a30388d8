// `blkdrill explore`: a case under many schedules or with crashes, spread over workers. What is
// printed depends on the seeds alone, never on the number of workers.
import { availableParallelism } from 'node:os';
import { RequestError } from '../cases/request-error.ts';
import type { TestCase } from '../cases/types.ts';
import { fitsNumber } from '../cases/with-options.ts';
import { DEFAULT_ENGINE } from '../engines/registry.ts';
import {
  type ExploredUnit,
  exploreCase,
  type ExploreJob,
  mergeSeen,
} from '../explore/schedules/explore-case.ts';
import {
  type ExploredStep,
  exploreOrders,
  type OrdersJob,
} from '../explore/schedules/explore-orders.ts';
import { scheduledAdapter } from '../explore/schedules/scheduled-engine.ts';
import { orderLines, scheduleLines } from '../report/schedule-table.ts';
import { runJobs } from '../host/worker-pool.ts';
import { IMAGE_OPTION_NAMES } from '../verbs/create.ts';
import type { ImageOptions } from '../verbs/step.ts';
import { findWorker } from '../build/find-worker.ts';
import { lostText } from '../run/step-place.ts';
import { askedCases, statusBeside } from './asked-cases.ts';
import type { Request } from './command.ts';
import { exploreEngine } from './explore-engines.ts';
import { exploreSweep } from './explore-sweeps.ts';
import { numberRange, readImageOption, wholeNumber } from './values.ts';

/** What may happen to a step that is swept. */
const SWEPT = ['crashes', 'faults'] as const;

/** Seeds are handed out in blocks of this many. */
const BLOCK = 8;

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
  if (engine !== undefined && what !== 'faults') {
    throw new RequestError(["'--engine' has no meaning without '--faults'"]);
  }
  if (engine !== undefined && engine !== DEFAULT_ENGINE) {
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
      imageOptions: request.all('image-option').map(readOption),
    });
  }
  for (const name of ['steps', 'image-option']) {
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
  const report = isEvery
    ? orderLines(
        testCase,
        limit,
        await exploreSteps({ kind: 'orders', case: testCase, limit, deadline }),
      )
    : await exploreSeeds(testCase, { first: Number(seed), count, jobs, deadline });
  process.stdout.write(`${report.lines.join('\n')}\n`);
  return statusBeside(asked, report.isSound ? 0 : 1);
}

const stepsOf = (range: string | undefined): ReturnType<typeof numberRange> | undefined =>
  range === undefined ? undefined : numberRange('steps', range);

/** An image option that stands in tokens, too. */
function readOption(text: string): ImageOptions[number] {
  const option = readImageOption(text, IMAGE_OPTION_NAMES);
  if (fitsNumber(option)) return option;
  throw new RequestError([`'--image-option' takes words and numbers, which '${text}' is not`]);
}

interface SeedRequest {
  readonly first: number;
  readonly count: number;
  readonly jobs: number;
  /** Milliseconds. */
  readonly deadline: number;
}

async function exploreSeeds(
  testCase: TestCase,
  { first, count, jobs, deadline }: SeedRequest,
): Promise<ReturnType<typeof scheduleLines>> {
  const seeds = Array.from({ length: count }, (_none, index) => first + index);
  const blocks: ExploreJob[] = [];
  for (let at = 0; at < count; at += BLOCK) {
    blocks.push({
      kind: 'schedules',
      case: testCase,
      seeds: seeds.slice(at, at + BLOCK),
      deadline,
    });
  }
  const units = await exploreBlocks(blocks, jobs);
  return scheduleLines(testCase, seeds, units);
}

async function exploreSteps(job: OrdersJob): Promise<readonly ExploredStep[]> {
  let steps: readonly ExploredStep[] = [];
  await runJobs<OrdersJob, readonly ExploredStep[]>([job], {
    worker: findWorker(),
    inThisThread: async (only) => exploreOrders(only),
    jobs: 1,
    onAnswer(_index, answer) {
      if ('lost' in answer) throw new RequestError([lostText(job.case, answer)]);
      steps = answer;
    },
  });
  return steps;
}

async function exploreBlocks(
  blocks: readonly ExploreJob[],
  jobs: number,
): Promise<readonly ExploredUnit[]> {
  let merged: readonly ExploredUnit[] = [];
  const lost: string[] = [];
  await runJobs<ExploreJob, readonly ExploredUnit[]>(blocks, {
    worker: findWorker(),
    inThisThread: async (job) => exploreCase(job),
    jobs,
    onAnswer(index, answer) {
      if ('lost' in answer) {
        const { case: testCase, seeds } = blocks[index] as ExploreJob;
        lost.push(`seeds from ${seeds[0]}: ${lostText(testCase, answer)}`);
        return;
      }
      merged = answer.map(({ own, seen }, unit) => ({
        own,
        seen: mergeSeen([...(merged[unit]?.seen ?? []), ...seen]),
      }));
    },
  });
  if (lost.length > 0) throw new RequestError(lost);
  return merged;
}
