// `blkdrill explore`: one case under many schedules, spread over workers. What is printed depends
// on the seeds alone, never on the number of workers.
import { availableParallelism } from 'node:os';
import { RequestError } from '../cases/request-error.ts';
import type { Case } from '../cases/types.ts';
import { selectCases } from '../cases/suite-folder.ts';
import {
  type ExploredUnit,
  exploreCase,
  type ExploreJob,
  mergeSeen,
} from '../explore/explore-case.ts';
import { type ExploredStep, exploreOrders, type OrdersJob } from '../explore/explore-orders.ts';
import { scheduledAdapter } from '../explore/scheduled-engine.ts';
import { orderLines, scheduleLines } from '../report/schedule-table.ts';
import { runJobs } from '../host/worker-pool.ts';
import { findWorker } from '../build/find-worker.ts';
import { optionLines, type OptionRow, readWords, wholeNumber } from './options.ts';

const OPTIONS: readonly OptionRow[] = [
  { name: 'schedules', value: 'N', help: 'how many schedules (default: 64)' },
  { name: 'seed', value: 'S', help: 'the first seed; the next ones follow (default: 0)' },
  { name: 'every', help: 'every order of each io step, instead of orders that seeds decide' },
  { name: 'limit', value: 'N', help: 'most orders of one step, with --every (default: 200)' },
  { name: 'jobs', short: 'j', value: 'N', help: 'workers at a time (default: the cores)' },
  { name: 'deadline', value: 'SECONDS', help: 'what all of it may take (default: 600)' },
  { name: 'help', short: 'h', help: 'this text' },
];

const HELP = `Usage: blkdrill explore NNN [options]

Runs a case on our own engine under many schedules: orders in which I/Os in flight may end. Lists
the steps whose results vary, each result with how often it came, one seed that replays it
(blkdrill suite NNN --schedule SEED), and the first lines in which it differs. With --every it
takes one io step after the other, and names what replays a result when it stands in that step:
schedule: picks 0 2 1.

${optionLines(OPTIONS)}
Exit status: 0 no schedule breaks a promise or crashes, 1 one does, 2 the request is wrong.
`;

/** Seeds are handed out in blocks of this many. */
const BLOCK = 8;

/** Explores what `argv` asks for below `root`; resolves to the exit status. */
export async function explore(argv: readonly string[], root: string): Promise<number> {
  const { given, words } = readWords(argv, OPTIONS);
  if (given.has('help')) {
    process.stdout.write(HELP);
    return 0;
  }
  const last = (name: string): string | undefined => given.get(name)?.at(-1);
  const [number = '', ...others] = words;
  if (!/^\d{1,3}$/.test(number) || others.length > 0) {
    throw new RequestError(["'blkdrill explore' takes the number of one case"]);
  }
  const isEvery = given.has('every');
  const foreign = isEvery ? ['schedules', 'seed'] : ['limit'];
  const misplaced = foreign.find((name) => given.has(name));
  if (misplaced !== undefined) {
    const message = `'--${misplaced}' has no meaning ${isEvery ? 'with' : 'without'} '--every'`;
    throw new RequestError([message]);
  }
  const seed = last('seed') ?? '0';
  if (!/^\d{1,15}$/.test(seed)) {
    throw new RequestError([`'--seed' needs a whole number, not '${seed}'`]);
  }
  const count = wholeNumber('schedules', last('schedules') ?? '64');
  const jobs = wholeNumber('jobs', last('jobs') ?? String(availableParallelism()));
  const deadline = wholeNumber('deadline', last('deadline') ?? '600') * 1000;
  const [found] = selectCases(root, { numbers: [number.padStart(3, '0')], groups: [] });
  if (found === undefined || scheduledAdapter(found) === undefined) {
    throw new RequestError([`case ${number} does not run on our own engine`]);
  }
  const limit = wholeNumber('limit', last('limit') ?? '200');
  const report = isEvery
    ? orderLines(found, limit, await exploreSteps({ case: found, limit, deadline }))
    : await exploreSeeds(found, { first: Number(seed), count, jobs, deadline });
  process.stdout.write(`${report.lines.join('\n')}\n`);
  return report.isSound ? 0 : 1;
}

interface SeedRequest {
  readonly first: number;
  readonly count: number;
  readonly jobs: number;
  /** Milliseconds. */
  readonly deadline: number;
}

async function exploreSeeds(
  found: Case,
  { first, count, jobs, deadline }: SeedRequest,
): Promise<ReturnType<typeof scheduleLines>> {
  const seeds = Array.from({ length: count }, (_none, index) => first + index);
  const blocks: ExploreJob[] = [];
  for (let at = 0; at < count; at += BLOCK) {
    blocks.push({ case: found, seeds: seeds.slice(at, at + BLOCK), deadline });
  }
  const units = await exploreBlocks(blocks, jobs);
  return scheduleLines(found, seeds, units);
}

async function exploreSteps(job: OrdersJob): Promise<readonly ExploredStep[]> {
  let steps: readonly ExploredStep[] = [];
  await runJobs<OrdersJob, readonly ExploredStep[]>([job], {
    worker: findWorker(),
    inThisThread: async (only) => exploreOrders(only),
    jobs: 1,
    onAnswer(_index, answer) {
      if ('lost' in answer) throw new RequestError([answer.lost]);
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
        lost.push(`seeds from ${blocks[index]?.seeds[0]}: ${answer.lost}`);
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
